#include "data/synth/lines/line_painter.h"

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "data/synth/lines/stamp.h"
#include "data/synth/text/draws.h"

namespace ductus::data {
namespace {

/// What a line's numbers are drawn for, each with counters of its own; wear has others (wear_stage).
enum Stage : uint32_t { kText = 0, kSetting = 1, kBeside = 2, kBox = 3 };

/// A source that has not drawn a printable text by then has none.
constexpr int kMostDraws = 200;

/// Paper around the print, in em: room for neighbours, and for wear that moves things.
constexpr float kRoomEm = 0.9F;

/// A box is as high as small letters even where the ink is lower: a row of dashes.
constexpr float kLowestBoxEm = 0.6F;

bool happens(Rng& rng, float probability) { return rng.uniform() < probability; }

/// Ink of a text, tight: rows and columns from the first to one past the last with any.
Box ink_box(const TypesetLine& set, const std::string& text) {
  Box box{{0, 0}, {static_cast<float>(set.width), static_cast<float>(set.height)}};
  bool first = true;
  for (const CharBox& c : set.chars) {
    if (text[c.byte] == ' ') continue;
    if (first) box = c.box;
    box.low = {std::min(box.low.x, c.box.low.x), std::min(box.low.y, c.box.low.y)};
    box.high = {std::max(box.high.x, c.box.high.x), std::max(box.high.y, c.box.high.y)};
    first = false;
  }
  return box;
}

}  // namespace

/// How a line's texts are printed.
struct LinePainter::Setting {
  TypeStyle style;
  Ink ink;

  static Setting draw(Rng& rng, const LineStyle& ranges) {
    Setting how;
    how.style.size_px = within(rng, ranges.size_px);
    how.style.tracking_em = within(rng, ranges.tracking_em);
    how.style.widen = within(rng, ranges.widen);
    const bool slanted = happens(rng, ranges.slanted), bold = happens(rng, ranges.bold);
    const float slant = rng.uniform(-ranges.max_slant, ranges.max_slant),
                more = rng.uniform(0, ranges.max_bold_px);
    how.style.slant = slanted ? slant : 0;
    how.style.bold_px = bold ? more : 0;
    how.ink.bilevel = happens(rng, ranges.bilevel);
    how.ink.grey = within(rng, ranges.ink);
    return how;
  }
};

void LinePainter::choose_text(uint64_t index, DrawnLine& line) const {
  Rng rng(recipe_.seed, kText, index, Purpose::kSynth);
  line.text_share = recipe_.per_type ? index % recipe_.texts.size() : draw_share(recipe_.texts, rng);
  const TextShare& share = recipe_.texts[line.text_share];
  for (int draw = 0; draw < kMostDraws; ++draw) {
    line.text = share.source->draw(rng);
    line.truth = recipe_.truth.apply(line.text);
    if (line.truth.empty()) continue;
    if (draw + 1 < kMostDraws && typefaces_.covering(line.text).empty()) continue;
    line.typeface = typefaces_.draw(line.text, rng);
    return;
  }
  fail("synth: {} drew no text in {} tries", share.type, kMostDraws);
}

std::string LinePainter::neighbour_text(Rng& rng, std::size_t typeface) const {
  const TextShare& share = recipe_.texts[rng.below(static_cast<uint32_t>(recipe_.texts.size()))];
  const std::string text = share.source->draw(rng);
  return typefaces_[typeface].covers(text) ? text : std::string();
}

Sheet LinePainter::print(const DrawnLine& line, uint64_t index) {
  Rng setting(recipe_.seed, kSetting, index, Purpose::kSynth);
  const Setting how = Setting::draw(setting, recipe_.style);
  const TypesetLine set = typesetter_.set(line.typeface, line.text, how.style);
  const float room = std::ceil(kRoomEm * how.style.size_px);
  Sheet sheet;
  sheet.width = set.width + static_cast<int>(2 * room);
  sheet.height = set.height + static_cast<int>(2 * room);
  sheet.grey.assign(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height), 1.0F);
  const float baseline = room + set.baseline_px;
  const auto print_line = [&](const TypesetLine& printed, float left, float base) {
    stamp(sheet, printed, static_cast<int>(std::lround(left)),
          static_cast<int>(std::lround(base - printed.baseline_px)), how.ink);
  };
  print_line(set, room, baseline);

  Rng beside(recipe_.seed, kBeside, index, Purpose::kSynth);
  if (happens(beside, recipe_.crop.neighbours)) {
    for (const float direction : {-1.0F, 1.0F}) {
      const float pitch = within(beside, recipe_.crop.pitch_em) * how.style.size_px;
      const float shift = beside.uniform(-0.5F, 0.5F) * static_cast<float>(set.width);
      const std::string text = neighbour_text(beside, line.typeface);
      if (text.empty()) continue;
      print_line(typesetter_.set(line.typeface, text, how.style), room + shift, baseline + direction * pitch);
    }
  }

  Rng box(recipe_.seed, kBox, index, Purpose::kSynth);
  const Box ink = ink_box(set, line.text);
  const float unit = std::max(ink.height(), kLowestBoxEm * how.style.size_px);
  const float extra = (unit - ink.height()) / 2;
  const float top = room + ink.low.y - extra - within(box, recipe_.crop.above_frac) * unit;
  const float bottom = room + ink.high.y + extra + within(box, recipe_.crop.below_frac) * unit;
  const float left = room + ink.low.x - within(box, recipe_.crop.side_frac) * unit;
  const float right = room + ink.high.x + within(box, recipe_.crop.side_frac) * unit;
  sheet.points = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
  return sheet;
}

/// The upright box around the four points, as boxes of receipts are drawn.
Picture LinePainter::cut(const Sheet& sheet) const {
  const auto& p = sheet.points;
  const auto bound = [](float low, float high, int size) {
    const int from = std::clamp(static_cast<int>(std::lround(low)), 0, size - 1);
    return std::pair<int, int>(from, std::clamp(static_cast<int>(std::lround(high)), from + 1, size));
  };
  const auto [x0, x1] = bound((p[0].x + p[3].x) / 2, (p[1].x + p[2].x) / 2, sheet.width);
  const auto [y0, y1] = bound((p[0].y + p[1].y) / 2, (p[2].y + p[3].y) / 2, sheet.height);
  Picture picture{y1 - y0, x1 - x0, 1, {}};
  picture.pixels.reserve(static_cast<std::size_t>(picture.height) * static_cast<std::size_t>(picture.width));
  for (int y = y0; y < y1; ++y) {
    const float* row =
        sheet.grey.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(sheet.width);
    for (int x = x0; x < x1; ++x) picture.pixels.push_back(static_cast<uint8_t>(row[x] * 255.0F + 0.5F));
  }
  return picture;
}

DrawnLine LinePainter::draw(uint64_t index) {
  DrawnLine line;
  choose_text(index, line);
  Sheet sheet = print(line, index);
  recipe_.wear.apply(sheet, recipe_.seed, index);
  line.image = recipe_.view.apply(cut(sheet));
  return line;
}

}  // namespace ductus::data
