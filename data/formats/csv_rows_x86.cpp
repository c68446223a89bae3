// Rows of a letters CSV with vector instructions: 64 bytes of text a step, without a branch on their content.
//
// Every byte position is treated as if a number ended before it: ones, tens and hundreds are looked up from
// the three bytes before, and only the positions of commas are kept (packed together, they are the pixels).
// Anything unusual sets a bit in `bad`, and the exact parser then has the row.
#include "data/formats/csv_rows.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <array>

#define DUCTUS_INLINE inline __attribute__((always_inline))

namespace ductus::data {
namespace {

// Looked up by a byte's low four bits: '0' to '9' are 0x30 to 0x39; ',' (0x2C), CR (0x0D) and LF (0x0A) give
// 0. 255 stands for a hundred over 2: too large whatever follows.
#define DUCTUS_TENS 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 0, 0, 0, 0, 0, 0
#define DUCTUS_HUNDREDS 0, 100, 200, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0

/// What 64 bytes of text are, a bit a byte.
struct Masks {
  uint64_t digit;      // '0' to '9'
  uint64_t separator;  // a comma, or the end of the line
  uint64_t line_end;   // CR or LF
  uint64_t too_large;  // the number before this byte is over 255
};

/// What is the same for every instruction set: which bytes end numbers, whether the row is well-formed, where
/// it ends.
class RowState {
 public:
  /// The label, up to its comma. False when it is not plain.
  DUCTUS_INLINE bool start(const char* row, int32_t* label) {
    int value = row[0] - '0';
    int digits = 1;
    if (row[1] != ',') {
      if (static_cast<unsigned>(row[1] - '0') > 9) return false;
      value = 10 * value + (row[1] - '0');
      digits = 2;
    }
    *label = value;
    at = row + digits + 1;
    return static_cast<unsigned>(row[0] - '0') <= 9 && value < kCsvClasses && row[digits] == ',';
  }

  /// Positions at whose separators numbers end, up to the end of the line. Collects what is wrong on the way.
  DUCTUS_INLINE uint64_t ends(const Masks& m) {
    const uint64_t in_row =
        m.line_end ^ (m.line_end - 1);  // up to and with the first line end; all when there is none
    const uint64_t after1 = m.separator << 1 | before >> 63, after2 = m.separator << 2 | before >> 62;
    const uint64_t after3 = m.separator << 3 | before >> 61;
    const uint64_t empty = m.separator & after1;
    const uint64_t fourth_digit = ~(m.separator | after1 | after2 | after3);
    bad |= in_row & (~(m.digit | m.separator) | empty | fourth_digit | (m.separator & m.too_large));
    return m.separator & in_row;
  }

  /// Checked every step: a sound step of 64 bytes has at least 16 separators, so that kCsvReadAhead is never
  /// passed.
  DUCTUS_INLINE bool hopeless() const { return bad != 0 || pixels >= kCsvPixels; }

  DUCTUS_INLINE void step(const Masks& m) {
    before = m.separator;
    at += 64;
  }

  /// The next row's start when the row that ends at the mask's first bit was sound, else null.
  DUCTUS_INLINE const char* finish(uint64_t line_end) const {
    if (bad != 0 || pixels != kCsvPixels) return nullptr;
    const char* end = at + __builtin_ctzll(line_end);
    if (*end == '\r') ++end;
    return *end == '\n' ? end + 1 : nullptr;
  }

  const char* at = nullptr;
  int pixels = 0;
  uint64_t before = uint64_t{1} << 63;  // the separators of the 64 bytes before: the label's comma
  uint64_t bad = 0;
};

/// For every byte of mask, the positions of its set bits, first to last.
constexpr std::array<std::array<uint8_t, 8>, 256> make_packing() {
  std::array<std::array<uint8_t, 8>, 256> packing{};
  for (unsigned mask = 0; mask < 256; ++mask) {
    unsigned packed = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((mask >> bit & 1) != 0) packing[mask][packed++] = static_cast<uint8_t>(bit);
    }
  }
  return packing;
}

constexpr std::array<std::array<uint8_t, 8>, 256> kPacking = make_packing();

/// The values at the mask's set bits, packed together at `out`, where 64 bytes are written over. Returns how
/// many there are.
__attribute__((target("avx2,popcnt"))) DUCTUS_INLINE int pack(const uint8_t* values, uint64_t mask,
                                                              uint8_t* out) {
  int packed = 0;
  for (int eight = 0; eight < 64; eight += 8) {
    const auto part = static_cast<uint8_t>(mask >> eight);
    const __m128i from = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(values + eight));
    const __m128i order = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kPacking[part].data()));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + packed), _mm_shuffle_epi8(from, order));
    packed += __builtin_popcount(part);
  }
  return packed;
}

struct HalfBlock {
  uint32_t digit, separator, line_end, too_large;
};

__attribute__((target("avx2"))) DUCTUS_INLINE uint32_t bits(__m256i bytes) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(bytes));
}

/// What 32 bytes are, and the value of the number that ends before each.
__attribute__((target("avx2"))) DUCTUS_INLINE HalfBlock half_block(const char* at, uint8_t* values) {
  const __m256i tens = _mm256_broadcastsi128_si256(_mm_setr_epi8(DUCTUS_TENS));
  const __m256i hundreds = _mm256_broadcastsi128_si256(_mm_setr_epi8(DUCTUS_HUNDREDS));
  const __m256i zero = _mm256_set1_epi8('0'), ones = _mm256_set1_epi8(-1);
  const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  const __m256i back1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at - 1));
  const __m256i back2 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at - 2));
  const __m256i back3 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at - 3));

  const __m256i digit = _mm256_sub_epi8(text, zero);
  const __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8(9)), digit);
  const __m256i line_end = _mm256_or_si256(_mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n')),
                                           _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\r')));
  const __m256i comma = _mm256_cmpeq_epi8(text, _mm256_set1_epi8(','));

  const __m256i low = _mm256_add_epi8(_mm256_shuffle_epi8(tens, back2), _mm256_sub_epi8(back1, zero));
  const __m256i has_hundred =
      _mm256_cmpeq_epi8(_mm256_max_epu8(back2, zero), back2);  // separators are below the digits
  const __m256i hundred = _mm256_and_si256(has_hundred, _mm256_shuffle_epi8(hundreds, back3));
  const __m256i value = _mm256_add_epi8(hundred, low);
  const __m256i fits = _mm256_cmpeq_epi8(_mm256_max_epu8(value, low), value);
  _mm256_store_si256(reinterpret_cast<__m256i*>(values), value);
  return {bits(is_digit), bits(_mm256_or_si256(comma, line_end)), bits(line_end),
          ~bits(fits) | bits(_mm256_cmpeq_epi8(hundred, ones))};
}

}  // namespace

__attribute__((target("avx2,avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt"))) const char*
parse_plain_row_avx512(const char* row, int32_t* label, uint8_t* pixels) {
  const __m512i tens = _mm512_maskz_broadcast_i32x4(0xFFFF, _mm_setr_epi8(DUCTUS_TENS));
  const __m512i hundreds = _mm512_maskz_broadcast_i32x4(0xFFFF, _mm_setr_epi8(DUCTUS_HUNDREDS));
  RowState state;
  if (!state.start(row, label)) return nullptr;
  for (;;) {
    const __m512i text = _mm512_loadu_si512(state.at);
    Masks m{};
    m.digit = _mm512_cmple_epu8_mask(_mm512_sub_epi8(text, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
    m.line_end = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\n')) |
                 _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('\r'));
    m.separator = _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8(',')) | m.line_end;

    const __m512i one = _mm512_sub_epi8(_mm512_loadu_si512(state.at - 1), _mm512_set1_epi8('0'));
    const __m512i back2 = _mm512_loadu_si512(state.at - 2);
    const __m512i ten = _mm512_shuffle_epi8(tens, back2);
    const __mmask64 has_hundred =
        _mm512_cmpge_epu8_mask(back2, _mm512_set1_epi8('0'));  // separators are below the digits
    const __m512i hundred =
        _mm512_maskz_shuffle_epi8(has_hundred, hundreds, _mm512_loadu_si512(state.at - 3));
    const __m512i low = _mm512_add_epi8(ten, one);
    const __m512i value = _mm512_add_epi8(hundred, low);
    m.too_large = _mm512_cmplt_epu8_mask(value, low) | _mm512_cmpeq_epi8_mask(hundred, _mm512_set1_epi8(-1));

    const uint64_t ends = state.ends(m);
    _mm512_storeu_si512(pixels + state.pixels, _mm512_maskz_compress_epi8(ends, value));
    state.pixels += __builtin_popcountll(ends);
    if (m.line_end != 0) return state.finish(m.line_end);
    if (state.hopeless()) return nullptr;
    state.step(m);
  }
}

__attribute__((target("avx2,bmi,bmi2,popcnt"))) const char* parse_plain_row_avx2(const char* row,
                                                                                 int32_t* label,
                                                                                 uint8_t* pixels) {
  RowState state;
  if (!state.start(row, label)) return nullptr;
  for (;;) {
    alignas(32) uint8_t values[64];
    const HalfBlock low = half_block(state.at, values);
    const HalfBlock high = half_block(state.at + 32, values + 32);
    const Masks m = {low.digit | uint64_t{high.digit} << 32, low.separator | uint64_t{high.separator} << 32,
                     low.line_end | uint64_t{high.line_end} << 32,
                     low.too_large | uint64_t{high.too_large} << 32};
    state.pixels += pack(values, state.ends(m), pixels + state.pixels);
    if (m.line_end != 0) return state.finish(m.line_end);
    if (state.hopeless()) return nullptr;
    state.step(m);
  }
}

}  // namespace ductus::data
#endif
