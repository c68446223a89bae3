#include "train/schedule.h"

namespace ductus::train {

/// lr / (1 + decay * step): the `decay` argument of Keras's older optimizers.
Schedule make_inverse_time(const config::Node& options, Span) {
  double decay = 0;
  auto fields = options.fields();
  fields.required("decay", decay, config::Range<double>{0, 1});
  fields.finish();
  return [=](int64_t step) { return 1 / (1 + decay * static_cast<double>(step)); };
}

}  // namespace ductus::train
