// One font file through FreeType: the outlines of the characters it really has.
#pragma once

#include <filesystem>
#include <vector>

#include "data/fonts/font_face.h"
#include "data/synth/font_set.h"

namespace ductus::data {

/// Reads faces. Not thread-safe.
class FontReader {
 public:
  /// Outlines of those of `characters` that the face has: unhinted, 1 em high, y downwards. A glyph that is
  /// empty or the same as the face's "missing" glyph is not one. `face`: as fontconfig's index, named
  /// instances of variable fonts included. Throws ductus::Error when the file is no scalable font.
  Font read(const std::filesystem::path& path, int face, const std::vector<char32_t>& characters);

  /// Faces in a file; throws as read() does.
  int count_faces(const std::filesystem::path& path);

 private:
  FontLibrary library_;
};

}  // namespace ductus::data
