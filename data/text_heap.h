// Texts of variable length out of an HDF5 file, read without trusting it: HDF5's own reader crashes on a
// damaged reference (1.10), and allocates every text by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// Bytes of a text at most.
constexpr std::size_t kLongestHeapText = std::size_t{1} << 20;

/// The texts whose references lie at `place` of the file's bytes, `count` of them: 16 bytes each, a length,
/// the address of a global heap collection and a number in it, as in files of 8-byte offsets and lengths
/// (HDF5 File Format Specification 3.0, III.E). A text ends at its first NUL. Throws ductus::Error beginning
/// with `what` when a reference leads nowhere, or to more than kLongestHeapText.
std::vector<std::string> read_heap_texts(std::string_view file, std::size_t place, std::size_t count,
                                         const std::string& what);

}  // namespace ductus::data
