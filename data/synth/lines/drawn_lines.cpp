#include "data/synth/lines/drawn_lines.h"

#include <map>
#include <memory>
#include <utility>

#include "data/line_columns.h"
#include "data/synth/draw_on_threads.h"
#include "data/synth/lines/line_painter.h"

namespace ductus::data {
namespace {

/// Names of what the lines were drawn with, and each line's place among them.
class Families {
 public:
  explicit Families(const Typefaces& typefaces) {
    for (std::size_t i = 0; i < typefaces.size(); ++i) {
      const auto [entry, fresh] = numbers_.emplace(typefaces[i].family, static_cast<int32_t>(names_.size()));
      if (fresh) names_.push_back(typefaces[i].family);
      family_.push_back(entry->second);
    }
  }
  int32_t of(std::size_t typeface) const { return family_[typeface]; }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::map<std::string, int32_t> numbers_;
  std::vector<std::string> names_;
  std::vector<int32_t> family_;
};

std::vector<DrawnLine> draw_range(const LineRecipe& recipe, const Typefaces& typefaces, SampleRange range,
                                  ThreadPool& pool, config::Reporter& reporter) {
  std::vector<DrawnLine> lines(static_cast<std::size_t>(range.size()));
  draw_on_threads(range.size(), "drawing lines", 256, pool, reporter, [&] {
    auto painter = std::make_unique<LinePainter>(recipe, typefaces);
    return [&, painter = std::move(painter)](int64_t i) {
      lines[static_cast<std::size_t>(i)] = painter->draw(static_cast<uint64_t>(range.first + i));
    };
  });
  return lines;
}

}  // namespace

LineSet draw_lines(const LineRecipe& recipe, const std::string& origin, const Typefaces& typefaces,
                   SampleRange range, ThreadPool& pool, config::Reporter& reporter) {
  std::vector<DrawnLine> lines = draw_range(recipe, typefaces, range, pool, reporter);
  const Families families(typefaces);
  LineSet set;
  set.height = recipe.view.height_px;
  set.preprocessing = recipe.view.to_json();
  set.origin = origin;
  for (const TextShare& text : recipe.texts) set.sources.push_back(text.type);
  set.groups = families.names();

  std::size_t bytes = 0;
  for (const DrawnLine& line : lines) bytes += line.image.pixels.size();
  LineColumns columns(bytes);
  for (DrawnLine& line : lines) {
    const auto number = static_cast<uint32_t>(range.first) + static_cast<uint32_t>(columns.size());
    columns.add(line.image, std::move(line.truth),
                {static_cast<uint16_t>(line.text_share), number, families.of(line.typeface)});
  }
  columns.move_to(set);
  return set;
}

Origin origin_of(const std::string& effective_recipe, const Typefaces& typefaces) {
  Origin origin{"ductus " DUCTUS_VERSION, effective_recipe, {}, {}};
  for (const Typeface& typeface : typefaces) origin.typefaces.push_back({typeface.name, typeface.hash});
  return origin;
}

}  // namespace ductus::data
