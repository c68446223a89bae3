#include <cmath>

#include "train/schedule.h"

namespace ductus::train {

/// Multiplied by `factor` after every `epochs` epochs.
Schedule make_step(const config::Node& options, Span span) {
  int epochs = 10;
  double factor = 0.1;
  auto fields = options.fields();
  fields.optional("epochs", epochs, config::Range<int>{1, 100000});
  fields.optional("factor", factor, config::Range<double>{1e-6, 1});
  fields.finish();
  const int64_t period = epochs * span.steps_per_epoch;
  return [=](int64_t step) { return std::pow(factor, static_cast<double>(step / period)); };
}

}  // namespace ductus::train
