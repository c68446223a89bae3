// Hand-made pen strokes in Chars74K's form, so that drawing is tested without the real file.
#pragma once

namespace ductus::test {

/// Two drawings of A, one of B (a bar), I (a bar), and i with its dot, at different sizes.
constexpr const char* kStrokesJson = R"({
  "A": [[[[10, 90], [50, 10], [90, 90]], [[25, 60], [75, 60]]],
        [[[0, 8], [4, 0], [8, 8], [6, 5], [2, 5]]]],
  "B": [[[[300, 100], [300, 500]]]],
  "I": [[[[300, 100], [310, 500]]]],
  "i": [[[[5, 30], [5, 90]], [[5, 5]]]]
})";

}  // namespace ductus::test
