#include "data/augmentations/lines/line_augmentation.h"

namespace ductus::data {

#define DUCTUS_LINE_AUGMENTATION(name) \
  std::unique_ptr<LineAugmentation> make_line_##name(const config::Node& options);
#include "data/augmentations/lines/line_augmentations.def"
#undef DUCTUS_LINE_AUGMENTATION

const config::Registry<MakeLineAugmentation>& line_augmentations() {
  static const config::Registry<MakeLineAugmentation> registry("augmentation of lines", {
#define DUCTUS_LINE_AUGMENTATION(name) {#name, make_line_##name},
#include "data/augmentations/lines/line_augmentations.def"
#undef DUCTUS_LINE_AUGMENTATION
                                                                                        });
  return registry;
}

LineAugmenter LineAugmenter::read(const config::Node& list) {
  std::vector<std::shared_ptr<const LineAugmentation>> steps;
  for (const config::Node& element : list.elements()) {
    const auto [name, options] = element.tagged();
    steps.push_back(line_augmentations().find(name, options.where())(options));
  }
  return LineAugmenter(std::move(steps));
}

LinePlan LineAugmenter::plan(uint64_t seed, uint32_t epoch, uint64_t sample, ImageSize size,
                             int narrowest_px) const {
  LinePlan plan;
  plan.width_px = size.width;
  Rng rng(seed, epoch, sample, Purpose::kAugment);
  for (const auto& step : steps_) step->draw(rng, size, plan);
  if (plan.width_px < narrowest_px) set_width(plan, narrowest_px);
  return plan;
}

}  // namespace ductus::data
