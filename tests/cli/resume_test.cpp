// A training that is stopped or killed and resumed ends with the same bytes as one that nobody disturbed.
#include <doctest/doctest.h>

#include "data/dataset_file.h"
#include "tests/support/line_set.h"
#include "tests/support/resumed_train.h"

using namespace ductus;
using namespace ductus::test;

namespace {

/// Everything that a checkpoint must hold: running statistics, dropout, averaged weights, moments, a best so
/// far.
void write_recipe(const Workplace& work, int epochs) {
  write_mnist(work, "mnist", 200, 50);
  work.write("recipe.yaml",
             "data:\n  sources: [{mnist: {path: mnist}}]\n  split: {test: 0, validation: 0.1, seed: 1}\n"
             "augment:\n  - affine: {rotate_deg: 10, zoom: 0.1}\n  - elastic: {sigma_px: 0.5}\n"
             "model: {net: {convnet: {channels: [4, 8, 8], dropout: 0.3}}}\n"
             "train:\n  epochs: " +
                 std::to_string(epochs) +
                 "\n  batch: 16\n  optimizer: {adamw: {lr: 0.004}}\n  schedule: cosine\n  clip_norm: 1\n"
                 "  ema_decay: 0.99\n  checkpoint_every_s: 0.05\n");
}

}  // namespace

TEST_CASE("ductus train: one thread and two make the same model, byte for byte") {
  const Workplace work;
  write_recipe(work, 3);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "one", "--threads", "1"}).status == 0);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "two", "--threads", "2"}).status == 0);
  check_same_result(work, "one", "two");
}

TEST_CASE(
    "ductus train: stopped by Ctrl-C, killed at random moments and resumed each time, it ends with the same "
    "bytes") {
  const Workplace work;
  write_recipe(work, 40);
  check_survives(work, "recipe.yaml");
}

TEST_CASE("ductus train: lines too, augmented in batches of like width") {
  const Workplace work;
  data::write_dataset(work.path() / "lines.h5", make_lines(200, 3));
  work.write(
      "lines.yaml",
      "data: {sources: [lines.h5], split: {test: 0.2, validation: 0.1, seed: 1}}\n"
      "augment:\n  - affine: {width_zoom: 0.1}\n  - noise: {}\n"
      "model: {net: {linenet: {channels: [8, 16, 24, 32], blocks: [1, 1], lstm: 24, dropout: 0.1}}}\n"
      "train: {epochs: 16, batch: 16, shards: 2, optimizer: {adamw: {lr: 0.005}}, loss: {per_symbol: true},\n"
      "        schedule: cosine, clip_norm: 5, ema_decay: 0.95, checkpoint_every_s: 0.05}\n");
  check_survives(work, "lines.yaml");
}
