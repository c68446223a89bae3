#include "data/synth/receipts/drawn_receipts.h"

#include <algorithm>
#include <memory>

#include "data/line_columns.h"
#include "data/synth/draw_numbered.h"
#include "data/synth/receipts/cut_quad.h"
#include "data/synth/receipts/receipt_files.h"

namespace ductus::data {

void draw_receipts(const ReceiptRecipe& recipe, const Typefaces& typefaces,
                   const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                   const std::function<void(const DrawnReceipt&)>& take) {
  const auto painter = [&] { return std::make_unique<ReceiptPainter>(recipe, typefaces); };
  draw_numbered(numbers, "drawing receipts", pool, reporter, painter, take);
}

CutLines cut_lines(const DrawnReceipt& drawn, const ReceiptRecipe& recipe) {
  CutLines cut;
  for (const ReceiptLine& line : drawn.lines) {
    if (line.separator) continue;
    std::string text = recipe.truth.apply(line.text);
    const Quad box = line_box(line, drawn.image);
    const bool off_page = box[1].x - box[0].x < 2 || box[3].y - box[0].y < 2;
    if (text.empty() || off_page) continue;
    cut.images.push_back(recipe.view.apply(cut_quad(
        drawn.image, {box[0].x, box[0].y, box[1].x, box[1].y, box[2].x, box[2].y, box[3].x, box[3].y})));
    cut.texts.push_back(std::move(text));
  }
  return cut;
}

LineSet line_set(std::vector<CutLines> receipts, SampleRange range, const ReceiptRecipe& recipe,
                 const std::string& origin) {
  LineSet set;
  set.height = recipe.view.height_px;
  set.preprocessing = recipe.view.to_json();
  set.origin = origin;
  set.sources = {"receipts"};
  for (int64_t i = 0; i < recipe.count; ++i) set.groups.push_back(receipt_name(static_cast<uint64_t>(i)));

  std::size_t bytes = 0;
  for (const CutLines& receipt : receipts) {
    for (const LineImage& image : receipt.images) bytes += image.pixels.size();
  }
  LineColumns columns(bytes);
  for (std::size_t r = 0; r < receipts.size(); ++r) {
    const std::size_t group = static_cast<std::size_t>(range.first) + r;
    for (std::size_t i = 0; i < receipts[r].texts.size(); ++i) {
      columns.add(receipts[r].images[i], std::move(receipts[r].texts[i]),
                  {0, static_cast<uint32_t>(i), static_cast<int32_t>(group)});
      set.names.push_back(fmt::format("{}#{}", set.groups[group], i));
    }
  }
  columns.move_to(set);
  return set;
}

}  // namespace ductus::data
