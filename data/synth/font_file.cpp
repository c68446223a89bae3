#include "data/synth/font_file.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

constexpr float kStep = 0.02F;  // em between the points of an outline

float distance(const Point& p, const Point& q) { return std::hypot(q.x - p.x, q.y - p.y); }

/// Collects what FT_Outline_Decompose reports, as points kStep apart.
struct Tracer {
  float scale;
  Outline outline;
  Point last;

  Point scaled(const FT_Vector* v) const {
    return {static_cast<float>(v->x) * scale, -static_cast<float>(v->y) * scale};
  }

  void end_contour() {
    const int begin = outline.ends.empty() ? 0 : outline.ends.back();
    const int end = static_cast<int>(outline.points.size());
    if (end - begin < 3) {
      outline.points.resize(begin);
    } else {
      outline.ends.push_back(end);
    }
  }

  /// Leaves out what lies too close: rough edges of scanned hands would otherwise pass for long strokes.
  void append(const Point& point) {
    const bool first =
        static_cast<int>(outline.points.size()) == (outline.ends.empty() ? 0 : outline.ends.back());
    if (first || distance(outline.points.back(), point) >= kStep / 2) outline.points.push_back(point);
  }

  /// `curve(t)` for t in (0, 1], about `length` long.
  template <typename F>
  void trace(float length, F curve) {
    const int steps = std::max(1, static_cast<int>(std::ceil(length / kStep)));
    for (int i = 1; i <= steps; ++i) {
      last = curve(static_cast<float>(i) / static_cast<float>(steps));
      append(last);
    }
  }
};

int move_to(const FT_Vector* to, void* user) {
  auto& tracer = *static_cast<Tracer*>(user);
  tracer.end_contour();
  tracer.last = tracer.scaled(to);
  return 0;
}

int line_to(const FT_Vector* to, void* user) {
  auto& tracer = *static_cast<Tracer*>(user);
  const Point p = tracer.last;
  const Point q = tracer.scaled(to);
  tracer.trace(distance(p, q), [&](float t) { return Point{p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)}; });
  return 0;
}

int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
  auto& tracer = *static_cast<Tracer*>(user);
  const Point p = tracer.last;
  const Point c = tracer.scaled(control);
  const Point q = tracer.scaled(to);
  tracer.trace(distance(p, c) + distance(c, q), [&](float t) {
    const float s = 1 - t;
    const float u = s * s, v = 2 * s * t, w = t * t;
    return Point{u * p.x + v * c.x + w * q.x, u * p.y + v * c.y + w * q.y};
  });
  return 0;
}

int cubic_to(const FT_Vector* control1, const FT_Vector* control2, const FT_Vector* to, void* user) {
  auto& tracer = *static_cast<Tracer*>(user);
  const Point p = tracer.last;
  const Point c = tracer.scaled(control1);
  const Point d = tracer.scaled(control2);
  const Point q = tracer.scaled(to);
  tracer.trace(distance(p, c) + distance(c, d) + distance(d, q), [&](float t) {
    const float s = 1 - t;
    const float k0 = s * s * s, k1 = 3 * s * s * t, k2 = 3 * s * t * t, k3 = t * t * t;
    return Point{k0 * p.x + k1 * c.x + k2 * d.x + k3 * q.x, k0 * p.y + k1 * c.y + k2 * d.y + k3 * q.y};
  });
  return 0;
}

/// PostScript outlines turn the other way than TrueType's: the sign of the area tells.
void turn_outwards(Outline& outline) {
  if (signed_area(outline) >= 0) return;
  int begin = 0;
  for (int end : outline.ends) {
    std::reverse(outline.points.begin() + begin, outline.points.begin() + end);
    begin = end;
  }
}

/// Empty when the glyph has no outline.
Outline outline_of(FT_Face face, FT_UInt glyph) {
  if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0) return {};
  if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return {};
  FT_Outline_Funcs functions{move_to, line_to, conic_to, cubic_to, 0, 0};
  Tracer tracer{1.0F / static_cast<float>(face->units_per_EM), {}, {}};
  if (FT_Outline_Decompose(&face->glyph->outline, &functions, &tracer) != 0) return {};
  tracer.end_contour();
  turn_outwards(tracer.outline);
  return tracer.outline;
}

std::string name_of(FT_Face face) {
  std::string name = face->family_name == nullptr ? "unnamed" : face->family_name;
  if (face->style_name != nullptr && std::string(face->style_name) != "Regular")
    name += std::string(" ") + face->style_name;
  return name;
}

}  // namespace

int FontReader::count_faces(const std::filesystem::path& path) {
  return static_cast<int>(open_face(library_, path, 0)->num_faces);
}

Font FontReader::read(const std::filesystem::path& path, int index, const std::vector<char32_t>& characters) {
  const FontFace face = open_face(library_, path, index);
  Font font;
  font.name = name_of(face.get());
  if (FT_Select_Charmap(face.get(), FT_ENCODING_UNICODE) != 0) return font;
  const GlyphInk ink(face.get());
  std::vector<char32_t> sorted = characters;
  std::sort(sorted.begin(), sorted.end());
  for (char32_t character : sorted) {
    const FT_UInt glyph = FT_Get_Char_Index(face.get(), character);
    if (ink.is_missing(glyph)) continue;
    Outline outline = outline_of(face.get(), glyph);
    if (outline.empty()) continue;
    font.characters.push_back(character);
    font.outlines.push_back(std::move(outline));
  }
  return font;
}

}  // namespace ductus::data
