// Arithmetic of upright boxes.
#pragma once

#include "data/synth/receipts/quad.h"

namespace ductus::data {

inline Quad quad_of(const Box& box) {
  return {box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}};
}

inline Box moved(const Box& box, float dx, float dy) {
  return {{box.low.x + dx, box.low.y + dy}, {box.high.x + dx, box.high.y + dy}};
}

/// Each side outwards by `by`.
inline Box grown(const Box& box, float by) {
  return {{box.low.x - by, box.low.y - by}, {box.high.x + by, box.high.y + by}};
}

inline bool meet(const Box& a, const Box& b) {
  return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y;
}

/// The smallest box that holds both.
inline Box around(const Box& a, const Box& b) {
  return {{a.low.x < b.low.x ? a.low.x : b.low.x, a.low.y < b.low.y ? a.low.y : b.low.y},
          {a.high.x > b.high.x ? a.high.x : b.high.x, a.high.y > b.high.y ? a.high.y : b.high.y}};
}

}  // namespace ductus::data
