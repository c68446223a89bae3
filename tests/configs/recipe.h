// A recipe of everything the reader knows, for its tests.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "tests/support/errors.h"

namespace ductus::test {

using namespace config;

enum class Weights { kNone, kInverse, kSqrt };

inline const Choice<Weights>& weights() {
  static const Choice<Weights> choice{
      {"none", Weights::kNone}, {"inverse", Weights::kInverse}, {"sqrt", Weights::kSqrt}};
  return choice;
}

/// Read as programs do.
struct Recipe {
  int epochs = 12;
  int64_t images = 60000;
  uint64_t seed = 1;
  double lr = 0.001;
  float momentum = 0.9F;
  bool shuffle = true;
  std::string net = "cnn36";
  Weights class_weights = Weights::kSqrt;
  std::optional<double> clip_norm;
  std::vector<std::string> labels{"0", "yes"};
  std::array<double, 2> zoom{0.9, 1.1};
  std::string optimizer;
  double beta = 0.999;
  std::vector<std::pair<std::string, std::string>> sources;  // name, part

  static Recipe read(const Document& document) {
    Recipe recipe;
    Fields f = document.root().fields();
    f.optional("epochs", recipe.epochs, Range{1, 10000});
    f.optional("images", recipe.images, Range<int64_t>::at_least(1));
    f.optional("seed", recipe.seed);
    f.optional("lr", recipe.lr, Range<double>::above(0));
    f.optional("momentum", recipe.momentum, Range<float>::below(0, 1));
    f.optional("shuffle", recipe.shuffle);
    f.optional("net", recipe.net, OneOf{"cnn10", "cnn36"});
    f.optional("class_weights", recipe.class_weights, weights());
    f.optional("clip_norm", recipe.clip_norm, Range<double>::above(0));
    f.optional("labels", recipe.labels);
    f.optional("zoom", recipe.zoom, Range{0.1, 10.0});
    recipe.read_optimizer(f.node_or("optimizer", "adam"));
    if (const auto sources = f.node("sources")) recipe.read_sources(*sources);
    f.finish();
    return recipe;
  }

  void read_optimizer(const Node& node) {
    const auto [name, options] = node.tagged();
    optimizer = name;
    Fields f = options.fields();
    f.optional("beta", beta, Range<double>::between(0, 1));
    f.finish();
  }

  void read_sources(const Node& list) {
    for (const Node& element : list.elements()) {
      const auto [name, options] = element.tagged();
      std::string part = "train";
      Fields f = options.fields();
      f.optional("part", part, OneOf{"train", "test"});
      f.finish();
      sources.emplace_back(name, part);
    }
  }

  auto tie() const {
    return std::tie(epochs, images, seed, lr, momentum, shuffle, net, class_weights, clip_norm, labels, zoom,
                    optimizer, beta, sources);
  }
};

inline constexpr const char* kRecipe =
    "# every key\n"
    "epochs: 5\n"
    "images: 372451\n"
    "seed: 18446744073709551615\n"
    "lr: 1e-05\n"
    "momentum: 0.95\n"
    "shuffle: false\n"
    "net: cnn10\n"
    "class_weights: inverse\n"
    "clip_norm: 0.5\n"
    "labels: [a, '7', \"null\", 'true', 0123]\n"
    "zoom: [0.8, 1.25]\n"
    "optimizer: {adam: {beta: 0.99}}\n"
    "sources:\n"
    "  - letters_csv\n"
    "  - mnist: {part: test}\n"
    "  - fashion:\n";

inline std::string recipe_error(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return error_of([&] {
    Document document = Document::parse(text, "r.yaml");
    document.set(overrides);
    Recipe::read(document);
  });
}

}  // namespace ductus::test
