#include "data/synth/receipts/receipt_lines.h"

#include <doctest/doctest.h>

#include "data/dataset_file.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::error_of;
using test::TempDir;

namespace {

/// Five receipts without wear.
const data::ReceiptSource& source() {
  static const data::ReceiptSource five(test::receipt_recipe(test::kReceiptFonts + "count: 5\nwear: []\n"));
  return five;
}

data::LineSet lines_of(data::SampleRange range) {
  data::ThreadPool pool(1);
  config::NullReporter reporter;
  std::vector<data::CutLines> cut(static_cast<std::size_t>(range.size()));
  data::draw_receipts(source(), range.numbers(), pool, reporter, [&](const data::DrawnReceipt& receipt) {
    cut[receipt.index - static_cast<std::size_t>(range.first)] = data::cut_lines(receipt, source().recipe);
  });
  return data::line_set(std::move(cut), range, source().recipe, "{}");
}

std::string problem(const data::LineSet& set) {
  data::ThreadPool pool(1);
  config::NullReporter reporter;
  return error_of([&] { data::check_same_lines(set, "lines.h5", source(), pool, reporter); });
}

}  // namespace

TEST_CASE("receipt lines: they are the same drawn again, or the first that is not is named") {
  const data::LineSet set = lines_of({0, 5});
  CHECK(problem(set) == "no error");

  data::LineSet other = set;
  other.texts[7] += "!";
  CHECK(problem(other) == "lines.h5: line " + set.names[7] + " is not the same drawn again");
  other = set;
  std::vector<uint8_t> pixels(set.pixels.begin(), set.pixels.end());
  pixels[static_cast<std::size_t>(set.offset[9])] ^= 1;
  other.pixels = pixels;
  CHECK(problem(other) == "lines.h5: line " + set.names[9] + " is not the same drawn again");
  CHECK(problem(data::subset(set, {0, 1, 2})).find("lines.h5: 3 lines are not the same") == 0);
}

TEST_CASE("receipt lines: sets of shards join to the bytes of the whole") {
  const TempDir dir;
  std::vector<data::LineSet> shards;
  for (int64_t i = 1; i <= 3; ++i) {
    shards.push_back(lines_of(data::shard_of(5, i, 3)));
    CHECK(problem(shards.back()) == "no error");
  }
  const data::LineSet whole = lines_of({0, 5});
  data::write_dataset(dir / "joined.h5", data::join(shards, whole.alphabet));
  data::write_dataset(dir / "whole.h5", whole);
  CHECK(test::read_file(dir / "joined.h5") == test::read_file(dir / "whole.h5"));
  // Numbers begin anew with each receipt: what follows is seen by the receipts.
  CHECK(data::join({shards[1], shards[0]}, whole.alphabet).origin.empty());
  CHECK(data::join({shards[0], shards[0]}, whole.alphabet).origin.empty());
}
