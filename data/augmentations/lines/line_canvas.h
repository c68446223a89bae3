// A line with what lies around it on the page, and the sampling of it.
#pragma once

#include <cstdint>
#include <vector>

#include "data/augmentations/lines/control_grid.h"
#include "data/augmentations/lines/line_plan.h"

namespace ductus::data {

/// The first or last rows of a donor, as a Sliver says.
struct Strip {
  const LinePicture* donor = nullptr;  ///< null: none
  int rows = 0;                        ///< at most donor->height
  int shift_px = 0;                    ///< the donor's column at the line's left edge

  /// What of the donor the sliver shows; nothing without a donor.
  static Strip of(const Sliver& sliver, const LinePicture* donor);

  /// The donor's column beside the line's column x.
  int column(int x) const { return (x + shift_px) % donor->width; }
};

/// Samples lines bilinearly. Coordinates are the line's: rows 0 to height - 1, strips in the rows directly
/// before and after, paper (0) further out, so that ink fades out over one pixel. Keeps its memory.
class LineCanvas {
 public:
  void load(const LinePicture& line, const Strip& above, const Strip& below);

  /// Where the plan's map and displacements say.  out: [height of the line, plan.width_px], in [0, 1]
  void sample(const LinePlan& plan, float* out);

 private:
  void place_row(const LinePlan& plan, int y);

  int line_height_ = 0, line_width_ = 0;
  int rows_above_ = 0, rows_below_ = 0;
  int stride_ = 0;
  std::vector<uint8_t> frame_;    // strips and line inside a border of paper
  std::vector<uint32_t> packed_;  // at each place of the frame, the four pixels that a sample there needs
  GridField field_x_, field_y_;
  std::vector<float> xs_, ys_;  // sampling places of one row
};

}  // namespace ductus::data
