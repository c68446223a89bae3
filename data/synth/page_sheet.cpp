#include "data/synth/page_sheet.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "data/png.h"
#include "data/sheet_canvas.h"

namespace ductus::data {
namespace {

Picture side_by_side(const std::map<int64_t, Picture>& pages) {
  constexpr int kAcross = 6, kWidth = 300, kHeight = 560, kGap = 8;
  const int columns = std::max(1, std::min(static_cast<int>(pages.size()), kAcross));
  std::vector<SheetCanvas::Box> boxes;
  int row_top = kGap, row_bottom = kGap;  // a row is as high as the highest picture in it
  for (const auto& [number, picture] : pages) {
    const double scale =
        std::min(static_cast<double>(kWidth) / picture.width, static_cast<double>(kHeight) / picture.height);
    const int width = std::max(1, static_cast<int>(picture.width * scale)),
              height = std::max(1, static_cast<int>(picture.height * scale));
    const int column = static_cast<int>(boxes.size()) % columns;
    if (column == 0 && !boxes.empty()) row_top = row_bottom + kGap;
    boxes.push_back({kGap + column * (kWidth + kGap) + (kWidth - width) / 2, row_top, width, height});
    row_bottom = std::max(row_bottom, row_top + height);
  }
  SheetCanvas canvas(row_bottom + kGap, columns * (kWidth + kGap) + kGap);
  auto box = boxes.begin();
  for (const auto& [number, picture] : pages) canvas.picture(picture, *box++);
  return canvas.finish();
}

}  // namespace

PageSheet::PageSheet(std::filesystem::path path, SampleRange range) : path_(std::move(path)), range_(range) {}

bool PageSheet::shows(int64_t number) const { return !path_.empty() && number - range_.first < kPages; }

void PageSheet::take(int64_t number, const Picture& page) {
  if (!shows(number)) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  pages_[number] = page;
}

void PageSheet::write() const {
  if (!path_.empty()) write_png(path_, side_by_side(pages_));
}

}  // namespace ductus::data
