// FreeType's faces: opened, and asked which of their glyphs draw something.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

struct FT_FaceRec_;
struct FT_LibraryRec_;

namespace ductus::data {

/// FreeType, started. One a thread; outlives its faces.
class FontLibrary {
 public:
  /// Throws ductus::Error when FreeType does not start.
  FontLibrary();
  ~FontLibrary();
  FontLibrary(const FontLibrary&) = delete;
  FontLibrary& operator=(const FontLibrary&) = delete;

  FT_LibraryRec_* handle() const { return handle_; }

 private:
  FT_LibraryRec_* handle_ = nullptr;
};

struct CloseFace {
  void operator()(FT_FaceRec_* face) const;
};
using FontFace = std::unique_ptr<FT_FaceRec_, CloseFace>;

/// `index`: as fontconfig's, named instances of variable fonts included. Throws ductus::Error when the file
/// is no scalable font.
FontFace open_face(const FontLibrary& library, const std::filesystem::path& path, int index);

/// Tells the glyphs that draw something from empty ones, and from copies of the face's "missing" glyph.
class GlyphInk {
 public:
  explicit GlyphInk(FT_FaceRec_* face);

  /// Loads the glyph into the face's slot.
  bool is_empty(unsigned glyph) const;
  bool is_missing(unsigned glyph) const;  ///< glyph 0, or drawn just as it

 private:
  FT_FaceRec_* face_;
  std::vector<long> missing_;  // outline of glyph 0 as numbers; none where it is empty
};

}  // namespace ductus::data
