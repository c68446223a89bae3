#include "data/synth/forms/drawn_forms.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "data/synth/lines/drawn_lines.h"

namespace ductus::data {

FormSource FormSource::load(FormRecipe recipe, const std::filesystem::path& data_root) {
  Typefaces typefaces = recipe.fonts.load();
  Hands hands = Hands::load(recipe.handwriting, data_root);
  return {std::move(recipe), std::move(typefaces), std::move(hands)};
}

Origin FormSource::origin(const std::string& effective_recipe) const {
  Origin origin = origin_of(effective_recipe, typefaces);
  std::vector<Material>& written = recipe.handwriting.strokes ? origin.strokes : origin.typefaces;
  for (const Material& hand : hands.materials()) written.push_back(hand);
  return origin;
}

void draw_forms(const FormSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                config::Reporter& reporter, const std::function<void(const DrawnForm&)>& take) {
  std::vector<std::unique_ptr<FormPainter>> painters;
  for (int t = 0; t < pool.threads(); ++t)
    painters.push_back(std::make_unique<FormPainter>(source.recipe, source.typefaces, source.hands));
  const auto threads = static_cast<int64_t>(painters.size());
  const auto count = static_cast<int64_t>(numbers.size());
  const int64_t round = 4 * threads;  // forms between two calls of the reporter
  for (int64_t first = 0; first < count; first += round) {
    const int64_t last = std::min(count, first + round);
    pool.parallel_for(threads, [&](int64_t t) {
      for (int64_t i = first + t; i < last; i += threads) {
        const int64_t number = numbers[static_cast<std::size_t>(i)];
        take(painters[static_cast<std::size_t>(t)]->draw(static_cast<uint64_t>(number)));
      }
    });
    reporter.progress("drawing forms", last, count);
  }
}

}  // namespace ductus::data
