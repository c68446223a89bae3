// Glyphs that were drawn before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "data/synth/typeset/glyph_raster.h"

namespace ductus::data {

/// The glyphs of one face in one style, by quarters of a pixel in both directions.
class StyledGlyphs {
 public:
  /// The glyph with its pen `x` and `y` quarters (0 to 3) of a pixel right of and below a pixel's corner,
  /// drawn by draw(x px, y px) when it is new. Stays where it is.
  template <typename Draw>
  const GlyphBitmap& get(uint32_t glyph, int x, int y, Draw draw) {
    const auto [it, is_new] = glyphs_.try_emplace(uint64_t{glyph} << 4 | static_cast<uint64_t>(y << 2 | x));
    if (is_new) it->second = draw(static_cast<float>(x) / 4, static_cast<float>(y) / 4);
    return it->second;
  }

 private:
  std::unordered_map<uint64_t, GlyphBitmap> glyphs_;
};

/// By typeface and style.
class GlyphCache {
 public:
  /// Until the next call of trim().
  StyledGlyphs& of(std::size_t typeface, const TypeStyle& style) {
    return styles_[Key{typeface, style.size_px, style.widen, style.slant, style.bold_px}];
  }

  void count(std::size_t bytes) { bytes_ += bytes; }

  /// Forgets all when there is more than fits beside a thread's other data.
  void trim() {
    constexpr std::size_t kMostBytes = 32U << 20;
    if (bytes_ <= kMostBytes) return;
    styles_.clear();
    bytes_ = 0;
  }

 private:
  struct Key {
    std::size_t typeface;
    float size_px, widen, slant, bold_px;

    bool operator==(const Key& other) const {
      return typeface == other.typeface && size_px == other.size_px && widen == other.widen &&
             slant == other.slant && bold_px == other.bold_px;
    }
  };

  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::size_t hash = key.typeface;
      for (float value : {key.size_px, key.widen, key.slant, key.bold_px}) {
        hash = hash * 0x9E3779B97F4A7C15U + std::hash<float>()(value);
      }
      return hash;
    }
  };

  std::unordered_map<Key, StyledGlyphs, Hash> styles_;
  std::size_t bytes_ = 0;
};

}  // namespace ductus::data
