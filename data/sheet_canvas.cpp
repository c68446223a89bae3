#include "data/sheet_canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "data/utf8.h"

namespace ductus::data {
namespace {

constexpr int kThickness = 1;
constexpr char32_t kReplacement = 0xFFFD;  // what Unicode puts where no character could be read

double scale_of(SheetCanvas::Font font) {
  switch (font) {
    case SheetCanvas::Font::kTitle:
      return 0.6;
    case SheetCanvas::Font::kName:
      return 0.62;
    case SheetCanvas::Font::kCount:
      break;
  }
  return 0.4;
}

cv::Scalar colour_of(SheetCanvas::Ink ink) {
  switch (ink) {
    case SheetCanvas::Ink::kBright:
      return {240, 240, 240};
    case SheetCanvas::Ink::kDim:
      return {170, 160, 152};
    case SheetCanvas::Ink::kBar:
      return {190, 140, 70};
    case SheetCanvas::Ink::kEmptyTile:
      break;
  }
  return {58, 52, 47};
}

cv::Size extent(const std::string& text, SheetCanvas::Font font) {
  int baseline = 0;
  return cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, scale_of(font), kThickness, &baseline);
}

cv::Rect rect_of(const SheetCanvas::Box& box) { return {box.left, box.top, box.width, box.height}; }

}  // namespace

struct SheetCanvas::Sheet {
  cv::Mat pixels;

  void show(const cv::Mat& picture, const cv::Rect& box) {
    cv::Mat place = pixels(box), scaled;
    cv::resize(picture, scaled, place.size(), 0, 0,
               box.height < picture.rows ? cv::INTER_AREA : cv::INTER_CUBIC);
    if (scaled.channels() == 1)
      cv::cvtColor(scaled, place, cv::COLOR_GRAY2BGR);
    else
      scaled.copyTo(place);
  }
};

SheetCanvas::SheetCanvas(int height, int width) : sheet_(std::make_unique<Sheet>()) {
  sheet_->pixels = cv::Mat(height, width, CV_8UC3, cv::Scalar(46, 40, 36));
}

SheetCanvas::~SheetCanvas() = default;

int SheetCanvas::text_width(const std::string& text, Font font) { return extent(text, font).width; }

void SheetCanvas::text(const std::string& text, int left, int baseline, Font font, Ink ink) {
  cv::putText(sheet_->pixels, text, {left, baseline}, cv::FONT_HERSHEY_SIMPLEX, scale_of(font),
              colour_of(ink), kThickness, cv::LINE_AA);
}

void SheetCanvas::text_right(const std::string& text, int right, int middle, Font font, Ink ink) {
  const cv::Size size = extent(text, font);
  this->text(text, right - size.width, middle + size.height / 2, font, ink);
}

void SheetCanvas::fill(const Box& box, Ink ink) { sheet_->pixels(rect_of(box)).setTo(colour_of(ink)); }

void SheetCanvas::picture(const uint8_t* pixels, int height, int width, const Box& box) {
  const cv::Mat grey(height, width, CV_8UC1, const_cast<uint8_t*>(pixels));
  sheet_->show(grey, rect_of(box));
}

void SheetCanvas::picture(const Picture& picture, const Box& box) {
  const cv::Mat shown(picture.height, picture.width, CV_8UC(picture.channels),
                      const_cast<uint8_t*>(picture.pixels.data()));
  sheet_->show(shown, rect_of(box));
}

Picture SheetCanvas::finish() const {
  const cv::Mat& sheet = sheet_->pixels;
  return {sheet.rows, sheet.cols, 3, std::vector<uint8_t>(sheet.datastart, sheet.dataend)};
}

std::string drawable(std::string_view text) {
  std::string drawn;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.bytes == 1)
      drawn += text[0];
    else
      drawn += fmt::format("U+{:04X}", static_cast<uint32_t>(point.bytes == 0 ? kReplacement : point.value));
    text.remove_prefix(std::max<std::size_t>(1, point.bytes));
  }
  return drawn;
}

std::vector<int64_t> even_steps(int64_t all, int64_t count) {
  std::vector<int64_t> indices;
  if (all <= count) {
    for (int64_t i = 0; i < all; ++i) indices.push_back(i);
  } else {
    for (int64_t k = 0; k < count; ++k) indices.push_back((2 * k + 1) * all / (2 * count));
  }
  return indices;
}

}  // namespace ductus::data
