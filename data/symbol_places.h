// Where a recogniser found the symbols of lines: what `ductus eval --symbols` writes, read back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace ductus::data {

/// A symbol of a line's text that was read rightly.
struct SymbolPlace {
  int64_t symbol = 0;  ///< of the text, in code points, from 0
  double begin = 0;    ///< place [begin, end) in the picture, as fractions of its width
  double end = 0;
};

/// By the lines' ids; places of a line in the order of its text.
using SymbolPlaces = std::unordered_map<std::string, std::vector<SymbolPlace>>;

/// Rows without `truth`, which were read wrong, are left out. Throws ductus::Error, with file and line, for a
/// column that is missing, for what is no number or no place, and for an id that two lines have.
SymbolPlaces read_symbol_places(const std::filesystem::path& path);

}  // namespace ductus::data
