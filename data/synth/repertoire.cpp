#include "data/synth/repertoire.h"

#include <numeric>
#include <string>

#include "configs/schema/error.h"
#include "data/synth/handwriting_fonts.h"
#include "data/synth/letter_forms.h"

namespace ductus::data {
namespace {

/// A bare bar, as many fonts have for I: stretched to a square it would be a blot.
bool is_bar(const std::vector<Point>& points) {
  const Box box = bounds(points);
  return box.width() < 0.4F * box.height();
}

struct Weighted {
  const Outline* outline;
  float weight;
};

std::vector<Weighted> glyphs_of(char32_t character, const FontSet& fonts, bool with_bars) {
  std::vector<Weighted> glyphs;
  for (const Font& font : fonts) {
    const Outline* outline = font.find(character);
    if (outline != nullptr && (with_bars || !is_bar(outline->points)))
      glyphs.push_back({outline, font.weight});
  }
  return glyphs;
}

/// What `add_shapes(repertoire, with_bars)` finds: without bars where the letter fills its box, but for a
/// letter that has nothing else, which then does not fill it.
template <typename Shape, typename AddShapes>
Repertoire<Shape> fitting(const std::string& symbol, AddShapes add_shapes) {
  Repertoire<Shape> repertoire;
  repertoire.fill_box = fills_box(symbol);
  add_shapes(repertoire, !repertoire.fill_box);
  if (repertoire.empty() && repertoire.fill_box) {
    repertoire.fill_box = false;
    add_shapes(repertoire, true);
  }
  return repertoire;
}

Repertoire<Outline> repertoire_of(const std::string& symbol, const Alphabet& alphabet, const FontSet& fonts) {
  return fitting<Outline>(symbol, [&](Repertoire<Outline>& repertoire, bool with_bars) {
    for (const Form& form : forms_of(symbol, alphabet)) {
      const std::vector<Weighted> glyphs = glyphs_of(form.character, fonts, with_bars);
      const float sum =
          std::accumulate(glyphs.begin(), glyphs.end(), 0.0F,
                          [](float total, const Weighted& glyph) { return total + glyph.weight; });
      for (const Weighted& glyph : glyphs) repertoire.add(*glyph.outline, form.share * glyph.weight / sum);
    }
  });
}

}  // namespace

std::vector<Repertoire<Outline>> repertoires(const Alphabet& alphabet, const FontSet& fonts) {
  std::vector<Repertoire<Outline>> all;
  std::string missing;
  for (const std::string& symbol : alphabet.symbols()) {
    all.push_back(repertoire_of(symbol, alphabet, fonts));
    if (all.back().empty()) missing += (missing.empty() ? "" : " ") + symbol;
  }
  DUCTUS_CHECK(missing.empty(), "fonts: none of the {} has a glyph for {} (install more: apt-get install {})",
               fonts.size(), missing, handwriting_packages());
  return all;
}

std::vector<Repertoire<PenStrokes>> repertoires(const Alphabet& alphabet, const StrokeSet& strokes) {
  DUCTUS_CHECK(strokes.drawings.size() == alphabet.size(), "{}: expected strokes of {} classes, found {}",
               strokes.name, alphabet.size(), strokes.drawings.size());
  std::vector<Repertoire<PenStrokes>> all;
  for (std::size_t label = 0; label < alphabet.size(); ++label) {
    const auto add = [&](Repertoire<PenStrokes>& repertoire, bool with_bars) {
      for (const PenStrokes& drawing : strokes.drawings[label]) {
        if (with_bars || !is_bar(drawing.points)) repertoire.add(drawing, 1);
      }
    };
    all.push_back(fitting<PenStrokes>(alphabet[label], add));
    DUCTUS_CHECK(!all.back().empty(), "{}: no characters for {}", strokes.name, alphabet[label]);
  }
  return all;
}

}  // namespace ductus::data
