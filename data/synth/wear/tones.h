// Arithmetic of single grey values, for loops that the compiler vectorises.
#pragma once

namespace ductus::data {

/// To [0, 1].
inline float cut(float v) {
  v = v < 0 ? 0 : v;
  return v > 1 ? 1 : v;
}

/// 0 below 0, 1 above 1, smooth between (3 t^2 - 2 t^3).
inline float soft_step(float t) {
  t = cut(t);
  return t * t * (3 - 2 * t);
}

/// Grey that lost this share of its ink.
inline float lose_ink(float grey, float share) { return grey + share * (1 - grey); }

}  // namespace ductus::data
