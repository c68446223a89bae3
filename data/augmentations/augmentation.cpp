#include "data/augmentations/augmentation.h"

namespace ductus::data {

#define DUCTUS_AUGMENTATION(name) std::unique_ptr<Augmentation> make_##name(const config::Node& options);
#include "data/augmentations/augmentations.def"
#undef DUCTUS_AUGMENTATION

const config::Registry<MakeAugmentation>& augmentations() {
  static const config::Registry<MakeAugmentation> registry("augmentation", {
#define DUCTUS_AUGMENTATION(name) {#name, make_##name},
#include "data/augmentations/augmentations.def"
#undef DUCTUS_AUGMENTATION
                                                                           });
  return registry;
}

Augmenter Augmenter::read(const config::Node& list) {
  std::vector<std::shared_ptr<const Augmentation>> steps;
  for (const config::Node& element : list.elements()) {
    const auto [name, options] = element.tagged();
    steps.push_back(augmentations().find(name, options.where())(options));
  }
  return Augmenter(std::move(steps));
}

Plan Augmenter::plan(uint64_t seed, uint32_t epoch, uint64_t sample, ImageSize size) const {
  Plan plan;
  Rng rng(seed, epoch, sample, Purpose::kAugment);
  for (const auto& step : steps_) step->draw(rng, size, plan);
  return plan;
}

}  // namespace ductus::data
