#include "eval/canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace ductus::eval {
namespace {

constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;
constexpr double kFontPx = 31;  // line height of the font at scale 1
constexpr int kTextZoom = 4;    // text is drawn this much larger, then shrunk: strokes of any weight, smooth
constexpr int kShift = 4;       // fractional bits of OpenCV's coordinates
constexpr double kUnit = 1 << kShift;

cv::Scalar bgr(Colour c) {
  return {static_cast<double>(c.blue), static_cast<double>(c.green), static_cast<double>(c.red)};
}

cv::Point fixed_point(Point p) {
  // OpenCV puts whole numbers at the middle of a pixel, this canvas at its corner
  return {static_cast<int>(std::lround((p.x - 0.5) * kUnit)),
          static_cast<int>(std::lround((p.y - 0.5) * kUnit))};
}

cv::Rect whole(const Box& box) {
  const int left = static_cast<int>(std::lround(box.x));
  const int top = static_cast<int>(std::lround(box.y));
  return {left, top, static_cast<int>(std::lround(box.x + box.width)) - left,
          static_cast<int>(std::lround(box.y + box.height)) - top};
}

double scale_of(const TextStyle& style) { return style.size_px / kFontPx; }

int stroke_of(const TextStyle& style) {
  return std::max(1, static_cast<int>(std::lround(style.size_px * kTextZoom * (style.bold ? 0.115 : 0.075))));
}

/// A stroke through every 0 of a text whose baseline begins at `start`.
void slash_zeros(cv::Mat& mask, const std::string& text, cv::Point start, double scale, int stroke) {
  int ignored = 0;
  for (std::size_t i = text.find('0'); i != std::string::npos; i = text.find('0', i + 1)) {
    const int x = start.x + cv::getTextSize(text.substr(0, i), kFont, scale, 1, &ignored).width;
    // the glyph is 20 units wide and 21 high
    const auto at = [&](double right, double up) {
      return cv::Point(x + static_cast<int>(right * scale), start.y - static_cast<int>(up * scale));
    };
    cv::line(mask, at(6, 5), at(14, 16), 255, stroke, cv::LINE_AA);
  }
}

/// Coverage [0, 255] of the text, with the middle of a capital at its middle row.
cv::Mat text_mask(const std::string& text, const TextStyle& style) {
  const double scale = scale_of(style) * kTextZoom;
  const int stroke = stroke_of(style);
  int baseline = 0;
  const cv::Size size = cv::getTextSize(text, kFont, scale, stroke, &baseline);
  const int capital = static_cast<int>(std::lround(21 * scale));
  const int columns = (size.width + 2 * kTextZoom) / kTextZoom + 1;
  const int rows = static_cast<int>(std::ceil(style.size_px * 0.8)) * 2;
  cv::Mat large = cv::Mat::zeros(rows * kTextZoom, columns * kTextZoom, CV_8UC1);
  const cv::Point start{kTextZoom, (large.rows + capital) / 2};
  cv::putText(large, text, start, kFont, scale, 255, stroke, cv::LINE_AA);
  if (style.slashed_zero) slash_zeros(large, text, start, scale, stroke);
  cv::Mat mask;
  cv::resize(large, mask, {columns, rows}, 0, 0, cv::INTER_AREA);
  return mask;
}

void blend(cv::Mat& pixels, const cv::Mat& mask, int left, int top, Colour colour) {
  const cv::Rect place = cv::Rect(left, top, mask.cols, mask.rows) & cv::Rect(0, 0, pixels.cols, pixels.rows);
  const uint8_t ink[3] = {colour.blue, colour.green, colour.red};
  for (int y = place.y; y < place.br().y; ++y) {
    const uint8_t* cover = mask.ptr<uint8_t>(y - top) - left;
    auto* row = pixels.ptr<cv::Vec3b>(y);
    for (int x = place.x; x < place.br().x; ++x) {
      for (int c = 0; c < 3; ++c) {
        row[x][c] = static_cast<uint8_t>((row[x][c] * (255 - cover[x]) + ink[c] * cover[x] + 127) / 255);
      }
    }
  }
}

/// How far before the point a text of `length` starts.
double lead_of(Align align, double length) {
  if (align == Align::kLeft) return 0;
  return align == Align::kCentre ? length / 2 : length;
}

/// Reads the code point at `i` and moves on behind it.
uint32_t next_code_point(const std::string& utf8, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(utf8[i++]);
  if (lead < 0x80) return lead;
  const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  uint32_t code = lead & (0x3FU >> more);
  for (int k = 0; k < more && i < utf8.size(); ++k) code = code << 6 | (utf8[i++] & 0x3FU);
  return code;
}

}  // namespace

struct Canvas::State {
  cv::Mat pixels;
};

Colour mix(Colour from, Colour to, double share) {
  const double s = std::clamp(share, 0.0, 1.0);
  const auto channel = [s](uint8_t a, uint8_t b) {
    return static_cast<uint8_t>(std::lround(a + s * (b - a)));
  };
  return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue)};
}

Colour readable_on(Colour background) {
  const double luma = 0.299 * background.red + 0.587 * background.green + 0.114 * background.blue;
  return luma < 140 ? palette::kWhite : palette::kInk;
}

Canvas::Canvas(double width, double height, Colour background) : state_(std::make_unique<State>()) {
  state_->pixels = cv::Mat(static_cast<int>(std::ceil(height)), static_cast<int>(std::ceil(width)), CV_8UC3,
                           bgr(background));
}

Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;

void Canvas::fill(const Box& box, Colour colour) {
  const cv::Rect rect = whole(box);
  if (!rect.empty()) cv::rectangle(state_->pixels, rect, bgr(colour), cv::FILLED);
}

void Canvas::frame(const Box& box, Colour colour, double width) {
  fill({box.x, box.y, box.width, width}, colour);
  fill({box.x, box.y + box.height - width, box.width, width}, colour);
  fill({box.x, box.y, width, box.height}, colour);
  fill({box.x + box.width - width, box.y, width, box.height}, colour);
}

void Canvas::line(Point from, Point to, Colour colour, double width) { polyline({from, to}, colour, width); }

void Canvas::polyline(const std::vector<Point>& points, Colour colour, double width) {
  const int thickness = std::max(1, static_cast<int>(std::lround(width)));
  for (std::size_t i = 1; i < points.size(); ++i) {
    cv::line(state_->pixels, fixed_point(points[i - 1]), fixed_point(points[i]), bgr(colour), thickness,
             cv::LINE_AA, kShift);
  }
}

void Canvas::dot(Point centre, double radius, Colour colour) {
  cv::circle(state_->pixels, fixed_point(centre), static_cast<int>(std::lround(radius * kUnit)), bgr(colour),
             cv::FILLED, cv::LINE_AA, kShift);
}

void Canvas::text(Point at, const std::string& utf8, const TextStyle& style) {
  const std::string drawn = drawable(utf8, utf8.size() * 8);
  if (drawn.empty()) return;
  const cv::Mat mask = text_mask(drawn, style);
  const double left = at.x - lead_of(style.align, text_width(utf8, style));
  blend(state_->pixels, mask, static_cast<int>(std::lround(left)) - 1,
        static_cast<int>(std::lround(at.y - mask.rows / 2.0)), style.colour);
}

void Canvas::text_upwards(Point at, const std::string& utf8, const TextStyle& style) {
  const std::string drawn = drawable(utf8, utf8.size() * 8);
  if (drawn.empty()) return;
  cv::Mat mask;
  cv::rotate(text_mask(drawn, style), mask, cv::ROTATE_90_COUNTERCLOCKWISE);
  const double bottom = at.y + lead_of(style.align, text_width(utf8, style));
  blend(state_->pixels, mask, static_cast<int>(std::lround(at.x - mask.cols / 2.0)),
        static_cast<int>(std::lround(bottom)) + 1 - mask.rows, style.colour);
}

void Canvas::image(const Box& box, const uint8_t* grey, int height, int width) {
  const cv::Rect rect = whole(box);
  const cv::Mat source(height, width, CV_8UC1, const_cast<uint8_t*>(grey));
  const bool smaller = rect.height < height || rect.width < width;
  cv::Mat scaled;
  cv::resize(source, scaled, rect.size(), 0, 0, smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  cv::Mat target = state_->pixels(rect);
  cv::cvtColor(scaled, target, cv::COLOR_GRAY2BGR);
}

data::Picture Canvas::picture() const {
  const cv::Mat& pixels = state_->pixels;
  return {pixels.rows, pixels.cols, 3, std::vector<uint8_t>(pixels.datastart, pixels.dataend)};
}

double text_width(const std::string& utf8, const TextStyle& style) {
  int baseline = 0;
  return cv::getTextSize(drawable(utf8, utf8.size() * 8), kFont, scale_of(style) * kTextZoom,
                         stroke_of(style), &baseline)
             .width /
         static_cast<double>(kTextZoom);
}

std::string drawable(const std::string& utf8, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < utf8.size();) {
    const bool first = i == 0;
    const uint32_t code = next_code_point(utf8, i);
    const bool whole = first && i == utf8.size();
    if (code >= 0x20 && code < 0x7F) {
      text += static_cast<char>(code);
    } else {
      text += whole ? fmt::format("U+{:04X}", code) : "?";
    }
  }
  return text.size() > limit ? text.substr(0, limit - 2) + ".." : text;
}

}  // namespace ductus::eval
