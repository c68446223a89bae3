#include "data/sheet_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "data/fonts/lettering.h"

namespace ductus::data {
namespace {

LetterStyle style_of(SheetCanvas::Font font) {
  switch (font) {
    case SheetCanvas::Font::kTitle:
      return {18.6};
    case SheetCanvas::Font::kName:
      return {19.2, false, /*marked_zero=*/true};
    case SheetCanvas::Font::kText:
      return {12.4, false, /*marked_zero=*/true};
    case SheetCanvas::Font::kCount:
      break;
  }
  return {12.4};
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

int SheetCanvas::text_width(const std::string& text, Font font) {
  return static_cast<int>(std::ceil(lettered_width(text, style_of(font))));
}

void SheetCanvas::text(const std::string& text, int left, int baseline, Font font, Ink ink) {
  const cv::Scalar colour = colour_of(ink);
  const auto channel = [&](int i) { return static_cast<uint8_t>(colour[i]); };
  cv::Mat& pixels = sheet_->pixels;
  lay(letter(text, style_of(font)), left, baseline, {channel(0), channel(1), channel(2)},
      {pixels.data, pixels.rows, pixels.cols});
}

void SheetCanvas::text_right(const std::string& text, int right, int middle, Font font, Ink ink) {
  const double capital = style_of(font).size_px * kCapital;
  this->text(text, right - text_width(text, font), middle + static_cast<int>(std::lround(capital / 2)), font,
             ink);
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
