// Coloured sheets for wears that know grey ones: a sheet a channel, all changed by the same numbers.
#pragma once

#include <array>
#include <cstdint>

#include "data/picture.h"
#include "data/synth/wear/wear_list.h"

namespace ductus::data {

/// Shares of light that come back: red, green, blue, each in [0, 1].
using Colour = std::array<float, 3>;

/// Of a hue in degrees (0 red, 120 green, 240 blue; any number), saturation and value in [0, 1].
Colour colour_of(float hue_deg, float saturation, float value);

struct ColourSheet {
  std::array<Sheet, 3> channels;  ///< red, green, blue, of one size

  /// All of one colour.
  ColourSheet(int width, int height, Colour paper);

  int width() const { return channels[0].width; }
  int height() const { return channels[0].height; }

  /// Travel with the sheet (Sheet::points).
  std::vector<Point>& points() { return channels[0].points; }

  /// Moves the points, not the pixels.
  void move_points(float dx, float dy);
};

/// How much of each pixel ink covers, 0 to 255: [height, width].
struct InkMask {
  int width = 0, height = 0;
  std::vector<uint8_t> ink;
};

/// Ink on the sheet, with its upper left corner at pixel (x, y); what lies off the sheet is cut. Ink takes
/// the light that it does not send back, also out of what other ink left: two are darker than either.
void lay_ink(ColourSheet& sheet, const InkMask& coverage, int x, int y, Colour ink);

/// Replaces the pixels from (x, y) on.
void paste(const ColourSheet& page, int x, int y, ColourSheet& onto);

/// What a list of wears does to a sheet, with the same numbers in each channel: what moves moves together,
/// shadows and paper are grey. (Noise that differs between channels: photo.h.)
void apply(const WearList& wear, ColourSheet& sheet, uint64_t seed, uint64_t index);

/// The part of the sheet without `border` px on each side, BGR.
Picture picture_of(const ColourSheet& sheet, int border);

}  // namespace ductus::data
