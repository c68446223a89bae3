#include <doctest/doctest.h>

#include <random>

#include "configs/schema/yaml_reader.h"
#include "tests/configs/recipe.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::config;
using namespace ductus::test;

namespace {

Document parse(std::string_view text) { return Document::parse(text, "r.yaml"); }

}  // namespace

TEST_CASE("yaml_document: an override gets the checks of the recipe and names itself") {
  CHECK(recipe_error("epochs: 5", {"epochs=0"}) ==
        "--set epochs: expected a whole number from 1 to 10000, found '0'");
  CHECK(recipe_error("epochs: 5", {"epoch=3"})
            .find("--set epoch: unknown key 'epoch', expected one of: epochs") == 0);
  CHECK(recipe_error("{}", {"optimizer={adam: {beta: 2}}"}) ==
        "--set optimizer: optimizer.adam.beta: expected a number above 0 and below 1, found '2'");
  CHECK(recipe_error("sources: [{mnist: {part: train}}]", {"sources.0.mnist.part=dev"}) ==
        "--set sources.0.mnist.part: expected one of train, test, found 'dev'");
}

TEST_CASE("yaml_document: overrides apply in order, over the recipe and over what it leaves out") {
  Document document = parse(kRecipe);
  document.set(
      {"epochs=7", "epochs=8", "optimizer.adam.beta=0.5", "sources.1.mnist.part=train", "net=cnn36"});
  const Recipe recipe = Recipe::read(document);
  CHECK(recipe.epochs == 8);
  CHECK(recipe.beta == 0.5);
  CHECK(recipe.sources[1].second == "train");
  Document empty = parse("{}");
  empty.set("optimizer.adam.beta=0.25");
  CHECK(Recipe::read(empty).beta == 0.25);
}

TEST_CASE(
    "yaml_document: the effective recipe holds what was read and the defaults, in the order of reading") {
  const Document document = parse("lr: 0.25\nsources: [mnist]\n");
  Recipe::read(document);
  CHECK(document.effective() ==
        "epochs: 12\nimages: 60000\nseed: 1\nlr: 0.25\nmomentum: 0.9\nshuffle: true\nnet: "
        "cnn36\nclass_weights: sqrt\n"
        "clip_norm: ~\nlabels: [\"0\", \"yes\"]\nzoom: [0.9, 1.1]\noptimizer:\n  adam:\n    beta: 0.999\n"
        "sources:\n  - mnist:\n      part: train\n");
}

TEST_CASE("yaml_document: the effective recipe reads back as the same values and the same text") {
  for (const std::string& text : {std::string(kRecipe), std::string("{}"), std::string("sources: []"),
                                  std::string("lr: 0.1\nmomentum: 0.1\nclip_norm: 3.0000000000000004\n")}) {
    CAPTURE(text);
    const Document first = parse(text);
    const Recipe recipe = Recipe::read(first);
    const Document second = Document::parse(first.effective(), "effective");
    CHECK(Recipe::read(second).tie() == recipe.tie());
    CHECK(second.effective() == first.effective());
  }
}

TEST_CASE("yaml_document: load names the file in errors, and says what is no recipe") {
  const TempDir dir;
  const std::string file = dir.write("r.yaml", "epochs: x\n").string();
  CHECK(error_of([&] { Recipe::read(Document::load(file)); }) ==
        file + ":1:9: epochs: expected a whole number from 1 to 10000, found 'x'");
  const std::string empty = dir.write("empty.yaml", "").string();
  CHECK(error_of([&] { Recipe::read(Document::load(empty)); }) ==
        empty + ":1:1: expected a map of keys and values, found nothing");
  const std::string missing = (dir / "none.yaml").string();
  CHECK(kind_and_error_of([&] { Document::load(missing); }) ==
        "usage: " + missing + ": no such file, expected a recipe");
  CHECK(kind_and_error_of([&] { Document::load(dir.path()); }) ==
        "usage: " + dir.path().string() + ": is a folder, expected a recipe");
  const std::string large = dir.write("large.yaml", std::string((1 << 20) + 1, '#')).string();
  CHECK(kind_and_error_of([&] { Document::load(large); }) ==
        "usage: " + large + ": has 1048577 bytes, expected a recipe of at most 1048576");
}

TEST_CASE(
    "yaml_document: a recipe with random bytes changed either reads or is a ductus::Error of one line") {
  std::mt19937 random(7);
  const std::string valid = kRecipe;
  const std::string interesting = "\n\t :-[]{}#&*!|>'\"%@`,?~\\0.e=\x01\x04\x7f\xC3\xFF";
  int read = 0, refused = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    std::string text = valid;
    for (unsigned change = 0; change <= random() % 4; ++change) {
      const std::size_t place = random() % text.size();
      const char byte = interesting[random() % interesting.size()];
      switch (random() % 4) {
        case 0:
          text[place] = static_cast<char>(random());
          break;
        case 1:
          text[place] = byte;
          break;
        case 2:
          text.insert(place, 1, byte);
          break;
        default:
          text.erase(place, 1 + random() % 8);
      }
    }
    const std::string message = recipe_error(text);
    CAPTURE(text);
    CHECK(message.find('\n') == std::string::npos);
    message == "no error" ? ++read : ++refused;
  }
  CHECK(read > 100);
  CHECK(refused > 100);
}

TEST_CASE("yaml_document: a part tells its own effective recipe") {
  const Document document = parse("optimizer: adam\n");
  Fields f = document.root().fields();
  const auto [name, options] = f.node_or("optimizer", "sgd").tagged();
  double beta = 0.5;
  options.fields().optional("beta", beta);
  CHECK(options.effective() == "beta: 0.5\n");
  CHECK(document.effective() == "optimizer:\n  adam:\n    beta: 0.5\n");
}

TEST_CASE("yaml_document: a part may be taken as it was given, and be recorded as something else") {
  const Document document = parse("tsv: {path: a.tsv, view: {height_px: 48}}\ngroups: held_out.txt");
  Fields fields = document.root().fields();
  const auto options = fields.required_node("tsv");
  CHECK(options.verbatim() == "path: a.tsv\nview:\n  height_px: 48\n");
  options.record_yaml("path: a.tsv\nroot: a.tar\n");
  fields.required_node("groups").record(std::vector<std::string>{"100", "letter 7"});
  const std::string effective = document.effective();
  CHECK(effective == "tsv:\n  path: a.tsv\n  root: a.tar\ngroups: [\"100\", \"letter 7\"]\n");
  CHECK(parse(effective.c_str()).root().fields().required_node("groups").as<std::vector<std::string>>()[0] ==
        "100");
}
