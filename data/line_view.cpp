#include "data/line_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "configs/schema/checks.h"
#include "configs/schema/error.h"

namespace ductus::data {
namespace {

using Contrast = LineView::Contrast;
using Polarity = LineView::Polarity;

const config::Range<int> kHeights{8, 512};

/// Of 200 pixels, the darkest and the brightest may be a scratch or a speck: they say nothing of the levels.
constexpr double kFringe = 0.005;
/// What counts as ink when contrast is stretched: the level that all but the fringe stay under.
constexpr double kInkShare = 1 - kFringe;
/// Levels closer together than this are paper and its noise.
constexpr int kNoInk = 16;
/// Ink fainter than this is stretched as if it were this strong: a gain of at most 4.
constexpr int kFaintestInk = 64;

config::Choice<Polarity> polarities() {
  return {{"auto", Polarity::kAuto}, {"dark_ink", Polarity::kDarkInk}, {"bright_ink", Polarity::kBrightInk}};
}
config::Choice<Contrast> contrasts() {
  return {{"none", Contrast::kNone}, {"paper", Contrast::kPaper}, {"stretch", Contrast::kStretch}};
}

/// Pixels by their grey level.
class Levels {
 public:
  explicit Levels(const std::vector<uint8_t>& pixels) : total_(pixels.size()) {
    for (const uint8_t pixel : pixels) ++counts_[pixel];
  }

  /// The lowest level that at least `share` of the pixels do not exceed.
  int at(double share) const {
    const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(total_)));
    std::size_t below = 0;
    int level = 0;
    while ((below += counts_[static_cast<std::size_t>(level)]) < wanted) ++level;
    return level;
  }

 private:
  std::array<std::size_t, 256> counts_{};
  std::size_t total_;
};

LineImage scaled(const Picture& grey, int height) {
  const double scale = static_cast<double>(height) / grey.height;
  const double width = std::max(1.0, std::round(grey.width * scale));
  DUCTUS_CHECK(width <= LineView::kWidestPx,
               "picture: {} x {} pixels make a line of {} x {:.0f}, expected a width of at most {}",
               grey.height, grey.width, height, width, LineView::kWidestPx);
  LineImage line{height, static_cast<int>(width), {}};
  line.pixels.resize(static_cast<std::size_t>(line.height) * static_cast<std::size_t>(line.width));
  const cv::Mat from(grey.height, grey.width, CV_8U, const_cast<uint8_t*>(grey.pixels.data()));
  cv::Mat to(line.height, line.width, CV_8U, line.pixels.data());
  cv::resize(from, to, to.size(), 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return line;
}

/// Paper is what most pixels are: it lies at the dark or the bright end of what levels there are, a few stray
/// pixels aside. Where there is next to no ink, bright paper is paper.
bool has_dark_ink(const std::vector<uint8_t>& pixels) {
  const Levels levels(pixels);
  const int low = levels.at(kFringe), high = levels.at(1 - kFringe), paper = levels.at(0.5);
  return high - low < kNoInk ? paper >= 128 : 2 * paper > low + high;
}

void take_paper_to_zero(std::vector<uint8_t>& pixels) {
  const int paper = Levels(pixels).at(0.5);
  for (uint8_t& pixel : pixels) pixel = static_cast<uint8_t>(std::max(0, pixel - paper));
}

void stretch_ink(std::vector<uint8_t>& pixels) {
  const int ink = std::max(kFaintestInk, Levels(pixels).at(kInkShare));
  for (uint8_t& pixel : pixels) pixel = static_cast<uint8_t>(std::min(255, (pixel * 255 + ink / 2) / ink));
}

}  // namespace

LineImage LineView::apply(const Picture& picture) const {
  LineImage line = scaled(to_grey(picture), height_px);
  const bool dark = polarity == Polarity::kAuto ? has_dark_ink(line.pixels) : polarity == Polarity::kDarkInk;
  if (dark) {
    for (uint8_t& pixel : line.pixels) pixel = static_cast<uint8_t>(255 - pixel);
  }
  if (contrast != Contrast::kNone) take_paper_to_zero(line.pixels);
  if (contrast == Contrast::kStretch) stretch_ink(line.pixels);
  return line;
}

std::string LineView::to_json() const {
  const nlohmann::json view = {{"height_px", height_px},
                               {"polarity", polarities().name(polarity)},
                               {"contrast", contrasts().name(contrast)}};
  return view.dump();
}

LineView LineView::from_json(std::string_view text) {
  if (text.empty()) return {};
  try {
    return from_options(config::Document::parse(text, "line view").root());  // YAML has JSON in it
  } catch (const Error& e) {
    fail("{}", e.what());  // a broken model or data set: no fault of the recipe's
  }
}

LineView LineView::from_options(const config::Node& options) {
  LineView view;
  config::Fields fields = options.fields();
  fields.optional("height_px", view.height_px, kHeights);
  fields.optional("polarity", view.polarity, polarities());
  fields.optional("contrast", view.contrast, contrasts());
  fields.finish();
  return view;
}

bool LineView::operator==(const LineView& other) const {
  return height_px == other.height_px && polarity == other.polarity && contrast == other.contrast;
}

}  // namespace ductus::data
