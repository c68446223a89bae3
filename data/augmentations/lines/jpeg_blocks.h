// What JPEG loses of a grey picture.
#pragma once

#include <array>

#include "data/augmentations/lines/line_filters.h"

namespace ductus::data {

/// Quantisation steps of luminance, row-major by vertical and horizontal frequency: ITU-T T.81, table K.1,
/// scaled for a quality in [1, 100] as libjpeg does.
std::array<int, 64> jpeg_steps(int quality);

/// To JPEG and back: 8 x 8 DCT of dark ink on light paper, coefficients rounded to multiples of their steps,
/// inverse DCT, in float and without rounding to bytes. The last rows and columns are repeated up to a
/// multiple of 8.
void through_jpeg(const InkPlane& plane, int quality, FilterScratch& scratch);

}  // namespace ductus::data
