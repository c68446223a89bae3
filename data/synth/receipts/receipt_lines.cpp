#include "data/synth/receipts/receipt_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "configs/schema/error.h"
#include "data/line_columns.h"
#include "data/synth/receipts/cut_quad.h"

namespace ductus::data {
namespace {

bool same_line(const LineSet& a, const LineSet& b, int64_t i) {
  const auto at = static_cast<std::size_t>(i);
  return a.height == b.height && a.id(i) == b.id(i) && a.texts[at] == b.texts[at] &&
         a.width[at] == b.width[at] && std::memcmp(a.image(i), b.image(i), a.image_bytes(i)) == 0;
}

}  // namespace

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
  for (int64_t i = 0; i < recipe.count; ++i) set.groups.push_back(sample_name(static_cast<uint64_t>(i)));

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

int64_t check_same_lines(const LineSet& then, const std::string& where, const ReceiptSource& source,
                         ThreadPool& pool, config::Reporter& reporter) {
  DUCTUS_CHECK(then.size() > 0 && !then.group.empty(), "{}: expected lines of receipts, found none", where);
  // Receipts at either end may have no line: they change nothing.
  const SampleRange range{then.group[0], then.group[then.group.size() - 1] + 1};
  std::vector<CutLines> cut(static_cast<std::size_t>(std::max<int64_t>(range.size(), 0)));
  draw_receipts(source, range.numbers(), pool, reporter, [&](const DrawnReceipt& drawn) {
    cut[static_cast<std::size_t>(static_cast<int64_t>(drawn.index) - range.first)] =
        cut_lines(drawn, source.recipe);
  });
  const LineSet now = line_set(std::move(cut), range, source.recipe, then.origin);
  for (int64_t i = 0; i < std::min(then.size(), now.size()); ++i)
    DUCTUS_CHECK(same_line(then, now, i), "{}: line {} is not the same drawn again", where, then.id(i));
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: {} lines are not the same drawn again, {}",
               where, then.size(), now.size());
  return now.size();
}

}  // namespace ductus::data
