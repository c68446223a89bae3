#include "data/synth/typeset/typesetter.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <optional>

#include "configs/schema/error.h"
#include "data/fonts/font_face.h"
#include "data/synth/typeset/glyph_cache.h"
#include "data/synth/typeset/shaper.h"

namespace ductus::data {
namespace {

constexpr double kMostPx = 1 << 17;      // of a line's length: numbers stay exact, also with a broken font
constexpr double kMostPixels = 1 << 28;  // of a line's picture

/// An opened typeface.
struct Opened {
  FontFace face;
  Shaper shaper;
};

/// A glyph on the line; px from the pen's start and the base line.
struct Placed {
  const GlyphBitmap* glyph;
  int left, top;
};

/// Whole pixels and quarters of one.
struct Quarters {
  int whole, quarter;
};

Quarters quarters(double px) {
  DUCTUS_CHECK(std::abs(px) <= kMostPx, "text: its line is longer than {:.0f} px", kMostPx);
  const int count = static_cast<int>(std::floor(px * 4 + 0.5));
  return {count >> 2, count & 3};
}

Box including(const Box& a, const Box& b) {
  return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y)},
          {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y)}};
}

Box box_of(const Placed& placed) {
  const auto left = static_cast<float>(placed.left), top = static_cast<float>(placed.top);
  return {{left, top},
          {left + static_cast<float>(placed.glyph->width), top + static_cast<float>(placed.glyph->height)}};
}

/// The rows from ascender to descender and all boxes, in whole pixels.
Box bounds_of(FT_Face face, const TypeStyle& style, const std::vector<CharBox>& chars) {
  const float em = style.size_px / static_cast<float>(face->units_per_EM);
  Box all = chars.empty() ? Box{} : chars[0].box;
  for (const CharBox& c : chars) all = including(all, c.box);
  const float ascender = std::ceil(static_cast<float>(face->ascender) * em);
  const float descender = std::ceil(static_cast<float>(-face->descender) * em);
  return {{std::floor(all.low.x), std::min(all.low.y, -ascender)},
          {std::ceil(all.high.x), std::max(all.high.y, descender)}};
}

/// From px from the pen and the base line to px of the line; a box without ink gets the line's height.
void move_boxes(const Box& bounds, std::vector<CharBox>& chars) {
  for (CharBox& c : chars) {
    if (c.box.height() == 0) {
      c.box.low.y = bounds.low.y;
      c.box.high.y = bounds.high.y;
    }
    for (Point* corner : {&c.box.low, &c.box.high}) {
      *corner = {corner->x - bounds.low.x, corner->y - bounds.low.y};
    }
  }
}

/// Adds the ink of a glyph: where two share a pixel, each covers its own part of it. (left, top): of the
/// line.
void draw(const Placed& placed, int left, int top, TypesetLine& line) {
  const GlyphBitmap& glyph = *placed.glyph;
  const uint8_t* from = glyph.ink.data();
  for (int y = 0; y < glyph.height; ++y, from += glyph.width) {
    const std::size_t row =
        static_cast<std::size_t>(placed.top - top + y) * static_cast<std::size_t>(line.width);
    uint8_t* to = line.ink.data() + row + (placed.left - left);
    for (int x = 0; x < glyph.width; ++x) to[x] = static_cast<uint8_t>(std::min(255, to[x] + from[x]));
  }
}

}  // namespace

struct Typesetter::Impl {
  const Typefaces& typefaces;
  FontLibrary library;
  std::vector<std::optional<Opened>> opened;
  GlyphCache cache;
  std::vector<Placed> placed;

  Opened& open(std::size_t typeface) {
    std::optional<Opened>& slot = opened[typeface];
    if (!slot) {
      FontFace face = open_face(library, typefaces[typeface].path, typefaces[typeface].face);
      FT_Face handle = face.get();
      slot.emplace(Opened{std::move(face), Shaper(handle)});
    }
    return *slot;
  }

  const GlyphBitmap& glyph(FT_Face face, StyledGlyphs& glyphs, uint32_t glyph, Quarters x, Quarters y,
                           const TypeStyle& style) {
    return glyphs.get(glyph, x.quarter, y.quarter, [&](float pen_x, float pen_y) {
      GlyphBitmap drawn = draw_glyph(face, glyph, style, pen_x, pen_y);
      cache.count(drawn.ink.size() + sizeof drawn);
      return drawn;
    });
  }

  /// Puts the glyphs of a text where they go, and fills in boxes and advance of the line; boxes without ink
  /// have no height yet.
  void place(std::size_t typeface, std::string_view utf8, const TypeStyle& style, TypesetLine& line);
};

void Typesetter::Impl::place(std::size_t typeface, std::string_view utf8, const TypeStyle& style,
                             TypesetLine& line) {
  Opened& font = open(typeface);
  StyledGlyphs& glyphs = cache.of(typeface, style);
  const double scale = static_cast<double>(style.size_px) * style.widen;
  const auto to_px = [&](double em) { return static_cast<float>(em * scale); };
  double pen = 0;  // em
  const std::vector<ShapedGlyph>& shaped = font.shaper.shape(utf8);
  for (std::size_t i = 0; i < shaped.size();) {
    const std::size_t byte = shaped[i].byte;
    const double start = pen;
    Box box{{0, 0}, {0, 0}};
    bool has_ink = false;
    for (; i < shaped.size() && shaped[i].byte == byte; ++i) {
      DUCTUS_CHECK(shaped[i].glyph != 0, "text '{}': {} has no glyph for byte {}", utf8,
                   typefaces[typeface].name, byte);
      const Quarters x = quarters((pen + shaped[i].x_offset) * scale);
      const Quarters y = quarters(-shaped[i].y_offset * style.size_px);
      const GlyphBitmap& bitmap = glyph(font.face.get(), glyphs, shaped[i].glyph, x, y, style);
      pen += shaped[i].advance;
      if (bitmap.empty()) continue;
      placed.push_back({&bitmap, x.whole + bitmap.left, y.whole + bitmap.top});
      box = has_ink ? including(box, box_of(placed.back())) : box_of(placed.back());
      has_ink = true;
    }
    pen += style.tracking_em;
    if (!has_ink) box = {{to_px(start), 0}, {to_px(std::max(start, pen)), 0}};
    line.chars.push_back({byte, box});
  }
  line.advance_px = to_px(pen);
}

Typesetter::Typesetter(const Typefaces& typefaces) : impl_(new Impl{typefaces, {}, {}, {}, {}}) {
  impl_->opened.resize(typefaces.size());
}

Typesetter::~Typesetter() = default;

TypesetLine Typesetter::set(std::size_t typeface, std::string_view utf8, const TypeStyle& style) {
  const Typeface& face = impl_->typefaces[typeface];
  if (!face.covers(utf8))
    fail("text '{}': {} has no {}", utf8, face.name, named(face.coverage.missing(utf8)));
  const TypeStyle rounded = style.rounded();
  impl_->cache.trim();
  impl_->placed.clear();
  TypesetLine line;
  impl_->place(typeface, utf8, rounded, line);
  const Box bounds = bounds_of(impl_->open(typeface).face.get(), rounded, line.chars);
  DUCTUS_CHECK(static_cast<double>(bounds.width()) * bounds.height() <= kMostPixels,
               "text: its line of {:.0f} x {:.0f} px is too large to draw", bounds.width(), bounds.height());
  line.width = static_cast<int>(bounds.width());
  line.height = static_cast<int>(bounds.height());
  line.baseline_px = -bounds.low.y;
  move_boxes(bounds, line.chars);
  line.ink.resize(static_cast<std::size_t>(line.width) * static_cast<std::size_t>(line.height));
  for (const Placed& glyph : impl_->placed) {
    draw(glyph, static_cast<int>(bounds.low.x), static_cast<int>(bounds.low.y), line);
  }
  return line;
}

}  // namespace ductus::data
