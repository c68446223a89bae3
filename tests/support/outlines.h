// Hand-made glyph outlines, so that drawing is tested without any font installed.
#pragma once

#include "data/synth/outline.h"

namespace ductus::test {

/// A filled rectangle, clockwise on the screen: positive area.
inline data::Outline rectangle(float left, float top, float right, float bottom) {
  return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}, {4}};
}

/// A square with a square hole; `wall` thick.
inline data::Outline ring(float left, float top, float side, float wall) {
  data::Outline outline = rectangle(left, top, left + side, top + side);
  const float low = wall;
  const float high = side - wall;
  for (const data::Point& p : {data::Point{low, low}, {low, high}, {high, high}, {high, low}}) {
    outline.points.push_back({left + p.x, top + p.y});
  }
  outline.ends.push_back(8);
  return outline;
}

}  // namespace ductus::test
