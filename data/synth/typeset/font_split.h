// Typefaces divided into those to train on and those to test with.
#pragma once

#include <cstdint>
#include <string_view>

namespace ductus::data {

enum class FontPart { kTrain, kTest };

/// Part of a family, by a hash of its name alone: a font that is added moves no other. Of many families about
/// `test_share` (0 to 1) are for tests.
FontPart part_of(std::string_view family, uint64_t seed, double test_share);

}  // namespace ductus::data
