#include "data/formats/page_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

cv::Mat as_mat(const Picture& grey) {
  return cv::Mat(grey.height, grey.width, CV_8U, const_cast<uint8_t*>(grey.pixels.data()));
}

Picture as_picture(const cv::Mat& mat) { return {mat.rows, mat.cols, 1, {mat.datastart, mat.dataend}}; }

double length(const PagePoint& a, const PagePoint& b) { return std::hypot(b.x - a.x, b.y - a.y); }

/// Twice the area, positive when the corners go clockwise as seen (y grows downwards).
double doubled_area(const Outline& outline) {
  double area = 0;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const PagePoint &a = outline[i], &b = outline[(i + 1) % outline.size()];
    area += a.x * b.y - b.x * a.y;
  }
  return area;
}

/// Whether the corners of four go round one way and no side crosses another: all turns are to one side.
bool is_convex(const Outline& box) {
  int left = 0, right = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const PagePoint &a = box[i], &b = box[(i + 1) % 4], &c = box[(i + 2) % 4];
    const double turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    left += turn < 0;
    right += turn > 0;
  }
  return left == 0 || right == 0;
}

/// The size of a cut, or an error when nothing of that size can be cut out of the page.
cv::Size cut_size(double width, double height, const Picture& page) {
  const double most = 2.0 * (page.width + page.height);
  const double largest = 4.0 * page.width * page.height;
  DUCTUS_CHECK(width >= 0.5 && height >= 0.5 && width <= most && height <= most && width * height <= largest,
               "a line of {:.1f} x {:.1f} pixels cannot be cut out of a page of {} x {}", height, width,
               page.height, page.width);
  return {static_cast<int>(std::lround(width)), static_cast<int>(std::lround(height))};
}

/// OpenCV counts from the middle of pixels, pages from their corners.
cv::Point2f as_opencv(const PagePoint& point) {
  return {static_cast<float>(point.x - 0.5), static_cast<float>(point.y - 0.5)};
}

/// One side of a page: what is kept has x (or y) at least (or at most) `limit`.
struct Border {
  double PagePoint::*axis;
  double limit;
  bool at_least;

  bool keeps(const PagePoint& p) const { return at_least ? p.*axis >= limit : p.*axis <= limit; }
  PagePoint crossing(const PagePoint& a, const PagePoint& b) const {
    const double t = (limit - a.*axis) / (b.*axis - a.*axis);
    PagePoint point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    point.*axis = limit;  // exactly, whatever was rounded
    return point;
  }
};

Outline clipped(const Outline& polygon, const Border& border) {
  Outline kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PagePoint &from = polygon[i], &to = polygon[(i + 1) % polygon.size()];
    if (border.keeps(from) != border.keeps(to)) kept.push_back(border.crossing(from, to));
    if (border.keeps(to)) kept.push_back(to);
  }
  return kept;
}

/// The direction of reading, as an angle of at most a quarter turn from left to right.
double direction(const Outline& polygon, const Outline& baseline) {
  constexpr double kHalfTurn = CV_PI, kQuarterTurn = CV_PI / 2;
  if (baseline.size() >= 2 && length(baseline.front(), baseline.back()) > 0) {
    const PagePoint &a = baseline.front(), &b = baseline.back();
    const double angle = std::atan2(b.y - a.y, b.x - a.x);
    return std::abs(angle) <= kQuarterTurn ? angle : angle - std::copysign(kHalfTurn, angle);
  }
  std::vector<cv::Point2f> points;
  for (const PagePoint& p : polygon) points.push_back(as_opencv(p));
  return std::remainder(cv::minAreaRect(points).angle * CV_PI / 180, kQuarterTurn);
}

/// A rectangle on the page: its own axes and the corner where they begin.
struct Frame {
  double cos = 1, sin = 0;
  double left = 0, top = 0, width = 0, height = 0;  // along the axes

  Frame(const Outline& polygon, double angle) : cos(std::cos(angle)), sin(std::sin(angle)) {
    left = top = std::numeric_limits<double>::max();
    double right = -left, bottom = -top;
    for (const PagePoint& p : polygon) {
      left = std::min(left, along(p));
      right = std::max(right, along(p));
      top = std::min(top, across(p));
      bottom = std::max(bottom, across(p));
    }
    width = right - left;
    height = bottom - top;
  }

  double along(const PagePoint& p) const { return p.x * cos + p.y * sin; }
  double across(const PagePoint& p) const { return p.y * cos - p.x * sin; }

  /// From the cut's pixels to the page's, both counted from their middle.
  cv::Matx23d to_page() const {
    const double x = left + 0.5, y = top + 0.5;
    return {cos, -sin, x * cos - y * sin - 0.5, sin, cos, x * sin + y * cos - 0.5};
  }
};

/// 255 inside the polygon.
cv::Mat mask_of(const Outline& polygon, const Frame& frame, const cv::Size& size) {
  constexpr int kFraction = 4;  // bits
  std::vector<cv::Point> points;
  for (const PagePoint& p : polygon) {
    points.emplace_back(
        static_cast<int>(std::lround((frame.along(p) - frame.left - 0.5) * (1 << kFraction))),
        static_cast<int>(std::lround((frame.across(p) - frame.top - 0.5) * (1 << kFraction))));
  }
  cv::Mat mask = cv::Mat::zeros(size, CV_8U);
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255), cv::LINE_8, kFraction);
  return mask;
}

void fill_outside_with_paper(cv::Mat& line, const cv::Mat& mask) {
  std::vector<uint8_t> inside;
  for (int y = 0; y < line.rows; ++y) {
    for (int x = 0; x < line.cols; ++x) {
      if (mask.at<uint8_t>(y, x) != 0) inside.push_back(line.at<uint8_t>(y, x));
    }
  }
  DUCTUS_CHECK(!inside.empty(), "an outline has no pixel inside");
  const auto middle = inside.begin() + static_cast<std::ptrdiff_t>(inside.size() / 2);
  std::nth_element(inside.begin(), middle, inside.end());
  line.setTo(cv::Scalar(*middle), mask == 0);
}

void cut_line(const Picture& page, const PageLine& line, LineSetBuilder& builder) {
  if (on_page(line.outline, page.height, page.width).empty()) return builder.drop(line.slot, "off the page");
  Picture cut;
  try {
    cut = line.is_box ? cut_box(page, line.outline) : cut_polygon(page, line.outline, line.baseline);
  } catch (const Error&) {
    return builder.drop(line.slot, "zero or absurd size");
  }
  builder.set_picture(line.slot, [&] { return std::move(cut); });
}

/// Lines that were marked on a picture of another size are somewhere else on this one.
bool has_size(const Picture& picture, const Page& page) {
  const auto same = [](double said, int found) { return said <= 0 || said == found; };
  return same(page.width, picture.width) && same(page.height, picture.height);
}

void drop_all(const Page& page, const std::string& reason, LineSetBuilder& builder) {
  for (const PageLine& line : page.lines) builder.drop(line.slot, reason);
}

void cut_page(const Page& page, std::string_view bytes, const std::string& where, LineSetBuilder& builder) {
  Picture grey;
  try {
    grey = to_grey(decode_picture(bytes, where));
  } catch (const Error&) {
    return drop_all(page, "unreadable", builder);
  }
  if (!has_size(grey, page)) return drop_all(page, "page of another size", builder);
  for (const PageLine& line : page.lines) cut_line(grey, line, builder);
}

}  // namespace

Outline on_page(const Outline& polygon, int height, int width) {
  const std::array<Border, 4> borders = {{{&PagePoint::x, 0, true},
                                          {&PagePoint::x, static_cast<double>(width), false},
                                          {&PagePoint::y, 0, true},
                                          {&PagePoint::y, static_cast<double>(height), false}}};
  Outline rest = polygon;
  for (const Border& border : borders) rest = clipped(rest, border);
  const bool only_touches = doubled_area(rest) == 0 && doubled_area(polygon) != 0;
  return rest.size() < 3 || only_touches ? Outline{} : rest;
}

Picture cut_box(const Picture& grey, const Outline& corners) {
  DUCTUS_CHECK(corners.size() == 4, "a box has 4 corners, found {}", corners.size());
  std::array<PagePoint, 4> box = {corners[0], corners[1], corners[2], corners[3]};
  const double area = doubled_area(corners);
  DUCTUS_CHECK(area != 0, "a box has no area");
  DUCTUS_CHECK(is_convex(corners), "the sides of a box cross");
  if (area < 0) std::swap(box[1], box[3]);  // written the other way round: it is no mirror
  const cv::Size size = cut_size((length(box[0], box[1]) + length(box[3], box[2])) / 2,
                                 (length(box[0], box[3]) + length(box[1], box[2])) / 2, grey);
  const double w = size.width, h = size.height;
  const cv::Point2f from[4] = {as_opencv({0, 0}), as_opencv({w, 0}), as_opencv({w, h}), as_opencv({0, h})};
  const cv::Point2f to[4] = {as_opencv(box[0]), as_opencv(box[1]), as_opencv(box[2]), as_opencv(box[3])};
  cv::Mat line;
  try {
    cv::warpPerspective(as_mat(grey), line, cv::getPerspectiveTransform(from, to), size,
                        cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  } catch (const cv::Exception& e) {
    fail("cannot cut a box out of a page ({})", e.err);
  }
  return as_picture(line);
}

Picture cut_polygon(const Picture& grey, const Outline& polygon, const Outline& baseline) {
  const Outline inside = on_page(polygon, grey.height, grey.width);
  DUCTUS_CHECK(inside.size() >= 3 && doubled_area(inside) != 0, "an outline has no area");
  const Frame frame(inside, direction(inside, baseline));
  const cv::Size size = cut_size(std::ceil(frame.width), std::ceil(frame.height), grey);
  cv::Mat line;
  try {
    cv::warpAffine(as_mat(grey), line, frame.to_page(), size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
  } catch (const cv::Exception& e) {
    fail("cannot cut an outline out of a page ({})", e.err);
  }
  fill_outside_with_paper(line, mask_of(inside, frame, size));
  return as_picture(line);
}

void cut_lines(const std::vector<Page>& pages, const FileTree& files, const ReadContext& context,
               LineSetBuilder& builder) {
  std::vector<std::string> names;
  for (const Page& page : pages) names.push_back(page.picture);
  files.visit(names, "pages", context, [&](std::size_t i, std::string_view bytes) {
    cut_page(pages[i], bytes, files.where(names[i]), builder);
  });
}

}  // namespace ductus::data
