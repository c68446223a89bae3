// The typefaces that lines are set in: which there are, and what each can set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/rng.h"
#include "data/synth/typeset/coverage.h"
#include "data/synth/typeset/font_split.h"

namespace ductus::data {

/// A face of a font file.
struct Typeface {
  std::string name;    ///< family and style, "DejaVu Sans Mono Book"
  std::string family;  ///< "DejaVu Sans Mono"
  std::filesystem::path path;
  int face = 0;      ///< in the file, as fontconfig counts
  std::string hash;  ///< XXH3-128 of the file, 32 hexadecimal digits
  Coverage coverage;
  bool monospaced = false;  ///< all of ASCII that it has is equally wide
  float weight = 1;         ///< how often it is drawn, relative to others: a family's, shared by its faces

  bool covers(std::string_view utf8) const { return coverage.covers(utf8); }
};

/// Immutable once loaded: any number of threads may read it.
class Typefaces {
 public:
  /// Each of `where` is a folder (all font files in it and below), a font file, or the family of an installed
  /// font; with none of them, the upright faces of receipt_fonts.h that are installed. In the order of names,
  /// then hashes; a face that is named twice is there once. Throws ductus::Error when a file is no scalable
  /// font, a family is not installed, or nothing can be set with what there is.
  static Typefaces load(const std::vector<std::string>& where);

  std::size_t size() const { return faces_.size(); }
  const Typeface& operator[](std::size_t i) const { return faces_[i]; }
  auto begin() const { return faces_.begin(); }
  auto end() const { return faces_.end(); }

  /// Indices of those that have every symbol of a text, ascending.
  std::vector<std::size_t> covering(std::string_view utf8) const;

  /// One of covering(), by weight. Throws ductus::Error when there is none: names the symbols that none has.
  std::size_t draw(std::string_view utf8, Rng& rng) const;

  /// One of `indices`, of which there must be some, by weight: of those with letters of one width, or of
  /// different ones, where that is asked for and there are such.
  std::size_t pick(std::vector<std::size_t> indices, std::optional<bool> monospaced, Rng& rng) const;

  /// The symbols of a text that no typeface has, each once.
  std::vector<char32_t> missing(std::string_view utf8) const;

  /// Those whose family belongs to a part; families of one design (receipt_fonts.h) go together. Throws
  /// ductus::Error when none does.
  Typefaces part(FontPart part, uint64_t seed, double test_share) const;

 private:
  std::vector<Typeface> faces_;
};

}  // namespace ductus::data
