#include "data/synth/typeset/typefaces.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "configs/schema/error.h"
#include "data/fonts/font_face.h"
#include "data/fonts/font_finder.h"
#include "data/synth/typeset/receipt_fonts.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

constexpr int kBook = 75, kBold = 200;  // FC_WEIGHT

bool is_of(const ReceiptFamily& family, const ListedFace& face) {
  if (family.style != nullptr) return face.style == family.style;
  return !face.slanted && face.weight >= kBook && face.weight <= kBold;
}

bool is_monospaced(FT_Face face, const Coverage& coverage) {
  FT_Pos width = -1;
  for (char32_t point = U'!'; point <= U'~'; ++point) {
    if (!coverage.has(point)) continue;
    if (FT_Load_Char(face, point, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) return false;
    const FT_Pos advance = face->glyph->metrics.horiAdvance;
    if (width >= 0 && advance != width) return false;
    width = advance;
  }
  return width > 0;
}

auto order(const Typeface& face) { return std::tie(face.name, face.hash, face.face); }

/// Gathers typefaces that have something to set.
class Loader {
 public:
  /// A folder, a file or a family.
  void add_named(const std::string& name) {
    const ReceiptFamily* known = find_receipt_family(name);
    const std::string hint =
        known == nullptr ? "fc-list : family" : fmt::format("apt-get install {}", known->package);
    const FoundFonts found = finder_.find(name, hint);
    for (const fs::path& file : found.files) add_file(file);
    for (const ListedFace& face : found.family) add(face);
  }

  void add_receipt_fonts() {
    for (const ReceiptFamily& family : receipt_families()) {
      for (const ListedFace& face : finder_.faces(family.family)) {
        if (is_of(family, face)) add(face);
      }
    }
  }

  std::vector<Typeface> take() {
    std::sort(faces_.begin(), faces_.end(),
              [](const Typeface& a, const Typeface& b) { return order(a) < order(b); });
    const auto same = [](const Typeface& a, const Typeface& b) { return order(a) == order(b); };
    faces_.erase(std::unique(faces_.begin(), faces_.end(), same), faces_.end());
    return std::move(faces_);
  }

 private:
  void add_file(const fs::path& file) {
    const FontFace face = open_face(library_, file, 0);  // says what is wrong with a file that is no font
    for (const ListedFace& listed : faces_of_file(file)) add(listed);
  }

  void add(const ListedFace& listed) {
    const FontFace face = open_face(library_, listed.file, listed.index);
    Typeface typeface{
        listed.name(),          listed.family, listed.file, listed.index, finder_.hash(listed.file),
        coverage_of(face.get())};
    typeface.monospaced = is_monospaced(face.get(), typeface.coverage);
    if (typeface.coverage.count() > 0) faces_.push_back(std::move(typeface));
  }

  FontLibrary library_;
  FontFinder finder_;
  std::vector<Typeface> faces_;
};

/// All families alike, but for printers' own letters where nobody has named fonts.
void weigh(std::vector<Typeface>& faces, bool receipt_fonts) {
  std::map<std::string, int> members;
  for (const Typeface& face : faces) ++members[face.family];
  for (Typeface& face : faces) {
    const ReceiptFamily* known = receipt_fonts ? find_receipt_family(face.family) : nullptr;
    face.weight = (known == nullptr ? 1 : known->weight) / static_cast<float>(members[face.family]);
  }
}

}  // namespace

Typefaces Typefaces::load(const std::vector<std::string>& where) {
  Loader loader;
  for (const std::string& name : where) loader.add_named(name);
  if (where.empty()) loader.add_receipt_fonts();
  Typefaces typefaces;
  typefaces.faces_ = loader.take();
  DUCTUS_CHECK(
      typefaces.size() > 0, "fonts: {} (apt-get install {})",
      where.empty() ? "none of those for receipts is installed" : "none has a symbol that can be set",
      receipt_packages());
  weigh(typefaces.faces_, where.empty());
  return typefaces;
}

std::vector<std::size_t> Typefaces::covering(std::string_view utf8) const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < faces_.size(); ++i) {
    if (faces_[i].covers(utf8)) indices.push_back(i);
  }
  return indices;
}

std::size_t Typefaces::draw(std::string_view utf8, Rng& rng) const {
  const std::vector<std::size_t> indices = covering(utf8);
  if (indices.empty()) {
    const std::string lacking = named(missing(utf8));
    fail("text '{}': none of the {} fonts has {}", utf8, faces_.size(),
         lacking.empty() ? "all of its symbols" : lacking);
  }
  return pick(indices, std::nullopt, rng);
}

std::size_t Typefaces::pick(std::vector<std::size_t> indices, std::optional<bool> monospaced,
                            Rng& rng) const {
  std::vector<std::size_t> wanted;
  std::copy_if(indices.begin(), indices.end(), std::back_inserter(wanted),
               [&](std::size_t i) { return faces_[i].monospaced == monospaced; });
  if (!wanted.empty()) indices = std::move(wanted);
  float sum = 0;
  for (std::size_t i : indices) sum += faces_[i].weight;
  float at = rng.uniform(0, sum);
  for (std::size_t i : indices) {
    at -= faces_[i].weight;
    if (at < 0) return i;
  }
  return indices.back();
}

std::vector<char32_t> Typefaces::missing(std::string_view utf8) const {
  std::vector<char32_t> points;
  if (faces_.empty()) return points;
  for (char32_t point : faces_[0].coverage.missing(utf8)) {
    const auto has = [&](const Typeface& face) { return face.coverage.has(point); };
    if (std::none_of(faces_.begin(), faces_.end(), has)) points.push_back(point);
  }
  return points;
}

Typefaces Typefaces::part(FontPart part, uint64_t seed, double test_share) const {
  Typefaces kept;
  for (const Typeface& face : faces_) {
    if (part_of(design_of(face.family), seed, test_share) == part) kept.faces_.push_back(face);
  }
  DUCTUS_CHECK(
      kept.size() > 0,
      "fonts: the {} part of the {} is empty with test {} and seed {} (another seed, or more families)",
      part == FontPart::kTest ? "test" : "train", faces_.size(), test_share, seed);
  return kept;
}

}  // namespace ductus::data
