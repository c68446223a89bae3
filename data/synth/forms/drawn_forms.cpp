#include "data/synth/forms/drawn_forms.h"

#include <memory>
#include <utility>

#include "data/synth/draw_numbered.h"
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
  const auto painter = [&] {
    return std::make_unique<FormPainter>(source.recipe, source.typefaces, source.hands);
  };
  draw_numbered(numbers, "drawing forms", pool, reporter, painter, take);
}

}  // namespace ductus::data
