#include "data/synth/lines/stamp.h"

#include <algorithm>

namespace ductus::data {

void stamp(Sheet& sheet, const TypesetLine& line, int x, int y, const Ink& ink) {
  const int from_x = std::max(0, -x), to_x = std::min(line.width, sheet.width - x);
  for (int row = std::max(0, -y); row < std::min(line.height, sheet.height - y); ++row) {
    const uint8_t* coverage =
        line.ink.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(line.width);
    float* grey = sheet.row(y + row) + x;
    for (int i = from_x; i < to_x; ++i) {
      const float share =
          ink.bilevel ? static_cast<float>(coverage[i] > 127) : static_cast<float>(coverage[i]) / 255.0F;
      grey[i] = std::min(grey[i], 1 - share * (1 - ink.grey));
    }
  }
}

}  // namespace ductus::data
