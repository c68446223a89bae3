#include "models/blocks/kernels.h"

#include <ATen/ATen.h>

#include <cmath>
#include <vector>

#include "configs/schema/error.h"
#include "data/simd.h"

namespace ductus::models {
namespace {

// bfloat16 as its bits, so that the loops below vectorise: widening is a shift, narrowing rounds to nearest
// even.
using Bits = uint16_t;

inline float widen(float v) { return v; }
inline float widen(Bits v) {
  const uint32_t bits = static_cast<uint32_t>(v) << 16;
  float out;
  __builtin_memcpy(&out, &bits, sizeof out);
  return out;
}
template <typename T>
inline T narrow(float v);
template <>
inline float narrow<float>(float v) {
  return v;
}
template <>
inline Bits narrow<Bits>(float v) {
  uint32_t bits;
  __builtin_memcpy(&bits, &v, sizeof bits);
  return static_cast<Bits>((bits + 0x7fffU + (bits >> 16 & 1U)) >> 16);
}

struct Dims {
  int64_t n, c, h, w;
  int64_t pixels() const { return n * h * w; }
};

Dims dims(const at::Tensor& x) { return {x.size(0), x.size(1), x.size(2), x.size(3)}; }

at::Tensor like(const at::Tensor& x, Dims d) {
  return at::empty({d.n, d.c, d.h, d.w}, x.options().memory_format(at::MemoryFormat::ChannelsLast));
}

void check_layout(const at::Tensor& x) {
  DUCTUS_CHECK(x.is_contiguous(at::MemoryFormat::ChannelsLast) && x.device().is_cpu(),
               "kernels: expected a channels-last tensor on the CPU, found strides {}",
               fmt::join(x.strides(), ","));
}

// y = relu(x * scale + shift) over the 2x2 cells of one row pair. Template on the type; the channel loop is
// inner.
template <typename T>
inline void pool_cell(const T* __restrict a, const T* __restrict b, const T* __restrict c,
                      const T* __restrict d, const float* __restrict scale, const float* __restrict shift,
                      int64_t channels, T* __restrict out, uint8_t* __restrict which) {
  for (int64_t k = 0; k < channels; ++k) {
    const float s = scale[k], t = shift[k];
    const float v0 = widen(a[k]) * s + t, v1 = widen(b[k]) * s + t;
    const float v2 = widen(c[k]) * s + t, v3 = widen(d[k]) * s + t;
    float best = v0;
    int from = 0;
    // NaN wins and stays, as in torch: a network that has diverged must not look sound
    from = v1 > best || v1 != v1 ? 1 : from;
    best = v1 > best || v1 != v1 ? v1 : best;
    from = v2 > best || v2 != v2 ? 2 : from;
    best = v2 > best || v2 != v2 ? v2 : best;
    from = v3 > best || v3 != v3 ? 3 : from;
    best = v3 > best || v3 != v3 ? v3 : best;
    from = best <= 0 ? 4 : from;
    out[k] = narrow<T>(best <= 0 ? 0.0F : best);
    which[k] = static_cast<uint8_t>(from);
  }
}

template <typename T>
inline void pool_all(const T* x, Dims d, const float* scale, const float* shift, T* out, uint8_t* which) {
  const int64_t oh = d.h / 2, ow = d.w / 2, row = d.w * d.c;
  for (int64_t n = 0; n < d.n; ++n) {
    for (int64_t y = 0; y < oh; ++y) {
      const T* top = x + (n * d.h + 2 * y) * row;
      for (int64_t i = 0; i < ow; ++i) {
        const T* p = top + 2 * i * d.c;
        const int64_t o = ((n * oh + y) * ow + i) * d.c;
        pool_cell(p, p + d.c, p + row, p + row + d.c, scale, shift, d.c, out + o, which + o);
      }
    }
  }
}
DUCTUS_CLONES void pool_f32(const float* x, Dims d, const float* scale, const float* shift, float* out,
                            uint8_t* which) {
  pool_all(x, d, scale, shift, out, which);
}
DUCTUS_CLONES void pool_bf16(const Bits* x, Dims d, const float* scale, const float* shift, Bits* out,
                             uint8_t* which) {
  pool_all(x, d, scale, shift, out, which);
}

template <typename T>
inline void relu_all(const T* x, int64_t pixels, int64_t channels, const float* scale, const float* shift,
                     T* out) {
  for (int64_t p = 0; p < pixels; ++p) {
    const T* __restrict in = x + p * channels;
    T* __restrict to = out + p * channels;
    for (int64_t k = 0; k < channels; ++k) {
      const float v = widen(in[k]) * scale[k] + shift[k];
      to[k] = narrow<T>(v <= 0 ? 0.0F : v);
    }
  }
}
DUCTUS_CLONES void relu_f32(const float* x, int64_t p, int64_t c, const float* s, const float* t,
                            float* out) {
  relu_all(x, p, c, s, t, out);
}
DUCTUS_CLONES void relu_bf16(const Bits* x, int64_t p, int64_t c, const float* s, const float* t, Bits* out) {
  relu_all(x, p, c, s, t, out);
}

// The dense gradient of pooling: each cell's gradient goes to the one of four it came from; the rest is 0.
template <typename T>
inline void unpool_all(const T* grad, const uint8_t* which, Dims d, T* out) {
  const int64_t oh = d.h / 2, ow = d.w / 2, row = d.w * d.c;
  for (int64_t n = 0; n < d.n; ++n) {
    T* image = out + n * d.h * row;
    for (int64_t y = 0; y < oh; ++y) {
      for (int64_t i = 0; i < ow; ++i) {
        const int64_t o = ((n * oh + y) * ow + i) * d.c;
        T* p = image + 2 * y * row + 2 * i * d.c;
        T* to[4] = {p, p + d.c, p + row, p + row + d.c};
        for (int q = 0; q < 4; ++q) {
          T* __restrict t = to[q];
          for (int64_t k = 0; k < d.c; ++k) t[k] = which[o + k] == q ? grad[o + k] : T(0);
        }
      }
      if (d.w % 2) {
        for (int64_t r = 2 * y; r < 2 * y + 2; ++r) std::fill_n(image + (r + 1) * row - d.c, d.c, T(0));
      }
    }
    if (d.h % 2) std::fill_n(image + (d.h - 1) * row, row, T(0));
  }
}
DUCTUS_CLONES void unpool_f32(const float* g, const uint8_t* which, Dims d, float* out) {
  unpool_all(g, which, d, out);
}
DUCTUS_CLONES void unpool_bf16(const Bits* g, const uint8_t* which, Dims d, Bits* out) {
  unpool_all(g, which, d, out);
}

// Sums over pixels a channel, in float over blocks of 256 pixels and double beyond, so that large maps keep
// precision.
constexpr int64_t kBlock = 256;

template <typename T>
inline void moment_sums(const T* x, int64_t pixels, int64_t channels, double* sum, double* squares,
                        float* part) {
  float* __restrict a = part;
  float* __restrict b = part + channels;
  for (int64_t from = 0; from < pixels; from += kBlock) {
    const int64_t to = from + kBlock < pixels ? from + kBlock : pixels;
    for (int64_t k = 0; k < 2 * channels; ++k) part[k] = 0;
    for (int64_t p = from; p < to; ++p) {
      const T* __restrict in = x + p * channels;
      for (int64_t k = 0; k < channels; ++k) {
        const float v = widen(in[k]);
        a[k] += v;
        b[k] += v * v;
      }
    }
    for (int64_t k = 0; k < channels; ++k)
      sum[k] += static_cast<double>(a[k]), squares[k] += static_cast<double>(b[k]);
  }
}
DUCTUS_CLONES void moments_f32(const float* x, int64_t p, int64_t c, double* s, double* q, float* part) {
  moment_sums(x, p, c, s, q, part);
}
DUCTUS_CLONES void moments_bf16(const Bits* x, int64_t p, int64_t c, double* s, double* q, float* part) {
  moment_sums(x, p, c, s, q, part);
}

// Sums of dz and dz * x a channel, dz being the gradient before the activation (0 where relu or pooling cut
// it).
template <typename T>
inline void gradient_sums(const T* dz, const T* x, int64_t pixels, int64_t channels, double* sum,
                          double* product, float* part) {
  float* __restrict a = part;
  float* __restrict b = part + channels;
  for (int64_t from = 0; from < pixels; from += kBlock) {
    const int64_t to = from + kBlock < pixels ? from + kBlock : pixels;
    for (int64_t k = 0; k < 2 * channels; ++k) part[k] = 0;
    for (int64_t p = from; p < to; ++p) {
      const T* __restrict g = dz + p * channels;
      const T* __restrict in = x + p * channels;
      for (int64_t k = 0; k < channels; ++k) {
        const float v = widen(g[k]);
        a[k] += v;
        b[k] += v * widen(in[k]);
      }
    }
    for (int64_t k = 0; k < channels; ++k)
      sum[k] += static_cast<double>(a[k]), product[k] += static_cast<double>(b[k]);
  }
}
DUCTUS_CLONES void gradient_sums_f32(const float* g, const float* x, int64_t p, int64_t c, double* s,
                                     double* q, float* part) {
  gradient_sums(g, x, p, c, s, q, part);
}
DUCTUS_CLONES void gradient_sums_bf16(const Bits* g, const Bits* x, int64_t p, int64_t c, double* s,
                                      double* q, float* part) {
  gradient_sums(g, x, p, c, s, q, part);
}

// In place: dz <- a dz + b x + c, a channel.
template <typename T>
inline void combine(T* dz, const T* x, int64_t pixels, int64_t channels, const float* a, const float* b,
                    const float* c) {
  for (int64_t p = 0; p < pixels; ++p) {
    T* __restrict g = dz + p * channels;
    const T* __restrict in = x + p * channels;
    for (int64_t k = 0; k < channels; ++k) g[k] = narrow<T>(a[k] * widen(g[k]) + b[k] * widen(in[k]) + c[k]);
  }
}
DUCTUS_CLONES void combine_f32(float* g, const float* x, int64_t p, int64_t n, const float* a, const float* b,
                               const float* c) {
  combine(g, x, p, n, a, b, c);
}
DUCTUS_CLONES void combine_bf16(Bits* g, const Bits* x, int64_t p, int64_t n, const float* a, const float* b,
                                const float* c) {
  combine(g, x, p, n, a, b, c);
}

template <typename T>
inline void mask_all(const T* grad, const T* y, int64_t count, T* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = widen(y[i]) > 0 ? grad[i] : T(0);
}
DUCTUS_CLONES void mask_f32(const float* g, const float* y, int64_t n, float* out) { mask_all(g, y, n, out); }
DUCTUS_CLONES void mask_bf16(const Bits* g, const Bits* y, int64_t n, Bits* out) { mask_all(g, y, n, out); }

const float* floats(const at::Tensor& t) { return t.const_data_ptr<float>(); }
const Bits* bits(const at::Tensor& t) {
  return reinterpret_cast<const Bits*>(t.const_data_ptr<at::BFloat16>());
}
Bits* mutable_bits(at::Tensor& t) { return reinterpret_cast<Bits*>(t.data_ptr<at::BFloat16>()); }
bool is_bf16(const at::Tensor& t) { return t.scalar_type() == at::kBFloat16; }

std::tuple<at::Tensor, at::Tensor> scale_relu_pool(const at::Tensor& x, const float* scale,
                                                   const float* shift) {
  const Dims d = dims(x);
  at::Tensor out = like(x, {d.n, d.c, d.h / 2, d.w / 2});
  at::Tensor which =
      at::empty(out.sizes(), x.options().dtype(at::kByte).memory_format(at::MemoryFormat::ChannelsLast));
  if (is_bf16(x)) {
    pool_bf16(bits(x), d, scale, shift, mutable_bits(out), which.data_ptr<uint8_t>());
  } else {
    pool_f32(floats(x), d, scale, shift, out.data_ptr<float>(), which.data_ptr<uint8_t>());
  }
  return {out, which};
}

}  // namespace

std::tuple<at::Tensor, at::Tensor> relu_pool(const at::Tensor& x) {
  check_layout(x);
  const std::vector<float> ones(x.size(1), 1.0F), zeros(x.size(1), 0.0F);
  return scale_relu_pool(x, ones.data(), zeros.data());
}

at::Tensor relu_pool_backward(const at::Tensor& grad, const at::Tensor& which, int64_t height,
                              int64_t width) {
  const at::Tensor g = grad.contiguous(at::MemoryFormat::ChannelsLast);
  const Dims d = {g.size(0), g.size(1), height, width};
  at::Tensor out = like(g, d);
  if (is_bf16(g)) {
    unpool_bf16(bits(g), which.const_data_ptr<uint8_t>(), d, mutable_bits(out));
  } else {
    unpool_f32(floats(g), which.const_data_ptr<uint8_t>(), d, out.data_ptr<float>());
  }
  return out;
}

std::tuple<at::Tensor, at::Tensor> channel_moments(const at::Tensor& x, double eps) {
  check_layout(x);
  const Dims d = dims(x);
  std::vector<double> sum(d.c), squares(d.c);
  std::vector<float> part(2 * d.c);
  if (is_bf16(x)) {
    moments_bf16(bits(x), d.pixels(), d.c, sum.data(), squares.data(), part.data());
  } else {
    moments_f32(floats(x), d.pixels(), d.c, sum.data(), squares.data(), part.data());
  }
  at::Tensor mean = at::empty({d.c}, at::kFloat), inverse_std = at::empty({d.c}, at::kFloat);
  for (int64_t k = 0; k < d.c; ++k) {
    const double m = sum[k] / static_cast<double>(d.pixels());
    const double variance = std::max(squares[k] / static_cast<double>(d.pixels()) - m * m, 0.0);
    mean.data_ptr<float>()[k] = static_cast<float>(m);
    inverse_std.data_ptr<float>()[k] = static_cast<float>(1.0 / std::sqrt(variance + eps));
  }
  return {mean, inverse_std};
}

std::tuple<at::Tensor, at::Tensor> scale_relu(const at::Tensor& x, const at::Tensor& scale,
                                              const at::Tensor& shift, bool pool) {
  check_layout(x);
  if (pool) return scale_relu_pool(x, floats(scale), floats(shift));
  const Dims d = dims(x);
  at::Tensor out = like(x, d);
  if (is_bf16(x)) {
    relu_bf16(bits(x), d.pixels(), d.c, floats(scale), floats(shift), mutable_bits(out));
  } else {
    relu_f32(floats(x), d.pixels(), d.c, floats(scale), floats(shift), out.data_ptr<float>());
  }
  return {out, at::Tensor()};
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> norm_relu_backward(
    const at::Tensor& grad, const at::Tensor& y, const at::Tensor& which, const at::Tensor& x,
    const at::Tensor& gamma, const at::Tensor& mean, const at::Tensor& inverse_std) {
  const Dims d = dims(x);
  at::Tensor dz;
  if (which.defined()) {
    dz = relu_pool_backward(grad, which, d.h, d.w);
  } else {
    const at::Tensor g = grad.contiguous(at::MemoryFormat::ChannelsLast);
    dz = like(x, d);
    if (is_bf16(x)) {
      mask_bf16(bits(g), bits(y), x.numel(), mutable_bits(dz));
    } else {
      mask_f32(floats(g), floats(y), x.numel(), dz.data_ptr<float>());
    }
  }
  std::vector<double> sum(d.c), product(d.c);
  std::vector<float> part(2 * d.c), a(d.c), b(d.c), c(d.c);
  if (is_bf16(x)) {
    gradient_sums_bf16(bits(dz), bits(x), d.pixels(), d.c, sum.data(), product.data(), part.data());
  } else {
    gradient_sums_f32(floats(dz), floats(x), d.pixels(), d.c, sum.data(), product.data(), part.data());
  }
  at::Tensor dgamma = at::empty({d.c}, at::kFloat), dbeta = at::empty({d.c}, at::kFloat);
  const double count = static_cast<double>(d.pixels());
  for (int64_t k = 0; k < d.c; ++k) {
    const double m = floats(mean)[k], r = floats(inverse_std)[k], w = floats(gamma)[k];
    const double dg = (product[k] - m * sum[k]) * r;  // sum of dz * xhat
    dgamma.data_ptr<float>()[k] = static_cast<float>(dg);
    dbeta.data_ptr<float>()[k] = static_cast<float>(sum[k]);
    // dx = w r (dz - mean(dz) - xhat mean(dz xhat)), as one multiply-add of dz and x
    a[k] = static_cast<float>(w * r);
    b[k] = static_cast<float>(-w * r * r * dg / count);
    c[k] = static_cast<float>(-w * r * sum[k] / count + w * r * r * m * dg / count);
  }
  if (is_bf16(x)) {
    combine_bf16(mutable_bits(dz), bits(x), d.pixels(), d.c, a.data(), b.data(), c.data());
  } else {
    combine_f32(dz.data_ptr<float>(), floats(x), d.pixels(), d.c, a.data(), b.data(), c.data());
  }
  return {dz, dgamma, dbeta};
}

}  // namespace ductus::models
