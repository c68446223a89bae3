// How any picture of a text line becomes a line image of a network's height: part of the recipe and of the
// model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/picture.h"

namespace ductus::data {

/// A line as bytes: [height, width], ink bright on paper 0.
struct LineImage {
  int height = 0;
  int width = 0;
  std::vector<uint8_t> pixels;
};

/// Options of the conversion.
struct LineView {
  enum class Polarity {
    kAuto,       ///< paper is what most pixels are near to: compared with the picture's grey range
    kDarkInk,    ///< dark on light paper: inverted
    kBrightInk,  ///< bright on dark paper: kept
  };
  enum class Contrast {
    kNone,     ///< grey as it is
    kPaper,    ///< the paper's grey (the median) taken to 0
    kStretch,  ///< then ink's (a high percentile) to 255, with a bound on the gain so that empty paper stays
               ///< empty
  };

  int height_px = 32;  ///< [8, 512]; the width follows, aspect kept
  Polarity polarity = Polarity::kAuto;
  Contrast contrast = Contrast::kStretch;

  /// The picture as a line. Colour becomes grey by ITU-R BT.601; alpha is laid on white.
  /// Throws ductus::Error when the picture has no pixels, or its line would be wider than kWidestPx.
  LineImage apply(const Picture& picture) const;

  static constexpr int kWidestPx = 8192;

  /// {"contrast":"stretch","height_px":32,"polarity":"auto"}
  std::string to_json() const;

  /// Strict: an unknown key, value or type is a ductus::Error. An empty text gives the defaults.
  static LineView from_json(std::string_view json);

  /// The same keys out of a recipe. Strict.
  static LineView from_options(const config::Node& options);

  bool operator==(const LineView& other) const;
  bool operator!=(const LineView& other) const { return !(*this == other); }
};

}  // namespace ductus::data
