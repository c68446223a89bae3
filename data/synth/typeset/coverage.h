// Which code points a typeface can draw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct FT_FaceRec_;

namespace ductus::data {

/// A set of code points, a bit each up to the highest.
class Coverage {
 public:
  void add(char32_t point);

  bool has(char32_t point) const {
    const std::size_t word = point / 64;
    return word < words_.size() && (words_[word] >> (point % 64) & 1) != 0;
  }

  /// Whether it has every code point of a text. Throws ductus::Error on invalid UTF-8.
  bool covers(std::string_view utf8) const;

  /// The code points of a text that it lacks, each once, in the order of the text.
  std::vector<char32_t> missing(std::string_view utf8) const;

  std::size_t count() const;

 private:
  std::vector<uint64_t> words_;
};

/// What the face's character map leads to a glyph of its own: not to its "missing" glyph or a copy of it, and
/// to an empty glyph only where Unicode has a space (category Zs). Control and format characters are left
/// out. Empty for a face without a Unicode map.
Coverage coverage_of(FT_FaceRec_* face);

/// Code points for a person to read: "☃ (U+2603), U+200B".
std::string named(const std::vector<char32_t>& points);

}  // namespace ductus::data
