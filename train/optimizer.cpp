#include "train/optimizer.h"

namespace ductus::train {

#define DUCTUS_OPTIMIZER(name) std::unique_ptr<Optimizer> make_##name(const config::Node& options);
#include "train/optimizers/optimizers.def"
#undef DUCTUS_OPTIMIZER

const config::Registry<MakeOptimizer>& optimizers() {
  static const config::Registry<MakeOptimizer> registry("optimizer", {
#define DUCTUS_OPTIMIZER(name) {#name, make_##name},
#include "train/optimizers/optimizers.def"
#undef DUCTUS_OPTIMIZER
                                                                     });
  return registry;
}

}  // namespace ductus::train
