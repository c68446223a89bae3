#include "data/augmentations/lines/line_plan.h"

namespace ductus::data {

void compose(LinePlan& plan, const std::array<double, 6>& inner) { plan.map = composed(plan.map, inner); }

void set_width(LinePlan& plan, int width_px) {
  if (width_px == plan.width_px) return;
  const double scale = static_cast<double>(plan.width_px) / width_px;
  compose(plan, {scale, 0, (scale - 1) / 2, 0, 1, 0});  // pixel centres: x + 1/2 goes to scale (x + 1/2)
  plan.width_px = width_px;
}

}  // namespace ductus::data
