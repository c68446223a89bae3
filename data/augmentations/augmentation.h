// What an augmentation is: something that draws its part of a sample's Plan.
#pragma once

#include <memory>
#include <vector>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/augmentations/plan.h"
#include "data/rng.h"

namespace ductus::data {

class Augmentation {
 public:
  virtual ~Augmentation() = default;

  /// Adds this augmentation's draw to the plan. The same numbers from `rng` give the same plan.
  virtual void draw(Rng& rng, ImageSize size, Plan& plan) const = 0;
};

using MakeAugmentation = std::unique_ptr<Augmentation> (*)(const config::Node& options);

/// All augmentations by name (augmentations.def).
const config::Registry<MakeAugmentation>& augmentations();

/// A recipe's `augment:` list, in order. Copies share it.
class Augmenter {
 public:
  Augmenter() = default;
  explicit Augmenter(std::vector<std::shared_ptr<const Augmentation>> steps) : steps_(std::move(steps)) {}

  /// Reads `[{affine: {...}}, {elastic: {...}}]`.
  static Augmenter read(const config::Node& list);

  /// The plan of a sample in an epoch: a function of these numbers alone.
  Plan plan(uint64_t seed, uint32_t epoch, uint64_t sample, ImageSize size) const;

 private:
  std::vector<std::shared_ptr<const Augmentation>> steps_;
};

}  // namespace ductus::data
