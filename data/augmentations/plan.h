// What augmentation does to one sample, drawn once: two engines (render_cpu, render_torch) carry it out
// alike.
#pragma once

#include <array>

namespace ductus::data {

/// Size of an image, pixels.
struct ImageSize {
  int height = 28;
  int width = 28;
};

/// What lies beyond the image's edge when a warp samples there.
enum class Fill {
  kNearest,  ///< the nearest edge pixel, as Keras's fill_mode='nearest'
  kPaper,    ///< 0
};

/// A rectangle of output pixels, inside the image: rows [top, bottom), columns [left, right).
struct PixelBox {
  int top = 0, left = 0, bottom = 0, right = 0;
};

/// One sample's draw. The identity by default. Carried out in this order: warp, thickness, erase.
struct Plan {
  static constexpr int kGrid = 5;  ///< control points a side of the elastic displacement

  /// Output pixel (x, y) samples the input at (m0 x + m1 y + m2, m3 x + m4 y + m5), in pixels.
  std::array<float, 6> map = {1, 0, 0, 0, 1, 0};
  Fill fill = Fill::kNearest;

  /// Displacement of the sampling place at kGrid x kGrid control points over the image, pixels: all x, then
  /// all y. Between them it is interpolated by Keys's cubic convolution.
  bool elastic = false;
  std::array<float, 2 * kGrid * kGrid> displacement{};

  /// In [-1, 1]: blends towards the 3x3 maximum (> 0, thicker strokes) or minimum (< 0, thinner).
  float thickness = 0;

  /// Set to paper.
  PixelBox erase;

  bool warps() const { return elastic || map != std::array<float, 6>{1, 0, 0, 0, 1, 0}; }
};

/// outer(inner(x, y)): the map that samples where `outer` does at the place that `inner` gives. Row-major
/// 2x3.
std::array<float, 6> composed(const std::array<float, 6>& outer, const std::array<double, 6>& inner);

/// Appends a sampling map that acts on output coordinates before the plan's present one.
/// In: a row-major 2x3 matrix as Plan::map. The plan then samples at map(inner(x, y)).
void compose(Plan& plan, const std::array<double, 6>& inner);

/// Weights of the kGrid control points at one of `size` pixels (Keys 1981, a = -1/2; end points repeated);
/// they sum to 1.
std::array<float, Plan::kGrid> control_weights(int pixel, int size);

}  // namespace ductus::data
