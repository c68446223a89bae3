#include "data/source.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/character_view.h"
#include "data/dataset_file.h"
#include "data/png.h"
#include "data/source_cache.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Alphabet;
using data::DataRecipe;
using data::ImageSet;
namespace fs = std::filesystem;

namespace {

class Notes : public config::NullReporter {
 public:
  void info(std::string_view line) override { infos.emplace_back(line); }
  void warn(std::string_view line) override { warnings.emplace_back(line); }
  std::vector<std::string> infos;
  std::vector<std::string> warnings;
};

/// A letter a row: `label` and one bright pixel, the rest blank.
std::string letters(const std::vector<int>& labels) {
  std::string text;
  for (const int label : labels) {
    text += std::to_string(label) + ",255";
    for (int i = 1; i < 784; ++i) text += ",0";
    text += "\n";
  }
  return text;
}

std::string big_endian(uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

/// MNIST's four files, the first pixel of each image its label.
void write_mnist(const test::TempDir& dir, const std::string& train, const std::string& test) {
  const std::pair<const char*, const std::string*> pairs[] = {{"train", &train}, {"t10k", &test}};
  for (const auto& [prefix, digits] : pairs) {
    const auto count = static_cast<uint32_t>(digits->size());
    std::string images = big_endian(0x803) + big_endian(count) + big_endian(28) + big_endian(28);
    std::string labels = big_endian(0x801) + big_endian(count);
    for (const char digit : *digits) {
      labels += static_cast<char>(digit - '0');
      images += digit + std::string(783, '\0');
    }
    dir.write(std::string("mnist/") + prefix + "-images-idx3-ubyte", images);
    dir.write(std::string("mnist/") + prefix + "-labels-idx1-ubyte", labels);
  }
}

struct Fixture {
  Fixture() {
    dir.write("az.csv", letters({0, 1, 25, 1}));
    write_mnist(dir, "907", "12");
  }

  data::ReadContext context() { return {dir.path(), notes, 1}; }

  ImageSet read(const std::string& recipe) {
    document.emplace(config::Document::parse(recipe, "recipe.yaml"));
    return data::read_data(data::read_data_recipe(document->root()), context());
  }

  std::string error_of(const std::string& recipe) {
    try {
      read(recipe);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  test::TempDir dir;
  Notes notes;
  std::optional<config::Document> document;
};

std::string symbols_of(const ImageSet& set) {
  std::string text;
  for (const int32_t label : set.labels) text += set.alphabet[label];
  return text;
}

}  // namespace

TEST_CASE_FIXTURE(
    Fixture, "source: letters, MNIST train and MNIST test join in that order, digits first in the alphabet") {
  const ImageSet set = read(
      "sources:\n"
      "  - {letters_csv: {path: az.csv}}\n"
      "  - {mnist: {path: mnist, part: train}}\n"
      "  - {mnist: {path: mnist, part: test}}\n");
  CHECK(set.alphabet == Alphabet::from_characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
  CHECK(symbols_of(set) == "ABZB90712");
  CHECK(set.labels[0] == 10);
  CHECK(set.id(0) == "az.csv#0");
  CHECK(set.splits.empty());
  CHECK(set.ledger.seen() == 9);
}

TEST_CASE_FIXTURE(Fixture, "source: pictures that were made characters in two ways do not join") {
  data::write_png(dir / "a/A/1.png", {2, 2, 1, {255, 255, 255, 0}});
  data::write_png(dir / "b/B/1.png", {2, 2, 1, {0, 255, 255, 255}});
  const std::string recipe = "sources: [image_folder:a, {image_folder: {path: b, view: {mode: ";
  CHECK(read(recipe + "stretch}}}]").preprocessing == data::CharacterView().to_json());
  CHECK(
      test::kind_and_error_of([&] { read(recipe + "mnist}}}]"); }) ==
      R"(usage: join: characters of one set were prepared as {"mode":"stretch","polarity":"auto","size_px":28,)"
      R"("threshold":"none"}, of another as {"mode":"mnist","polarity":"auto","size_px":28,"threshold":"none"}, )"
      "expected one way (read them with the same `view`)");
  // what was characters already goes with either
  const std::string others =
      "az.csv}}, mnist:mnist, {idx: {path: mnist/t10k-images-idx3-ubyte, alphabet: ['0', '1', '2']}}, ";
  const std::string all =
      "sources: [{letters_csv: {path: " + others + "{image_folder: {path: a, view: {mode: ";
  CHECK(read(all + "stretch}}}]").size() == 12);
  CHECK(read(all + "mnist}}}]").size() == 12);
  CHECK(error_of(all + "mnist}}}, image_folder:b]").find("join: characters of one set were prepared as ") ==
        0);
}

TEST_CASE_FIXTURE(Fixture, "source: one source keeps its own alphabet and splits") {
  const ImageSet set = read("sources: [mnist:mnist]");
  CHECK(set.alphabet == Alphabet::from_characters("0123456789"));
  CHECK(set.splits.at("train").size() == 3);
  CHECK(set.splits.at("test").size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "source: an alphabet orders the labels, and what it lacks is dropped by name") {
  const std::string recipe = "{sources: [{letters_csv: {path: az.csv}}, mnist:mnist], alphabet: ZB0129";
  const ImageSet set = read(recipe + "}");
  CHECK(symbols_of(set) == "BZB9012");
  CHECK(set.labels[0] == 1);
  CHECK(set.ledger.summary() ==
        "seen 9, used 7, dropped 2: out of alphabet 2 (az.csv#0, train-images-idx3-ubyte#2)");
  CHECK(error_of(recipe + ", strict: true}") ==
        "strict: seen 9, used 7, dropped 2: out of alphabet 2 (az.csv#0, train-images-idx3-ubyte#2)");
  CHECK(read("{sources: [mnist:mnist], alphabet: ['2', '1', '9', '0', '7']}").labels[0] == 2);
}

TEST_CASE_FIXTURE(Fixture, "source: a split is made as the recipe says") {
  const ImageSet set = read("{sources: [mnist:mnist], split: {like: keras, validation: 0}}");
  CHECK(set.splits.at("test").size() == 2);  // the source's own is kept
  CHECK(set.splits.at("train").size() == 3);
  dir.write("az.csv", letters({0, 0, 0, 0, 0, 1, 1, 1, 1, 1}));
  const ImageSet cut = read("{sources: [letters_csv:az.csv], split: {like: sklearn, test: 0.4, seed: 3}}");
  CHECK(cut.class_counts({cut.splits.at("test").begin(), cut.splits.at("test").end()})[1] == 2);
}

TEST_CASE_FIXTURE(Fixture, "source: a recipe's mistakes are named with their place") {
  CHECK(error_of("sources: []") ==
        "recipe.yaml:1:10: sources: expected at least one source, found an empty list");
  CHECK(error_of("{sources: [mnist:mnist], splitt: {}}").find("did you mean 'split'?") != std::string::npos);
  CHECK(
      error_of("{sources: [mnist:mnist], split: {test: 1}}").find("recipe.yaml:1:40: split.test: expected") ==
      0);
  CHECK(error_of("{sources: [mnist:mnist], alphabet: 011}").find("recipe.yaml:1:36: alphabet: ") == 0);
  CHECK(error_of("sources: [{mnits: {path: mnist}}]").find("did you mean 'mnist'?") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "source: the effective recipe holds what was read, and reads the same again") {
  const ImageSet set = read("{sources: [{mnist: {path: mnist}}], split: {validation: 0.0}}");
  const std::string effective = document->effective();
  CHECK(effective.find("part: all") != std::string::npos);
  CHECK(effective.find("like: ductus") != std::string::npos);
  CHECK(read(effective).content_hash() == set.content_hash());
}

TEST_CASE_FIXTURE(Fixture, "source: DATA is a file, FORMAT:PATH or an inline source") {
  const ImageSet mnist = data::read_data("mnist:mnist", context());
  CHECK(mnist.size() == 5);
  data::write_dataset(dir / "own.h5", mnist);
  CHECK(data::read_data("own.h5", context()).content_hash() == mnist.content_hash());
  CHECK(data::read_data("ductus:own.h5", context()).content_hash() == mnist.content_hash());
  CHECK(data::read_data("{mnist: {path: mnist, part: test}}", context()).size() == 2);
  CHECK(data::read_data("mnist:mnist", context(), {{"part=test"}, true}).size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "source: a DATA that is none gets a hint") {
  const auto error = [&](const std::string& text, const data::DataOptions& options = {}) -> std::string {
    try {
      data::read_data(text, context(), options);
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  };
  CHECK(error("mnits:mnist").find("did you mean 'mnist'?") != std::string::npos);
  CHECK(error("mnist") == (dir / "mnist").string() +
                              ": a folder, expected a data set file (name the format of anything else, as in "
                              "image_folder:mnist)");
  CHECK(error("az.csv") ==
        (dir / "az.csv").string() +
            ": not an HDF5 file, expected a data set file (name the format of anything else, as in "
            "letters_csv:az.csv)");
  CHECK(error("none.h5").find("none.h5") != std::string::npos);
  data::write_dataset(dir / "own.h5", data::read_data("mnist:mnist", context()));
  CHECK(error("own.h5", {{"part=test"}, true}).find("a data set file has no options, found part=test") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Fixture,
                  "source: a large CSV is kept as a data set file and opened from it, unless told not to") {
  dir.write("large.csv", letters(std::vector<int>(5400, 7)));
  REQUIRE(fs::file_size(dir / "large.csv") > data::SourceCache::kSmallestSource);
  const auto files = [&] {
    return std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator());
  };
  const auto before = files();
  const ImageSet uncached = data::read_data("letters_csv:large.csv", context(), {{}, false});
  CHECK(files() == before);
  const ImageSet first = data::read_data("letters_csv:large.csv", context());
  CHECK(files() == before + 1);
  REQUIRE(!notes.infos.empty());
  CHECK(notes.infos.back().find("kept as ") == 0);
  const ImageSet second = read("sources: [{letters_csv: {path: large.csv}}]");
  CHECK(files() == before + 1);
  CHECK(first.content_hash() == uncached.content_hash());
  CHECK(second.content_hash() == uncached.content_hash());
  CHECK(second.id(5399) == uncached.id(5399));
  CHECK(data::read_data("letters_csv:large.csv", context(), {{"first_row=header"}, true}).size() == 5399);
  CHECK(files() == before + 2);
  CHECK_THROWS_AS(data::read_data("letters_csv:large.csv", context(), {{"first=header"}, true}), Error);
}
