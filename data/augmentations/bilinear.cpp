#include "data/augmentations/bilinear.h"

#include "data/simd.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void pack(const uint8_t* frame, int stride, int count, uint32_t* packed) {
  for (int i = 0; i < count; ++i) {
    packed[i] = static_cast<uint32_t>(frame[i]) | static_cast<uint32_t>(frame[i + 1]) << 8 |
                static_cast<uint32_t>(frame[i + stride]) << 16 |
                static_cast<uint32_t>(frame[i + stride + 1]) << 24;
  }
}

DUCTUS_CLONES void sample(const uint32_t* __restrict packed, BorderedFrame frame, int count,
                          const float* __restrict xs, const float* __restrict ys, float* __restrict out) {
  for (int i = 0; i < count; ++i) {
    float x = xs[i], y = ys[i];
    x = x < frame.min_x ? frame.min_x : x;
    x = x > frame.max_x ? frame.max_x : x;
    y = y < frame.min_y ? frame.min_y : y;
    y = y > frame.max_y ? frame.max_y : y;
    x += frame.left;  // never negative from here, so truncation is floor
    y += frame.top;
    const int ix = static_cast<int>(x), iy = static_cast<int>(y);
    const float wx = x - static_cast<float>(ix), wy = y - static_cast<float>(iy);
    const uint32_t word = packed[iy * frame.stride + ix];
    const float p00 = static_cast<float>(static_cast<int>(word & 255)),
                p01 = static_cast<float>(static_cast<int>(word >> 8 & 255));
    const float p10 = static_cast<float>(static_cast<int>(word >> 16 & 255)),
                p11 = static_cast<float>(static_cast<int>(word >> 24));
    const float upper = p00 + wx * (p01 - p00), lower = p10 + wx * (p11 - p10);
    out[i] = (upper + wy * (lower - upper)) * (1.0F / 255.0F);
  }
}

}  // namespace

void pack_neighbours(const uint8_t* frame, int stride, int count, uint32_t* packed) {
  pack(frame, stride, count, packed);
}

void sample_bilinear(const uint32_t* packed, const BorderedFrame& frame, int count, const float* xs,
                     const float* ys, float* out) {
  sample(packed, frame, count, xs, ys, out);
}

}  // namespace ductus::data
