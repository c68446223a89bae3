// Bilinear sampling of a picture with a border of paper: the inner loop of both renderers.
#pragma once

#include <cstdint>

namespace ductus::data {

/// Where the picture lies in its bordered frame, and where it may be sampled. Pixel coordinates of the
/// picture.
struct BorderedFrame {
  int stride;                        ///< of the frame
  float left, top;                   ///< what of the frame is before the picture
  float min_x, max_x, min_y, max_y;  ///< places outside are cut to these; min_x >= -left, min_y >= -top
};

/// The four pixels around each of `count` places of a frame as one word, so that a bilinear sample is one
/// gather: byte 0 at (y, x), 1 at (y, x+1), 2 at (y+1, x), 3 at (y+1, x+1). Reads stride + 1 pixels beyond.
void pack_neighbours(const uint8_t* frame, int stride, int count, uint32_t* packed);

/// out[i] = the picture at (xs[i], ys[i]), in [0, 1].
void sample_bilinear(const uint32_t* packed, const BorderedFrame& frame, int count, const float* xs,
                     const float* ys, float* out);

}  // namespace ductus::data
