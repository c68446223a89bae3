#include "data/synth/receipts/same_receipts.h"

#include <doctest/doctest.h>

#include <fstream>

#include "data/dataset_file.h"
#include "data/synth/lines/drawn_lines.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::ReceiptFiles;
using test::error_of;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

/// Five receipts without wear, and with all their files below a folder.
struct Drawn {
  explicit Drawn(const fs::path& path, ReceiptFiles layout_as = ReceiptFiles::kFolders)
      : folder(path), as(layout_as) {
    source.recipe = test::receipt_recipe(test::kReceiptFonts + "count: 5\nwear: []\n");
    source.typefaces = source.recipe.fonts.load();
    draw({0, 1, 2, 3, 4}, [&](const data::DrawnReceipt& drawn) {
      data::write_receipt(folder, drawn, source.typefaces, source.recipe.seed, as);
    });
  }

  void draw(const std::vector<int64_t>& numbers,
            const std::function<void(const data::DrawnReceipt&)>& take) const {
    data::ThreadPool pool(1);
    config::NullReporter reporter;
    data::draw_receipts(source.recipe, source.typefaces, numbers, pool, reporter, take);
  }

  int64_t check() const {
    data::ThreadPool pool(2);
    config::NullReporter reporter;
    return data::check_same_receipts(folder, source, as, pool, reporter);
  }

  /// What check() says after the folder's name.
  std::string problem() const {
    const std::string error = error_of([&] { check(); }), where = folder.string() + ": ";
    return error.rfind(where, 0) == 0 ? error.substr(where.size()) : error;
  }

  data::ReceiptSource source;
  fs::path folder;
  ReceiptFiles as;
};

void change_byte(const fs::path& path, std::streamoff at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const char byte = static_cast<char>(file.get() ^ 1);
  file.seekp(at);
  file.put(byte);
}

data::LineSet lines_of(const Drawn& drawn) {
  std::vector<data::CutLines> cut(5);
  drawn.draw({0, 1, 2, 3, 4}, [&](const data::DrawnReceipt& receipt) {
    cut[receipt.index] = data::cut_lines(receipt, drawn.source.recipe);
  });
  return data::line_set(std::move(cut), {0, 5}, drawn.source.recipe, "{}");
}

std::string line_problem(const Drawn& drawn, const data::LineSet& set) {
  data::ThreadPool pool(1);
  config::NullReporter reporter;
  return error_of([&] { data::check_same_lines(set, "lines.h5", drawn.source, pool, reporter); });
}

}  // namespace

TEST_CASE("same receipts: what was drawn is the same drawn again, however files lie, and a part of it too") {
  const TempDir dir;
  for (const ReceiptFiles as : {ReceiptFiles::kFolders, ReceiptFiles::kSroie, ReceiptFiles::kPageXml}) {
    const Drawn drawn(dir / data::receipt_files().name(as), as);
    CHECK(drawn.check() == 5);
  }
  const Drawn part(dir / "part");
  fs::remove_all(part.folder / "000000");
  fs::remove_all(part.folder / "000003");
  CHECK(part.check() == 3);
}

TEST_CASE("same receipts: a byte that changed is named by its file, and how many receipts differ") {
  const TempDir dir;
  const Drawn drawn(dir / "out");
  change_byte(drawn.folder / "000003" / "image.png", 300);
  CHECK(drawn.problem() == "000003/image.png is not the same drawn again (1 of 5 receipts differ)");
  change_byte(drawn.folder / "000002" / "boxes.json", 20);
  CHECK(drawn.problem() == "000002/boxes.json is not the same drawn again (2 of 5 receipts differ)");
}

TEST_CASE("same receipts: files that are missing, cut short, longer or strange are named") {
  const TempDir dir;
  const Drawn drawn(dir / "out", ReceiptFiles::kSroie);
  fs::copy(drawn.folder / "box/000001.csv", dir / "box.csv");
  fs::remove(drawn.folder / "box/000001.csv");
  CHECK(drawn.problem() == "box/000001.csv is missing (1 of 5 receipts differ)");
  fs::copy(dir / "box.csv", drawn.folder / "box/000001.csv");
  const fs::path key = drawn.folder / "key/000004.json";
  std::ofstream(key, std::ios::app) << ' ';
  CHECK(drawn.problem() == "key/000004.json is not the same drawn again (1 of 5 receipts differ)");
  fs::resize_file(key, fs::file_size(key) - 1);
  CHECK(drawn.check() == 5);
  dir.write("out/origin.json", "{}");
  CHECK(drawn.check() == 5);
  dir.write("out/box/000007.csv", "");
  CHECK(drawn.problem() == "box/000007.csv is of no receipt that is whole");
}

TEST_CASE("same receipts: an empty folder proves nothing") {
  const TempDir dir;
  Drawn drawn(dir / "out");
  drawn.folder = dir / "none";
  CHECK(drawn.problem() == "none of 5 receipts is there");
}

TEST_CASE("same lines: lines of receipts are the same drawn again, or the first that is not is named") {
  const TempDir dir;
  const Drawn drawn(dir / "out");
  const data::LineSet set = lines_of(drawn);
  CHECK(line_problem(drawn, set) == "no error");

  data::LineSet other = set;
  other.texts[7] += "!";
  CHECK(line_problem(drawn, other) == "lines.h5: line " + set.names[7] + " is not the same drawn again");
  other = set;
  std::vector<uint8_t> pixels(set.pixels.begin(), set.pixels.end());
  pixels[static_cast<std::size_t>(set.offset[9])] ^= 1;
  other.pixels = pixels;
  CHECK(line_problem(drawn, other) == "lines.h5: line " + set.names[9] + " is not the same drawn again");
  CHECK(line_problem(drawn, data::subset(set, {0, 1, 2})).find("lines.h5: 3 lines are not the same") == 0);
}

TEST_CASE("receipt lines: sets of shards join to the bytes of the whole") {
  const TempDir dir;
  const Drawn drawn(dir / "out");
  std::vector<data::LineSet> shards;
  for (int64_t i = 1; i <= 3; ++i) {
    const data::SampleRange range = data::shard_of(5, i, 3);
    std::vector<data::CutLines> cut(static_cast<std::size_t>(range.size()));
    std::vector<int64_t> numbers;
    for (int64_t n = range.first; n < range.last; ++n) numbers.push_back(n);
    drawn.draw(numbers, [&](const data::DrawnReceipt& receipt) {
      cut[static_cast<std::size_t>(static_cast<int64_t>(receipt.index) - range.first)] =
          data::cut_lines(receipt, drawn.source.recipe);
    });
    shards.push_back(data::line_set(std::move(cut), range, drawn.source.recipe, "{}"));
    CHECK(line_problem(drawn, shards.back()) == "no error");
  }
  const data::LineSet joined = data::join(shards, lines_of(drawn).alphabet);
  data::write_dataset(dir / "joined.h5", joined);
  data::write_dataset(dir / "whole.h5", lines_of(drawn));
  const auto bytes = [](const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  CHECK(bytes(dir / "joined.h5") == bytes(dir / "whole.h5"));
}
