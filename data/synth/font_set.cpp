#include "data/synth/font_set.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "configs/schema/error.h"
#include "data/fonts/font_finder.h"
#include "data/synth/font_file.h"
#include "data/synth/handwriting_fonts.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

constexpr int kMedium = 100;  // FC_WEIGHT_MEDIUM

/// Without bold and italic faces where a family has others: stroke width and slant are drawn by chance
/// anyway.
std::vector<ListedFace> plain(const std::vector<ListedFace>& faces) {
  std::vector<ListedFace> kept;
  for (const ListedFace& face : faces) {
    if (!face.slanted && face.weight <= kMedium) kept.push_back(face);
  }
  return kept.empty() ? faces : kept;
}

/// Gathers fonts that have something to draw.
class Loader {
 public:
  explicit Loader(const std::vector<char32_t>& characters) : characters_(characters) {}

  void add(const fs::path& file, int index, float weight) {
    Font font = reader_.read(file, index, characters_);
    if (font.characters.empty()) return;
    font.weight = weight;
    font.hash = finder_.hash(file);
    fonts_.push_back(std::move(font));
  }

  void add_file(const fs::path& file) {
    const int faces = reader_.count_faces(file);
    for (int i = 0; i < faces; ++i) add(file, i, 1);
  }

  void add_family(const std::vector<ListedFace>& faces, float weight) {
    for (const ListedFace& face : faces)
      add(face.file, face.index, weight / static_cast<float>(faces.size()));
  }

  /// A folder, a file or a family.
  void add_named(const std::string& name) {
    const FoundFonts found = finder_.find(name, "fc-list : family");
    for (const fs::path& file : found.files) add_file(file);
    add_family(found.family, 1);
  }

  void add_handwriting() {
    for (const HandwritingFamily& family : handwriting_families())
      add_family(plain(finder_.faces(family.family)), family.weight);
  }

  FontSet take() { return std::move(fonts_); }

 private:
  const std::vector<char32_t>& characters_;
  FontReader reader_;
  FontFinder finder_;
  FontSet fonts_;
};

}  // namespace

const Outline* Font::find(char32_t character) const {
  const auto it = std::lower_bound(characters.begin(), characters.end(), character);
  if (it == characters.end() || *it != character) return nullptr;
  return &outlines[static_cast<std::size_t>(it - characters.begin())];
}

FontSet load_fonts(const std::vector<std::string>& where, const std::vector<char32_t>& characters) {
  Loader loader(characters);
  for (const std::string& name : where) loader.add_named(name);
  if (where.empty()) loader.add_handwriting();
  FontSet fonts = loader.take();
  DUCTUS_CHECK(!fonts.empty(),
               "fonts: none has any of the {} characters that are wanted (apt-get install {})",
               characters.size(), handwriting_packages());
  return fonts;
}

}  // namespace ductus::data
