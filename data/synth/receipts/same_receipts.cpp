#include "data/synth/receipts/same_receipts.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/synth/receipts/drawn_receipts.h"
#include "data/synth/same_files.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

bool same_line(const LineSet& a, const LineSet& b, int64_t i) {
  const auto at = static_cast<std::size_t>(i);
  return a.height == b.height && a.id(i) == b.id(i) && a.texts[at] == b.texts[at] &&
         a.width[at] == b.width[at] && std::memcmp(a.image(i), b.image(i), a.image_bytes(i)) == 0;
}

}  // namespace

int64_t check_same_receipts(const fs::path& folder, const ReceiptSource& source, ReceiptFiles as,
                            ThreadPool& pool, config::Reporter& reporter) {
  const auto is_there = [&](uint64_t index) { return is_written(folder, index, as); };
  const auto draw = [&](const std::vector<int64_t>& numbers, const AddDrawn& add) {
    draw_receipts(source.recipe, source.typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
      add(drawn.index, files_of(drawn, source.typefaces, source.recipe.seed, as));
    });
  };
  return check_same_files(folder, "receipt", source.recipe.count, is_there, draw);
}

int64_t check_same_lines(const LineSet& then, const std::string& where, const ReceiptSource& source,
                         ThreadPool& pool, config::Reporter& reporter) {
  DUCTUS_CHECK(then.size() > 0 && !then.group.empty(), "{}: expected lines of receipts, found none", where);
  // Receipts at either end may have no line: they change nothing.
  const SampleRange range{then.group[0], then.group[then.group.size() - 1] + 1};
  std::vector<int64_t> numbers;
  for (int64_t i = range.first; i < range.last; ++i) numbers.push_back(i);
  std::vector<CutLines> cut(static_cast<std::size_t>(std::max<int64_t>(range.size(), 0)));
  draw_receipts(source.recipe, source.typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
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
