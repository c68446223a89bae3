#include "data/synth/receipts/receipts_sheet.h"

#include <algorithm>

#include "data/sheet_canvas.h"

namespace ductus::data {

Picture receipts_sheet(const std::map<int64_t, Picture>& receipts) {
  constexpr int kAcross = 6, kWidth = 300, kHeight = 560, kGap = 8;
  const int count = static_cast<int>(receipts.size());
  const int columns = std::max(1, std::min(count, kAcross)),
            rows = std::max(1, (count + columns - 1) / columns);
  SheetCanvas canvas(rows * (kHeight + kGap) + kGap, columns * (kWidth + kGap) + kGap);
  int place = 0;
  for (const auto& [number, picture] : receipts) {
    const double scale =
        std::min(static_cast<double>(kWidth) / picture.width, static_cast<double>(kHeight) / picture.height);
    const int width = std::max(1, static_cast<int>(picture.width * scale)),
              height = std::max(1, static_cast<int>(picture.height * scale));
    const int left = kGap + place % columns * (kWidth + kGap) + (kWidth - width) / 2,
              top = kGap + place / columns * (kHeight + kGap);
    canvas.picture(picture.pixels.data(), picture.height, picture.width, {left, top, width, height});
    ++place;
  }
  return canvas.finish();
}

}  // namespace ductus::data
