#include "data/synth/typeset/type_style.h"

#include <cmath>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

float stepped(const char* name, float value, float low, float high, float steps) {
  DUCTUS_CHECK(value >= low && value <= high, "type: {}: expected {} to {}, found {}", name, low, high,
               value);
  return std::round(value * steps) / steps;
}

}  // namespace

TypeStyle TypeStyle::rounded() const {
  stepped("tracking_em", tracking_em, -0.5F, 5, 1);
  return {stepped("size_px", size_px, 1, 1000, 4), tracking_em, stepped("widen", widen, 0.25F, 4, 64),
          stepped("slant", slant, -1, 1, 64), stepped("bold_px", bold_px, -10, 100, 16)};
}

}  // namespace ductus::data
