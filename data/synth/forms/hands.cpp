#include "data/synth/forms/hands.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/alphabet.h"

namespace ductus::data {
namespace {

constexpr char kDigits[] = "0123456789";

FontSet with_all_digits(FontSet fonts) {
  const std::size_t before = fonts.size();
  fonts.erase(std::remove_if(fonts.begin(), fonts.end(),
                             [](const Font& font) { return font.characters.size() < 10; }),
              fonts.end());
  DUCTUS_CHECK(!fonts.empty(), "handwriting: none of the {} fonts has all ten digits", before);
  return fonts;
}

}  // namespace

HandwritingStyle HandwritingStyle::read(const config::Node& node) {
  HandwritingStyle style;
  config::Fields fields = node.fields();
  fields.optional("strokes", style.strokes);
  fields.optional("fonts", style.fonts);
  if (style.strokes && !style.fonts.empty())
    fields.reject("fonts", "numbers are written with fonts or with strokes, found both");
  read_between(fields, "strength", style.strength, {0, 2});
  read_between(fields, "pen_px", style.pen_px, {0.8F, 8});
  fields.optional("blue", style.blue, config::Range<float>{0, 1});
  fields.finish();
  return style;
}

Hands Hands::load(const HandwritingStyle& style, const std::filesystem::path& data_root) {
  Hands hands;
  if (style.strokes) {
    hands.strokes_ =
        load_strokes(config::resolve(*style.strokes, data_root), Alphabet::from_characters(kDigits));
  } else {
    const std::string digits = kDigits;
    hands.fonts_ = with_all_digits(load_fonts(style.fonts, {digits.begin(), digits.end()}));
  }
  return hands;
}

std::size_t Hands::size() const {
  if (!strokes_) return fonts_.size();
  std::size_t least = strokes_->drawings[0].size();
  for (const std::vector<PenStrokes>& drawings : strokes_->drawings) least = std::min(least, drawings.size());
  return least;
}

std::size_t Hands::draw(Rng& rng) const {
  if (strokes_) return rng.below(static_cast<uint32_t>(size()));
  float total = 0;
  for (const Font& font : fonts_) total += font.weight;
  float at = rng.uniform(0, total);
  std::size_t hand = 0;
  while (hand + 1 < fonts_.size() && (at -= fonts_[hand].weight) >= 0) ++hand;
  return hand;
}

Material Hands::material(std::size_t hand) const {
  if (strokes_) return {strokes_->name, strokes_->hash};
  return {fonts_[hand].name, fonts_[hand].hash};
}

std::vector<Material> Hands::materials() const {
  std::vector<Material> all;
  for (std::size_t i = 0; i < (strokes_ ? 1 : size()); ++i) all.push_back(material(i));
  return all;
}

Outline Hands::digit(std::size_t hand, char digit, const Hand& style, float strength, Rng& rng) const {
  if (strokes_)
    return handwritten(strokes_->drawings[static_cast<std::size_t>(digit - '0')][hand], style, false,
                       strength, rng);
  const Outline* glyph = fonts_[hand].find(static_cast<char32_t>(digit));
  DUCTUS_CHECK(glyph != nullptr, "handwriting: {} has no '{}'", fonts_[hand].name, digit);
  return handwritten(*glyph, style, false, strength, rng);
}

}  // namespace ductus::data
