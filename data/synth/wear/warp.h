// How a sheet moves: a displacement on a lattice, for pixels one way and for points the other.
#pragma once

#include <vector>

#include "data/synth/wear/sheet.h"

namespace ductus::data {

/// A map from places of the result to places of the sheet, bilinear between lattice points `kCell` pixels
/// apart; beyond the lattice the displacement of its edge holds. Places are in pixel centres: (0, 0) is the
/// middle of the first pixel.
///
/// The displacement changes by less than the distance, |D(p) - D(q)| < |p - q|, so that paper never lies over
/// itself and the map can be inverted: a steeper one is scaled down as a whole.
class Warp {
 public:
  static constexpr int kCell = 8;

  /// The identity.
  Warp(int width, int height);

  /// `source(place of the result) -> place of the sheet`, asked at the lattice points.
  template <typename Source>
  static Warp of(int width, int height, const Source& source);

  Point source(Point result) const;

  /// Where a place of the sheet goes: solves source(p) = place by fixed-point iteration, to 0.01 px.
  Point moved(Point place) const;

  /// This warp, and then another one, as one.
  Warp then(const Warp& next) const;

  int columns() const { return columns_; }
  int rows() const { return rows_; }

  /// The displacements of a row of pixels: dx, dy [columns() * kCell].
  void row(int y, float* dx, float* dy) const;

 private:
  void limit_steepness();

  std::vector<float> x_, y_;  // displacement, [rows, columns]
  int width_, height_, columns_, rows_;
};

/// Moves the sheet's pixels (bilinear) and points. What comes in from beyond its edges is paper: the median
/// of the pixels along the edges.
void warp_sheet(Sheet& sheet, const Warp& warp);

template <typename Source>
Warp Warp::of(int width, int height, const Source& source) {
  Warp warp(width, height);
  std::size_t i = 0;
  for (int r = 0; r < warp.rows_; ++r) {
    for (int c = 0; c < warp.columns_; ++c, ++i) {
      const Point node{static_cast<float>(c * kCell), static_cast<float>(r * kCell)};
      const Point from = source(node);
      warp.x_[i] = from.x - node.x;
      warp.y_[i] = from.y - node.y;
    }
  }
  warp.limit_steepness();
  return warp;
}

}  // namespace ductus::data
