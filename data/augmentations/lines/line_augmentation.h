// What an augmentation of lines is: something that draws its part of a sample's LinePlan.
#pragma once

#include <memory>
#include <vector>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/augmentations/lines/line_plan.h"
#include "data/rng.h"

namespace ductus::data {

class LineAugmentation {
 public:
  virtual ~LineAugmentation() = default;

  /// Adds this augmentation's draw to the plan. The same numbers from `rng` give the same plan.
  /// `size`: of the line as it is; plan.width_px: of the result so far.
  virtual void draw(Rng& rng, ImageSize size, LinePlan& plan) const = 0;
};

using MakeLineAugmentation = std::unique_ptr<LineAugmentation> (*)(const config::Node& options);

/// All augmentations of lines by name (line_augmentations.def).
const config::Registry<MakeLineAugmentation>& line_augmentations();

/// A recipe's `augment:` list for lines, in order. Copies share it.
class LineAugmenter {
 public:
  LineAugmenter() = default;
  explicit LineAugmenter(std::vector<std::shared_ptr<const LineAugmentation>> steps)
      : steps_(std::move(steps)) {}

  /// Reads `[{affine: {...}}, {noise: {...}}]`.
  static LineAugmenter read(const config::Node& list);

  /// The plan of a sample in an epoch: a function of these numbers alone. `narrowest_px`: the result is at
  /// least this wide, so that its text fits the network's time steps.
  LinePlan plan(uint64_t seed, uint32_t epoch, uint64_t sample, ImageSize size, int narrowest_px) const;

 private:
  std::vector<std::shared_ptr<const LineAugmentation>> steps_;
};

}  // namespace ductus::data
