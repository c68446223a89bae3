#include "eval/canvas.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "data/fonts/lettering.h"
#include "data/utf8.h"

namespace ductus::eval {
namespace {

constexpr int kShift = 4;  // fractional bits of OpenCV's coordinates
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

data::LetterStyle letters(const TextStyle& style) { return {style.size_px, style.bold, style.marked_zero}; }

/// From the middle of a capital down to the base line.
double below_middle(const TextStyle& style) { return style.size_px * data::kCapital / 2; }

int rounded(double px) { return static_cast<int>(std::lround(px)); }

/// How far before the point a text of `length` starts.
double lead_of(Align align, double length) {
  if (align == Align::kLeft) return 0;
  return align == Align::kCentre ? length / 2 : length;
}

}  // namespace

struct Canvas::State {
  cv::Mat pixels;

  void lay(const data::Lettering& text, Point start, Colour c) {
    data::lay(text, rounded(start.x), rounded(start.y), {c.blue, c.green, c.red},
              {pixels.data, pixels.rows, pixels.cols});
  }
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
  const double start = at.x - lead_of(style.align, text_width(utf8, style));
  state_->lay(data::letter(utf8, letters(style)), {start, at.y + below_middle(style)}, style.colour);
}

void Canvas::text_upwards(Point at, const std::string& utf8, const TextStyle& style) {
  const double start = at.y + lead_of(style.align, text_width(utf8, style));
  state_->lay(data::upwards(data::letter(utf8, letters(style))), {at.x + below_middle(style), start},
              style.colour);
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
  return data::lettered_width(utf8, letters(style));
}

std::string fitted(const std::string& utf8, const TextStyle& style, double width_px) {
  constexpr std::size_t kFewest = 3;
  std::size_t count = data::count_code_points(utf8);
  std::string shown = utf8;
  for (double width = text_width(shown, style); width > width_px && count > kFewest;
       width = text_width(shown, style)) {
    const auto room = static_cast<std::size_t>(static_cast<double>(count) * width_px / width);
    count = std::max(kFewest, std::min(count - 1, room));
    shown = data::shortened(utf8, count);
  }
  return shown;
}

}  // namespace ductus::eval
