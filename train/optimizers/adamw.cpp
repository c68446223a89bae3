#include "train/optimizers/adam.h"

namespace ductus::train {

std::unique_ptr<Optimizer> make_adamw(const config::Node& options) {
  return std::make_unique<Adam>(options, /*decays=*/true);
}

}  // namespace ductus::train
