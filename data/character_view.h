// How any picture becomes a character image of a network's size: part of the recipe and of the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/picture.h"

namespace ductus::data {

/// Options of the conversion. The result always has bright ink on paper 0.
struct CharacterView {
  enum class Polarity {
    kAuto,       ///< the border's median says what paper is: compared with Otsu's threshold of the picture
    kDarkInk,    ///< dark on light paper: inverted
    kBrightInk,  ///< bright on dark paper: kept
  };
  enum class Threshold {
    kNone,  ///< grey stays grey; the paper (the border's median) is taken to 0
    kOtsu,  ///< ink 255, paper 0, at Otsu's threshold (IEEE Trans. SMC 9, 1979) of the grey picture
  };
  enum class Mode {
    kStretch,  ///< the whole picture to size x size, bilinear, aspect not kept
    kFit,      ///< the whole picture, aspect kept, longest side to size, centred
    kMnist,    ///< ink's bounding box to a 20 x 20 box (of 28), aspect kept, centre of mass at the centre
               ///< (LeCun et al. 1998)
  };

  int size_px = 28;  ///< [8, 512]
  Polarity polarity = Polarity::kAuto;
  Threshold threshold = Threshold::kNone;
  Mode mode = Mode::kStretch;

  /// The picture as [size_px, size_px] bytes. Colour becomes grey by ITU-R BT.601; alpha is laid on white.
  /// Throws ductus::Error when the picture has no pixels.
  std::vector<uint8_t> apply(const Picture& picture) const;

  /// {"mode":"stretch","polarity":"auto","size_px":28,"threshold":"none"}
  std::string to_json() const;

  /// Strict: an unknown key, value or type is a ductus::Error. An empty text gives the defaults.
  static CharacterView from_json(std::string_view json);

  /// The same keys out of a recipe. Strict.
  static CharacterView from_options(const config::Node& options);

  bool operator==(const CharacterView& other) const;
  bool operator!=(const CharacterView& other) const { return !(*this == other); }
};

}  // namespace ductus::data
