#include "data/synth/font_set.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "configs/schema/error.h"
#include "data/synth/font_file.h"
#include "data/synth/handwriting_fonts.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// An installed face as fontconfig lists it.
struct Listed {
  std::string name;  // family and style
  fs::path file;
  int index = 0;
  int weight = 0;
  bool slanted = false;
};

bool operator<(const Listed& a, const Listed& b) {
  return std::tie(a.name, a.file, a.index) < std::tie(b.name, b.file, b.index);
}

std::string text_of(FcPattern* pattern, const char* object) {
  FcChar8* value = nullptr;
  if (FcPatternGetString(pattern, object, 0, &value) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(value);
}

int number_of(FcPattern* pattern, const char* object) {
  int value = 0;
  return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : 0;
}

Listed listed(FcPattern* pattern) {
  return {text_of(pattern, FC_FAMILY) + " " + text_of(pattern, FC_STYLE), text_of(pattern, FC_FILE),
          number_of(pattern, FC_INDEX), number_of(pattern, FC_WEIGHT),
          number_of(pattern, FC_SLANT) != FC_SLANT_ROMAN};
}

/// What fontconfig knows of the fonts installed here.
class Installed {
 public:
  Installed() : config_(FcInitLoadConfigAndFonts(), FcConfigDestroy) {
    DUCTUS_CHECK(config_ != nullptr, "fontconfig: does not start");
  }

  /// Scalable faces of a family, one a name, sorted.
  std::vector<Listed> faces(const std::string& family) const {
    std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)> pattern(FcPatternCreate(), FcPatternDestroy);
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
    std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> objects(
        FcObjectSetBuild(FC_FAMILY, FC_STYLE, FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, nullptr),
        FcObjectSetDestroy);
    std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)> set(
        FcFontList(config_.get(), pattern.get(), objects.get()), FcFontSetDestroy);
    std::vector<Listed> faces;
    for (int i = 0; set != nullptr && i < set->nfont; ++i) faces.push_back(listed(set->fonts[i]));
    std::sort(faces.begin(), faces.end());
    const auto same_name = [](const Listed& a, const Listed& b) { return a.name == b.name; };
    faces.erase(std::unique(faces.begin(), faces.end(), same_name), faces.end());
    return faces;
  }

 private:
  std::unique_ptr<FcConfig, decltype(&FcConfigDestroy)> config_;
};

/// Without bold and italic faces where a family has others: stroke width and slant are drawn by chance
/// anyway.
std::vector<Listed> plain(const std::vector<Listed>& faces) {
  std::vector<Listed> kept;
  for (const Listed& face : faces) {
    if (!face.slanted && face.weight <= FC_WEIGHT_MEDIUM) kept.push_back(face);
  }
  return kept.empty() ? faces : kept;
}

bool is_font_file(const fs::path& path) {
  static const std::set<std::string> suffixes = {".ttf", ".otf", ".ttc", ".otc", ".pfb", ".woff"};
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return suffixes.count(suffix) > 0;
}

std::vector<fs::path> font_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file() && is_font_file(it->path())) files.push_back(it->path());
  }
  DUCTUS_CHECK(!error, "{}: cannot be listed: {}", folder.string(), error.message());
  std::sort(files.begin(), files.end());
  return files;
}

/// Gathers fonts that have something to draw.
class Loader {
 public:
  explicit Loader(const std::vector<char32_t>& characters) : characters_(characters) {}

  void add(const fs::path& file, int index, float weight) {
    Font font = reader_.read(file, index, characters_);
    if (font.characters.empty()) return;
    font.weight = weight;
    fonts_.push_back(std::move(font));
  }

  void add_file(const fs::path& file) {
    const int faces = reader_.count_faces(file);
    for (int i = 0; i < faces; ++i) add(file, i, 1);
  }

  void add_family(const std::vector<Listed>& faces, float weight) {
    for (const Listed& face : faces) add(face.file, face.index, weight / static_cast<float>(faces.size()));
  }

  /// A folder, a file or a family.
  void add_named(const std::string& where) {
    if (fs::is_directory(where)) {
      for (const fs::path& file : font_files(where)) add_file(file);
    } else if (fs::exists(where)) {
      add_file(where);
    } else {
      const std::vector<Listed> faces = installed_.faces(where);
      DUCTUS_CHECK(!faces.empty(),
                   "--fonts {}: no such folder or file, and no font family of that name is installed "
                   "(fc-list : family)",
                   where);
      add_family(faces, 1);
    }
  }

  void add_handwriting() {
    for (const HandwritingFamily& family : handwriting_families())
      add_family(plain(installed_.faces(family.family)), family.weight);
  }

  FontSet take() { return std::move(fonts_); }

 private:
  const std::vector<char32_t>& characters_;
  FontReader reader_;
  Installed installed_;
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
