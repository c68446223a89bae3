#include "data/fonts/installed_fonts.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

using Pattern = std::unique_ptr<FcPattern, decltype(&FcPatternDestroy)>;
using FontList = std::unique_ptr<FcFontSet, decltype(&FcFontSetDestroy)>;

void sort(std::vector<ListedFace>& faces) {
  std::sort(faces.begin(), faces.end(), [](const ListedFace& a, const ListedFace& b) {
    return std::make_tuple(a.name(), a.file, a.index) < std::make_tuple(b.name(), b.file, b.index);
  });
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

bool is(FcPattern* pattern, const char* object) {
  FcBool value = FcFalse;
  return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch && value == FcTrue;
}

ListedFace listed(FcPattern* pattern) {
  return {text_of(pattern, FC_FAMILY),   text_of(pattern, FC_STYLE),
          text_of(pattern, FC_FILE),     number_of(pattern, FC_INDEX),
          number_of(pattern, FC_WEIGHT), number_of(pattern, FC_SLANT) != FC_SLANT_ROMAN};
}

bool is_font_file(const fs::path& path) {
  static const std::set<std::string> suffixes = {".ttf", ".otf", ".ttc", ".otc", ".pfb", ".woff"};
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return suffixes.count(suffix) > 0;
}

}  // namespace

struct InstalledFonts::Config {
  FcConfig* handle = FcInitLoadConfigAndFonts();
  ~Config() {
    if (handle != nullptr) FcConfigDestroy(handle);
  }
};

InstalledFonts::InstalledFonts() : config_(std::make_unique<Config>()) {
  DUCTUS_CHECK(config_->handle != nullptr, "fontconfig: does not start");
}

InstalledFonts::~InstalledFonts() = default;

std::vector<ListedFace> InstalledFonts::faces(const std::string& family) const {
  const Pattern pattern(FcPatternCreate(), FcPatternDestroy);
  FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
  FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
  FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
  std::unique_ptr<FcObjectSet, decltype(&FcObjectSetDestroy)> objects(
      FcObjectSetBuild(FC_FAMILY, FC_STYLE, FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, nullptr),
      FcObjectSetDestroy);
  const FontList set(FcFontList(config_->handle, pattern.get(), objects.get()), FcFontSetDestroy);
  std::vector<ListedFace> faces;
  for (int i = 0; set != nullptr && i < set->nfont; ++i) faces.push_back(listed(set->fonts[i]));
  sort(faces);
  const auto same_name = [](const ListedFace& a, const ListedFace& b) { return a.name() == b.name(); };
  faces.erase(std::unique(faces.begin(), faces.end(), same_name), faces.end());
  return faces;
}

std::optional<ListedFace> InstalledFonts::face_with(char32_t symbol,
                                                    const std::vector<std::string>& families) const {
  const std::unique_ptr<FcCharSet, decltype(&FcCharSetDestroy)> symbols(FcCharSetCreate(), FcCharSetDestroy);
  FcCharSetAddChar(symbols.get(), symbol);
  const Pattern wanted(FcPatternCreate(), FcPatternDestroy);
  for (const std::string& family : families) {
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
  }
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
  FcPatternAddCharSet(wanted.get(), FC_CHARSET, symbols.get());
  FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
  FcPatternAddBool(wanted.get(), FC_COLOR, FcFalse);
  FcConfigSubstitute(config_->handle, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(config_->handle, wanted.get(), &result), FcPatternDestroy);
  FcCharSet* has = nullptr;
  if (found == nullptr || FcPatternGetCharSet(found.get(), FC_CHARSET, 0, &has) != FcResultMatch ||
      FcCharSetHasChar(has, symbol) == FcFalse || !is(found.get(), FC_SCALABLE)) {
    return {};
  }
  return listed(found.get());
}

std::vector<ListedFace> faces_of_file(const fs::path& file) {
  const FontList set(FcFontSetCreate(), FcFontSetDestroy);
  constexpr unsigned kAllFaces = 0xFFFFFFFF;
  FcFreeTypeQueryAll(reinterpret_cast<const FcChar8*>(file.c_str()), kAllFaces, nullptr, nullptr, set.get());
  std::vector<ListedFace> faces;
  for (int i = 0; i < set->nfont; ++i) {
    if (is(set->fonts[i], FC_SCALABLE) && !is(set->fonts[i], FC_VARIABLE)) {
      faces.push_back(listed(set->fonts[i]));
    }
  }
  sort(faces);
  return faces;
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

}  // namespace ductus::data
