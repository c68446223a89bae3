#include <algorithm>
#include <cmath>

#include "train/schedule.h"

namespace ductus::train {

/// Smith and Topin (2019), as torch's OneCycleLR with cosine annealing: from 1 / div up to 1 over `up_frac`
/// of the steps, then down to 1 / (div * final_div).
Schedule make_one_cycle(const config::Node& options, Span span) {
  double up_frac = 0.3, div = 25, final_div = 1e4;
  auto fields = options.fields();
  fields.optional("up_frac", up_frac, config::Range<double>{0.001, 0.999});
  fields.optional("div", div, config::Range<double>{1, 1e6});
  fields.optional("final_div", final_div, config::Range<double>{1, 1e9});
  fields.finish();
  const auto anneal = [](double from, double to, double progress) {
    return to + (from - to) * 0.5 * (1 + std::cos(3.14159265358979323846 * progress));
  };
  const double last = static_cast<double>(span.steps - 1),
               top = up_frac * static_cast<double>(span.steps) - 1;
  return [=](int64_t step) {
    const double at = static_cast<double>(step);
    if (at <= top) return anneal(1 / div, 1, at / std::max(top, 1e-9));
    return anneal(1, 1 / (div * final_div), std::min((at - top) / std::max(last - top, 1e-9), 1.0));
  };
}

}  // namespace ductus::train
