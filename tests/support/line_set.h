// Lines of text that a small network learns to read in seconds: every symbol a pattern of its own.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/line_set.h"
#include "data/rng.h"

namespace ductus::test {

constexpr int kLinePx = 32;   ///< height of a line
constexpr int kSymbolPx = 8;  ///< width of a symbol, of which the last two are paper

/// Whether the pattern of a symbol has ink in a cell: 2 columns of 8 rows, 3 x 3 pixels each. Patterns of
/// different labels below 96 differ in at least 4 cells, of labels below 10 in at least 6.
inline bool has_ink(int32_t label, int column, int row) {
  const uint32_t cells = static_cast<uint32_t>(label + 1) * 3235U;
  return (cells >> (column * 8 + row) & 1U) != 0;
}

/// A line of random symbols: 1 to 8 of them, the pattern of each at a height of its own, ink of 160 to 255 on
/// paper below 40. Width: 4 + 8 a symbol + 0 to 5.
inline std::pair<std::string, std::vector<uint8_t>> draw_line(data::Rng& rng,
                                                              const data::Alphabet& alphabet) {
  const auto length = 1 + static_cast<int>(rng.below(8));
  const auto width = 4 + kSymbolPx * length + static_cast<int>(rng.below(6));
  std::vector<uint8_t> pixels(static_cast<std::size_t>(kLinePx * width));
  for (uint8_t& pixel : pixels) pixel = static_cast<uint8_t>(rng.below(40));
  std::string text;
  for (int place = 0; place < length; ++place) {
    const auto label = static_cast<int32_t>(rng.below(static_cast<uint32_t>(alphabet.size())));
    text += alphabet[static_cast<std::size_t>(label)];
    const int top = 2 + static_cast<int>(rng.below(5)), left = 3 + kSymbolPx * place;
    for (int y = 0; y < 24; ++y) {
      for (int x = 0; x < 6; ++x) {
        if (!has_ink(label, x / 3, y / 3)) continue;
        pixels[static_cast<std::size_t>((top + y) * width + left + x)] =
            static_cast<uint8_t>(160 + rng.below(96));
      }
    }
  }
  return {text, pixels};
}

/// `count` lines, every line depending on `seed` and its number alone, in groups "g0", "g1", ... of four.
inline data::LineSet make_lines(int count, uint64_t seed, const std::string& alphabet = "0123456789") {
  data::LineSet set;
  set.alphabet = data::Alphabet::from_characters(alphabet);
  std::vector<uint8_t> pixels;
  std::vector<int64_t> offset;
  std::vector<int32_t> width;
  std::vector<int32_t> group;
  std::vector<uint32_t> number;
  for (int i = 0; i < count; ++i) {
    data::Rng rng(seed, 0, static_cast<uint64_t>(i), data::Purpose::kSynth);
    auto [text, drawn] = draw_line(rng, set.alphabet);
    set.texts.push_back(std::move(text));
    offset.push_back(static_cast<int64_t>(pixels.size()));
    width.push_back(static_cast<int32_t>(drawn.size()) / kLinePx);
    pixels.insert(pixels.end(), drawn.begin(), drawn.end());
    if (i % 4 == 0) set.groups.push_back("g" + std::to_string(i / 4));
    group.push_back(i / 4);
    number.push_back(static_cast<uint32_t>(i));
  }
  set.height = kLinePx;
  set.pixels = std::move(pixels);
  set.offset = std::move(offset);
  set.width = std::move(width);
  set.group = std::move(group);
  set.number = std::move(number);
  set.source = std::vector<uint16_t>(static_cast<std::size_t>(count), 0);
  set.sources = {"lines"};
  set.preprocessing = R"({"contrast":"stretch","height_px":32,"polarity":"auto"})";
  set.ledger.use(count);
  return set;
}

}  // namespace ductus::test
