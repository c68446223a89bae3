#include "data/synth/forms/drawn_forms.h"

#include <memory>

#include "data/synth/draw_on_threads.h"
#include "data/synth/forms/form_files.h"
#include "data/synth/lines/drawn_lines.h"

namespace ductus::data {

FormSource::FormSource(FormRecipe read, const std::filesystem::path& data_root)
    : recipe(std::move(read)),
      typefaces(recipe.fonts.load()),
      hands(Hands::load(recipe.handwriting, data_root)) {}

std::vector<std::pair<std::string, std::size_t>> FormSource::materials() const {
  return {{"typefaces", typefaces.size()}, {"hands", hands.size()}};
}

Origin FormSource::origin(const std::string& effective_recipe) const {
  Origin origin = origin_of(effective_recipe, typefaces);
  std::vector<Material>& written = recipe.handwriting.strokes ? origin.strokes : origin.typefaces;
  for (const Material& hand : hands.materials()) written.push_back(hand);
  return origin;
}

void FormSource::draw(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                      const TakeSample& take) const {
  draw_forms(*this, numbers, pool, reporter, [&](const DrawnForm& drawn) {
    take({drawn.index, drawn.image, [&] { return files_of(drawn, typefaces, hands, recipe.seed); }});
  });
}

void draw_forms(const FormSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                config::Reporter& reporter, const std::function<void(const DrawnForm&)>& take) {
  draw_on_threads(static_cast<int64_t>(numbers.size()), "drawing forms", 4, pool, reporter, [&] {
    auto painter = std::make_unique<FormPainter>(source.recipe, source.typefaces, source.hands);
    return [&, painter = std::move(painter)](int64_t i) {
      take(painter->draw(static_cast<uint64_t>(numbers[static_cast<std::size_t>(i)])));
    };
  });
}

}  // namespace ductus::data
