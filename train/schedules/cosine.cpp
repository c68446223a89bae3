#include <algorithm>
#include <cmath>

#include "train/schedule.h"

namespace ductus::train {

/// Linear warm-up over the first `warmup_frac` of the steps, then half a cosine down to `final` (Loshchilov
/// and Hutter 2017, without restarts).
Schedule make_cosine(const config::Node& options, Span span) {
  double warmup_frac = 0, last = 0;
  auto fields = options.fields();
  fields.optional("warmup_frac", warmup_frac, config::Range<double>{0, 0.9});
  fields.optional("final", last, config::Range<double>{0, 1});
  fields.finish();
  const double steps = static_cast<double>(span.steps), warmup = warmup_frac * steps;
  return [=](int64_t step) {
    const double at = static_cast<double>(step);
    if (at < warmup) return (at + 1) / (warmup + 1);
    const double progress = std::min((at - warmup) / std::max(steps - warmup, 1.0), 1.0);
    return last + (1 - last) * 0.5 * (1 + std::cos(3.14159265358979323846 * progress));
  };
}

}  // namespace ductus::train
