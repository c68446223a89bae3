// DATA and recipes that name lines.
#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/png.h"
#include "data/source.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Alphabet;
using data::Kind;
using data::LineSet;
namespace fs = std::filesystem;

namespace {

/// Two data set files of lines, one of characters, and a table of lines beside its pictures.
struct Fixture {
  Fixture() {
    data::write_dataset(dir / "digits.h5", test::make_lines(40, 1));
    data::write_dataset(dir / "letters.h5", test::make_lines(20, 2, "b€A"));
    data::ImageSet characters;
    characters.alphabet = Alphabet::from_characters("01");
    data::write_dataset(dir / "characters.h5", characters);
    data::Picture picture{32, 40, 1, std::vector<uint8_t>(32 * 40, 255)};
    for (int i = 0; i < 200; ++i) picture.pixels[500 + i] = 0;
    data::write_png(dir / "1.png", picture);
    data::write_png(dir / "2.png", picture);
    dir.write("lines.tsv", "1.png\tTOTAL 12\n2.png\t€ 3\n");
  }

  data::ReadContext context() { return {dir.path(), quiet, 1}; }

  LineSet read(const std::string& recipe) {
    document.emplace(config::Document::parse(recipe, "recipe.yaml"));
    return data::read_lines(data::read_data_recipe(document->root()), context());
  }

  Kind kind(const std::string& recipe) {
    document.emplace(config::Document::parse(recipe, "recipe.yaml"));
    return data::kind_of(data::read_data_recipe(document->root()), context());
  }

  template <typename Action>
  std::string error_of(Action action) {
    try {
      action();
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  test::TempDir dir;
  config::NullReporter quiet;
  std::optional<config::Document> document;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "source_lines: the kind of a DATA is known from its format or its file") {
  CHECK(data::kind_of("digits.h5", context()) == Kind::kLines);
  CHECK(data::kind_of("characters.h5", context()) == Kind::kCharacters);
  CHECK(data::kind_of("tsv:lines.tsv", context()) == Kind::kLines);
  CHECK(data::kind_of("mnist:nowhere", context()) == Kind::kCharacters);
  CHECK(data::kind_of("{tsv: {path: lines.tsv}}", context()) == Kind::kLines);
  CHECK(error_of([&] { data::kind_of("lines.tsv", context()); }).find("not an HDF5 file") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: the kind of a recipe is that of all of its sources") {
  CHECK(kind("sources: [digits.h5, tsv:lines.tsv]") == Kind::kLines);
  CHECK(kind("sources: [characters.h5, {mnist: {path: mnist}}]") == Kind::kCharacters);
  CHECK(
      error_of([&] { kind("sources: [digits.h5, {mnist: {path: mnist}}]"); }) ==
      "recipe.yaml:1:11: sources.0: lines, but recipe.yaml:1:22: sources.1: characters, expected one kind in "
      "all sources");
}

TEST_CASE_FIXTURE(Fixture, "source_lines: asking for the kind keeps what was read in the effective recipe") {
  const LineSet set = read("sources: [{tsv: {path: lines.tsv}}]");
  const std::string effective = document->effective();
  CHECK(effective.find("height_px: 32") != std::string::npos);
  CHECK(data::kind_of(data::read_data_recipe(config::Document::parse(effective, "again").root()),
                      context()) == Kind::kLines);
  CHECK(read(effective).content_hash() == set.content_hash());
}

TEST_CASE_FIXTURE(Fixture, "source_lines: characters asked of lines, and lines of characters, are named") {
  const std::string at = dir.path().string() + "/";
  CHECK(error_of([&] { data::read_data("digits.h5", context()); }) ==
        at + "digits.h5: a data set of kind \"lines\", expected \"characters\"");
  CHECK(error_of([&] { data::read_lines("characters.h5", context()); }) ==
        at + "characters.h5: a data set of kind \"characters\", expected \"lines\"");
  CHECK(error_of([&] {
          data::read_data("tsv:lines.tsv", context());
        }).find("tsv is a format of lines, expected one of characters: mnist, ") != std::string::npos);
  CHECK(error_of([&] {
          data::read_lines("mnist:mnist", context());
        }).find("mnist is a format of characters, expected one of lines: tsv") != std::string::npos);
  CHECK(error_of([&] { data::read_lines("lines.tsv", context()); }) ==
        at + "lines.tsv: not an HDF5 file, expected a data set file (name the format of anything else, as in "
             "tsv:lines.tsv)");
  CHECK(error_of([&] { data::kind_of("lines.tsv", context()); }) ==
        at + "lines.tsv: not an HDF5 file, expected a data set file (name the format of anything else, as in "
             "letters_csv:lines.tsv or tsv:lines.tsv)");
  CHECK(error_of([&] { data::read_lines("tvs:lines.tsv", context()); }).find("(did you mean 'tsv'?)") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a DATA of lines is a file, FORMAT:PATH or an inline source") {
  CHECK(data::read_lines("digits.h5", context()).content_hash() == test::make_lines(40, 1).content_hash());
  CHECK(data::read_lines("ductus_lines:digits.h5", context()).size() == 40);
  const LineSet lines = data::read_lines("tsv:lines.tsv", context());
  CHECK(lines.texts == std::vector<std::string>{"TOTAL 12", "€ 3"});
  CHECK(lines.alphabet == Alphabet::from_characters(" 123ALOT€"));
  CHECK(data::read_lines("tsv:lines.tsv", context(), {{"view.height_px=48"}, true}).height == 48);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: without an alphabet symbols are collected, by code point") {
  CHECK(read("sources: [digits.h5, letters.h5]").alphabet == Alphabet::from_characters("0123456789Ab€"));
  CHECK(read("sources: [letters.h5]").alphabet == Alphabet::from_characters("b€A"));  // a file's own is kept
}

TEST_CASE_FIXTURE(Fixture,
                  "source_lines: lines join when they were prepared in one way, however that is written") {
  const auto read_prepared_as = [&](const std::string& preprocessing) {
    LineSet set = test::make_lines(3, 1);
    set.preprocessing = preprocessing;
    data::write_dataset(dir / "other.h5", set);
    return read("sources: [digits.h5, other.h5]").size();
  };
  CHECK(read_prepared_as(R"({"polarity": "auto", "height_px": 32})") == 43);
  for (const char* other : {R"({"contrast":"none"})", ""}) {
    const std::string shown = *other == '\0' ? "nothing says" : other;
    CHECK(
        test::kind_and_error_of([&] { read_prepared_as(other); }) ==
        R"(usage: join: lines of one set were prepared as {"contrast":"stretch","height_px":32,"polarity":"auto"}, )"
        "of another as " +
            shown + ", expected one way (read them with the same `view`)");
  }
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a text with a symbol outside the alphabet is dropped by name") {
  const std::string recipe = "{sources: [tsv:lines.tsv], alphabet: ' 12ALOT3'";
  const LineSet set = read(recipe + "}");
  CHECK(set.texts == std::vector<std::string>{"TOTAL 12"});
  CHECK(set.ledger.summary() == "seen 2, used 1, dropped 1: out of alphabet 1 (2.png)");
  CHECK(error_of([&] { read(recipe + ", strict: true}"); }) ==
        "strict: seen 2, used 1, dropped 1: out of alphabet 1 (2.png)");
  CHECK(error_of([&] {
          read("{sources: [tsv:lines.tsv], alphabet: [' ', TOTAL]}");
        }).find("symbol 'TOTAL' of the alphabet is not one code point") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture,
                  "source_lines: a test part that a source brings stays one when lines are dropped") {
  LineSet set = test::make_lines(40, 1);
  set.splits["train"] = std::vector<int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  set.splits["test"] = std::vector<int64_t>{39, 38, 37, 36, 35, 34, 33, 32, 31, 30};
  data::write_dataset(dir / "split.h5", set);
  const LineSet found = read("{sources: [split.h5], alphabet: '012345678'}");
  REQUIRE(found.size() < 40);
  for (const auto& [part, indices] : found.splits) {
    std::size_t fitting = 0;
    for (const int64_t i : set.splits.at(part)) fitting += set.texts[i].find('9') == std::string::npos;
    CHECK(indices.size() == fitting);
    for (const int64_t i : indices) CHECK(found.number[i] / 10 == (part == "train" ? 0 : 3));
  }
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a file of test groups is looked for beside the recipe first") {
  dir.write("held_out.txt", "g9\n");  // under the data root
  const auto effective = [&](const fs::path& recipe) {
    const auto loaded = config::Document::load(recipe);
    data::read_lines(data::read_data_recipe(loaded.root()), context());
    return loaded.effective();
  };
  const char* const recipe = "sources: [digits.h5]\nsplit: {test_groups: held_out.txt}\n";
  CHECK(effective(dir.write("recipes/a.yaml", recipe)).find("test_groups: [g9]") != std::string::npos);
  dir.write("recipes/held_out.txt", "g3\ng0\n");
  CHECK(effective(dir.write("recipes/a.yaml", recipe)).find("test_groups: [g3, g0]") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a recipe names its test groups in a list or in a file") {
  const auto test_part = [&](const std::string& groups) {
    const LineSet set = read("{sources: [digits.h5], split: {validation: 0.2, test_groups: " + groups + "}}");
    std::set<std::string> names;
    for (const int64_t i : set.splits.at("test")) names.insert(set.groups[set.group[i]]);
    CHECK(set.splits.at("test").size() == 4 * names.size());
    CHECK(set.splits.at("validation").size() > 0);
    return names;
  };
  CHECK(test_part("[g3, g0]") == std::set<std::string>{"g0", "g3"});
  dir.write("held_out.txt", "g9\n");
  CHECK(test_part("held_out.txt") == std::set<std::string>{"g9"});
  CHECK(document->effective().find("test_groups: [g9]") != std::string::npos);
  CHECK(error_of([&] { test_part("nowhere.txt"); }).find("nowhere.txt") != std::string::npos);
  CHECK(error_of([&] {
          test_part("[]");
        }).find("split.test_groups: expected at least one group, found an empty list") != std::string::npos);
  CHECK(error_of([&] {
          test_part("[g0], test: 0.1");
        }).find("split.test: expected test groups or a fraction") != std::string::npos);
}

namespace {

/// Noise does not compress: nine megabytes of it in noise.tar, made by the system's own program.
void write_noise(const test::TempDir& dir) {
  data::Rng rng(1, 0, 0, data::Purpose::kSynth);
  for (int i = 0; i < 3; ++i) {
    data::Picture noise{1000, 3000, 1, std::vector<uint8_t>(3000000)};
    for (uint8_t& pixel : noise.pixels) pixel = static_cast<uint8_t>(rng.below(256));
    data::write_png(dir / ("noise" + std::to_string(i) + ".png"), noise);
  }
  const std::string tar = "cd '" + dir.path().string() + "' && tar cf noise.tar noise*.png && rm noise*.png";
  REQUIRE(std::system(tar.c_str()) == 0);
}

/// A page with one line, of the picture's upper left corner.
void write_page_xml(const test::TempDir& dir, const std::string& name, const std::string& picture,
                    const std::string& text) {
  dir.write(name, "<PcGts><Page imageFilename=\"" + picture +
                      "\"><TextLine id=\"a\"><Coords points=\"0,0 40,0 40,32 0,32\"/><TextEquiv><Unicode>" +
                      text + "</Unicode></TextEquiv></TextLine></Page></PcGts>");
}

/// Data set files that were kept in a folder.
int kept_in(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(folder))
    count += entry.path().string().find(".ductus.h5") != std::string::npos;
  return count;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "source_lines: sources of training data alone are in no other part") {
  const LineSet alone = read("sources: [digits.h5]\nsplit: {test: 0.2, validation: 0.2, seed: 1}\n");
  const LineSet more =
      read("sources: [digits.h5]\ntrain_only: [letters.h5]\nsplit: {test: 0.2, validation: 0.2, seed: 1}\n");
  const auto samples = [](const LineSet& set, const char* part) {
    std::vector<std::string> ids;
    for (const int64_t i : set.splits.at(part)) ids.push_back(set.id(i));
    return ids;
  };
  CHECK(more.size() == 60);
  CHECK(samples(more, "test") == samples(alone, "test"));
  CHECK(samples(more, "validation") == samples(alone, "validation"));
  std::vector<std::string> train = samples(alone, "train");
  for (int64_t i = 40; i < 60; ++i) train.push_back(more.id(i));
  CHECK(samples(more, "train") == train);
  CHECK(more.alphabet.find("b") >= 0);
}

TEST_CASE_FIXTURE(Fixture,
                  "source_lines: without a split, sources of training data alone still are just that") {
  const LineSet more = read("sources: [digits.h5]\ntrain_only: [letters.h5]\n");
  CHECK(more.size() == 60);
  CHECK(more.splits.count("test") == 0);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a large archive is kept as a data set file, and opened from it") {
  write_noise(dir);
  dir.write("noise.tsv", "noise0.png\ta\nnoise1.png\tb\nnoise2.png\tc\n");
  const auto kept = [&] { return kept_in(dir.path()); };
  const std::string recipe = "sources: [{tsv: {path: noise.tsv, root: noise.tar}}]";
  const LineSet uncached = read("{" + recipe + ", cache: false}");
  CHECK(kept() == 0);
  CHECK(read(recipe).content_hash() == uncached.content_hash());
  CHECK(kept() == 1);
  const std::string effective = document->effective();
  const LineSet found = read(recipe);
  CHECK(found.content_hash() == uncached.content_hash());
  CHECK(document->effective() == effective);  // with its defaults, though nothing but the kept file was read
  CHECK(effective.find("height_px: 32") != std::string::npos);
  CHECK(found.id(2) == "noise2.png");
  CHECK(document->effective().find("root: noise.tar") != std::string::npos);
  CHECK(read("sources: [{tsv: {path: noise.tsv, root: noise.tar, view: {height_px: 16}}}]").height == 16);
  CHECK(kept() == 2);
  dir.write("noise.tsv", "noise0.png\ta\n");
  CHECK(read(recipe).size() == 1);
  CHECK(kept() == 2);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: a table that is called `file` is kept too") {
  write_noise(dir);
  dir.write("noise.tsv", "noise0.png\ta\n");
  CHECK(read("sources: [{tsv: {file: noise.tsv, root: noise.tar}}]").size() == 1);
  CHECK(kept_in(dir.path()) == 1);
}

TEST_CASE_FIXTURE(Fixture, "source_lines: pages whose texts are in a folder are read again each time") {
  write_noise(dir);
  write_page_xml(dir, "xml/pages/0.xml", "noise0.png", "before");
  const std::string recipe = "sources: [{page_xml: {path: xml, root: noise.tar}}]";
  CHECK(read(recipe).texts == std::vector<std::string>{"before"});
  write_page_xml(dir, "xml/pages/0.xml", "noise0.png",
                 "after");  // two folders down: the folder's own time stays as it was
  CHECK(read(recipe).texts == std::vector<std::string>{"after"});
  CHECK(kept_in(dir.path()) == 0);
}

TEST_CASE_FIXTURE(Fixture,
                  "source_lines: pictures are looked for beside the list, then under the data root") {
  fs::create_directories(dir / "own");  // without pictures
  fs::create_directories(dir / "sub/own");
  fs::copy_file(dir / "1.png", dir / "sub/own/1.png");
  dir.write("sub/lines.tsv", "1.png\there\n");
  write_page_xml(dir, "sub/1.xml", "1.png", "here");
  for (const std::string source :
       {"{tsv: {path: sub/lines.tsv, root: own}}", "{page_xml: {path: sub/1.xml, root: own}}"}) {
    CAPTURE(source);
    CHECK(read("sources: [" + source + "]").texts == std::vector<std::string>{"here"});
  }
}
