#include "train/schedule.h"

namespace ductus::train {

Schedule make_constant(const config::Node& options, Span) {
  options.fields().finish();
  return [](int64_t) { return 1.0; };
}

}  // namespace ductus::train
