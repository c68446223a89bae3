#include "data/synth/receipts/drawn_receipts.h"

#include <memory>

#include "data/synth/draw_on_threads.h"
#include "data/synth/lines/drawn_lines.h"

namespace ductus::data {

ReceiptSource::ReceiptSource(ReceiptRecipe read, ReceiptFiles lie_as)
    : recipe(std::move(read)), as(lie_as), typefaces(recipe.fonts.load()) {}

std::vector<std::pair<std::string, std::size_t>> ReceiptSource::materials() const {
  return {{"typefaces", typefaces.size()}};
}

Origin ReceiptSource::origin(const std::string& effective_recipe) const {
  Origin origin = origin_of(effective_recipe, typefaces);
  origin.files = recipe.layout_files;
  origin.layout_as = receipt_files().name(as);
  return origin;
}

NumberedSample ReceiptSource::sample(const DrawnReceipt& drawn) const {
  return {drawn.index, drawn.image, [&] { return files_of(drawn, typefaces, recipe.seed, as); }};
}

void ReceiptSource::draw(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                         const TakeSample& take) const {
  draw_receipts(*this, numbers, pool, reporter, [&](const DrawnReceipt& drawn) { take(sample(drawn)); });
}

void draw_receipts(const ReceiptSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                   config::Reporter& reporter, const std::function<void(const DrawnReceipt&)>& take) {
  draw_on_threads(static_cast<int64_t>(numbers.size()), "drawing receipts", 4, pool, reporter, [&] {
    auto painter = std::make_unique<ReceiptPainter>(source.recipe, source.typefaces);
    return [&, painter = std::move(painter)](int64_t i) {
      take(painter->draw(static_cast<uint64_t>(numbers[static_cast<std::size_t>(i)])));
    };
  });
}

}  // namespace ductus::data
