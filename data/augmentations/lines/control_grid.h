// Smooth fields over a text line: a few control points and what lies between them.
#pragma once

#include <vector>

namespace ductus::data {

/// Values at control points spread over an image: three rows (its top, middle and bottom pixel rows) and
/// columns from its first pixel column to its last. Between them: Keys's cubic convolution (IEEE Trans. ASSP
/// 29, 1981; a = -1/2, end points repeated).
struct ControlGrid {
  static constexpr int kRows = 3;

  int columns = 0;            ///< at least 2, or 0: no field
  std::vector<float> values;  // [kRows, columns]

  bool empty() const { return columns == 0; }

  /// Zeros for a line of this width, a column about every `spacing_px`.
  static ControlGrid over(int width_px, float spacing_px);
};

/// A grid's field at every pixel of an image. Keeps its memory from one grid to the next.
class GridField {
 public:
  void set(const ControlGrid& grid, int height, int width);

  /// Adds row y of the field: to[x] += field(x, y).  to: [width]
  void add_row(int y, float* to) const;

 private:
  int height_ = 0, width_ = 0;
  std::vector<float> curves_;   // [kRows, width]: each row of control points along x
  std::vector<float> weights_;  // [kRows, height]
};

/// A curve's values at `size` pixels; its `count` control points (at least 2) are spread from the first to
/// the last.
void curve_through(const float* points, int count, int size, float* out);

}  // namespace ductus::data
