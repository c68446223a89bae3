#include "data/fonts/stroke_letters.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "data/fonts/letter_texts.h"

namespace ductus::data {
namespace {

constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
constexpr double kFontPx = 31;  // line height at scale 1
constexpr int kZoom = 4;        // text is drawn this much larger, then shrunk: strokes of any weight, smooth

std::string ascii(std::string_view utf8) {
  return with_numbers(utf8, [](char32_t symbol) { return symbol >= 0x20 && symbol < 0x7F; });
}

double scale_of(const LetterStyle& style) { return style.size_px / kFontPx * kZoom; }

int thickness_of(const LetterStyle& style) {
  return std::max(1, static_cast<int>(std::lround(style.size_px * kZoom * (style.bold ? 0.115 : 0.075))));
}

/// A stroke through every 0 of a text whose base line begins at `start`.
void slash_zeros(cv::Mat& ink, const std::string& text, cv::Point start, double scale, int thickness) {
  int ignored = 0;
  for (std::size_t i = text.find('0'); i != std::string::npos; i = text.find('0', i + 1)) {
    const int x = start.x + cv::getTextSize(text.substr(0, i), kFont, scale, 1, &ignored).width;
    // the glyph is 20 units wide and 21 high
    const auto at = [&](double right, double up) {
      return cv::Point(x + static_cast<int>(right * scale), start.y - static_cast<int>(up * scale));
    };
    cv::line(ink, at(6, 5), at(14, 16), 255, thickness, cv::LINE_AA);
  }
}

}  // namespace

Lettering stroke_letter(std::string_view utf8, const LetterStyle& style) {
  const std::string text = ascii(utf8);
  if (text.empty()) return {};
  const double scale = scale_of(style);
  const int thickness = thickness_of(style);
  const int above = static_cast<int>(std::ceil(style.size_px));  // px, with room for brackets
  const int below = static_cast<int>(std::ceil(style.size_px * 0.5));
  const int columns = static_cast<int>(std::ceil(stroke_width(utf8, style))) + 3;
  cv::Mat large = cv::Mat::zeros((above + below) * kZoom, columns * kZoom, CV_8UC1);
  const cv::Point start{kZoom, above * kZoom};
  cv::putText(large, text, start, kFont, scale, 255, thickness, cv::LINE_AA);
  if (style.marked_zero) slash_zeros(large, text, start, scale, thickness);
  cv::Mat ink;
  cv::resize(large, ink, {columns, above + below}, 0, 0, cv::INTER_AREA);
  return {-1, -above, columns, above + below, std::vector<uint8_t>(ink.datastart, ink.dataend)};
}

double stroke_width(std::string_view utf8, const LetterStyle& style) {
  const std::string text = ascii(utf8);
  if (text.empty()) return 0;
  int ignored = 0;
  return cv::getTextSize(text, kFont, scale_of(style), thickness_of(style), &ignored).width /
         static_cast<double>(kZoom);
}

}  // namespace ductus::data
