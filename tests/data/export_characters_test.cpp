#include "data/export_characters.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "data/formats/formats.h"
#include "tests/data/read_source.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::CharacterExport;
using data::ImageSet;
using test::error_of;
using test::read_source;
using test::TempDir;

namespace {

/// `labels` count in the characters of `symbols`; every image has pixels of its own, on paper 0 around.
ImageSet set_of(const char* symbols, const std::vector<int32_t>& labels) {
  ImageSet set;
  set.alphabet = data::Alphabet::from_characters(symbols);
  std::vector<uint8_t> pixels(labels.size() * 784);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (int y = 8; y < 20; ++y) {
      for (int x = 10; x < 18; ++x)
        pixels[i * 784 + static_cast<std::size_t>(y * 28 + x)] =
            static_cast<uint8_t>(100 + (x * y + 7 * i) % 156);
    }
  }
  set.pixels = std::move(pixels);
  set.labels = labels;
  set.source = std::vector<uint16_t>(labels.size());
  std::vector<uint32_t> number(labels.size());
  std::iota(number.begin(), number.end(), 5U);
  set.number = std::move(number);
  set.sources = {"drawn"};
  set.ledger.use(set.size());
  return set;
}

void write(const ImageSet& set, const std::filesystem::path& out, CharacterExport as) {
  config::NullReporter reporter;
  data::export_characters(set, out, as, reporter);
}

/// The same pictures of the same symbols in the same order.
void check_equal(const ImageSet& found, const ImageSet& expected) {
  REQUIRE(found.size() == expected.size());
  CHECK(std::equal(found.pixels.begin(), found.pixels.end(), expected.pixels.begin(), expected.pixels.end()));
  for (int64_t i = 0; i < found.size(); ++i)
    CHECK(found.alphabet[found.labels[i]] == expected.alphabet[expected.labels[i]]);
}

}  // namespace

TEST_CASE("export_characters: letters_csv, idx and folders read back as what was written") {
  const TempDir dir;
  const ImageSet set = set_of("ACZ", {0, 0, 1, 2, 2});
  const std::string out = (dir / "letters").string();
  write(set, out + ".csv", CharacterExport::kLettersCsv);
  check_equal(read_source(fmt::format("{{letters_csv: {{path: {}.csv}}}}", out)), set);
  write(set, out, CharacterExport::kIdx);
  check_equal(read_source(fmt::format("{{idx: {{path: {}-images-idx3-ubyte, alphabet: [A, C, Z]}}}}", out)),
              set);
  write(set, out, CharacterExport::kFolders);
  check_equal(read_source(fmt::format("{{image_folder: {{path: {}}}}}", out)), set);
}

TEST_CASE("export_characters: exported_paths are the files that are there afterwards") {
  const TempDir dir;
  for (const auto as : {CharacterExport::kLettersCsv, CharacterExport::kIdx, CharacterExport::kFolders}) {
    const auto out = dir / data::character_exports().name(as);
    write(set_of("AB", {0, 1}), out, as);
    for (const auto& path : data::exported_paths(out, as)) CHECK(std::filesystem::exists(path));
  }
}

TEST_CASE("export_characters: the letters CSV is refused where its 26 classes are not enough") {
  const TempDir dir;
  const auto out = dir / "l.csv";
  CHECK(error_of([&] {
          write(set_of("A7", {0, 1}), out, CharacterExport::kLettersCsv);
        }) ==
        out.string() +
            ": the letters CSV has the classes A to Z only, found '7' (another format has room for it)");
  CHECK(!std::filesystem::exists(out));
}

TEST_CASE("export_characters: folders of symbols that no system takes for a name are called by code point") {
  const TempDir dir;
  const ImageSet set = set_of("./a", {0, 1, 2});
  write(set, dir / "out", CharacterExport::kFolders);
  CHECK(std::filesystem::exists(dir / "out/U+002E/0000005.png"));
  check_equal(read_source(fmt::format("{{image_folder: {{path: {}}}}}", (dir / "out").string())), set);
  const std::string names = "names: {U+002E: dot}";
  CHECK(read_source(fmt::format("{{image_folder: {{path: {}, {}}}}}", (dir / "out").string(), names))
            .alphabet == data::Alphabet({"dot", "/", "a"}));
}

TEST_CASE("export_characters: a folder that is not empty stays as it is") {
  const TempDir dir;
  dir.write("out/mine.txt", "mine");
  CHECK(error_of([&] {
          write(set_of("A", {0}), dir / "out", CharacterExport::kFolders);
        }).find("expected a new or an empty folder") != std::string::npos);
  const auto files = std::filesystem::directory_iterator(dir.path());
  CHECK(std::distance(begin(files), end(files)) == 1);  // nothing beside it either
}

TEST_CASE(
    "export_characters: the folder of a drawn set says how it was drawn, and may be named with a slash") {
  const TempDir dir;
  ImageSet set = set_of("A", {0});
  set.origin = "{\"drawn_by\": \"test\"}";
  write(set, (dir / "out").string() + "/", CharacterExport::kFolders);
  CHECK(std::filesystem::exists(dir / "out/A/0000005.png"));
  CHECK(std::filesystem::exists(dir / "out" / data::kOriginFile));
}
