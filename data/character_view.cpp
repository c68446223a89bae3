#include "data/character_view.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "configs/schema/checks.h"
#include "configs/schema/error.h"

namespace ductus::data {
namespace {

using Mode = CharacterView::Mode;
using Polarity = CharacterView::Polarity;
using Threshold = CharacterView::Threshold;

const config::Range<int> kSizes{8, 512};

config::Choice<Polarity> polarities() {
  return {{"auto", Polarity::kAuto}, {"dark_ink", Polarity::kDarkInk}, {"bright_ink", Polarity::kBrightInk}};
}
config::Choice<Threshold> thresholds() { return {{"none", Threshold::kNone}, {"otsu", Threshold::kOtsu}}; }
config::Choice<Mode> modes() {
  return {{"stretch", Mode::kStretch}, {"fit", Mode::kFit}, {"mnist", Mode::kMnist}};
}

int border_median(const cv::Mat& grey) {
  std::vector<uint8_t> border;
  for (int x = 0; x < grey.cols; ++x) {
    border.push_back(grey.at<uint8_t>(0, x));
    border.push_back(grey.at<uint8_t>(grey.rows - 1, x));
  }
  for (int y = 0; y < grey.rows; ++y) {
    border.push_back(grey.at<uint8_t>(y, 0));
    border.push_back(grey.at<uint8_t>(y, grey.cols - 1));
  }
  const auto middle = border.begin() + static_cast<std::ptrdiff_t>(border.size() / 2);
  std::nth_element(border.begin(), middle, border.end());
  return *middle;
}

/// Otsu's threshold: ink and paper are what is over it and what is not.
int otsu_threshold(const cv::Mat& grey) {
  cv::Mat ignored;
  return static_cast<int>(cv::threshold(grey, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU));
}

bool has_dark_ink(const cv::Mat& grey, Polarity polarity, int otsu) {
  if (polarity != Polarity::kAuto) return polarity == Polarity::kDarkInk;
  return border_median(grey) > otsu;
}

/// Takes the paper of a picture whose ink is over `threshold` to 0, so that what is laid around it has no
/// edge.
void level_paper(cv::Mat& grey, int threshold) {
  const int paper = border_median(grey);
  if (paper == 0 || paper == 255 || paper > threshold) return;  // the border is ink: a tight crop
  grey.forEach<uint8_t>([&](uint8_t& value, const int*) {
    value = static_cast<uint8_t>(std::max(0, value - paper) * 255 / (255 - paper));
  });
}

/// Grey, ink bright, paper 0.
cv::Mat ink_of(const Picture& picture, const CharacterView& view) {
  Picture page = to_grey(picture);
  cv::Mat grey = cv::Mat(page.height, page.width, CV_8U, page.pixels.data()).clone();
  const int otsu = otsu_threshold(grey);
  const bool dark = has_dark_ink(grey, view.polarity, otsu);
  if (view.threshold == Threshold::kOtsu) {
    cv::threshold(grey, grey, otsu, 255, dark ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY);
    return grey;
  }
  if (dark) cv::bitwise_not(grey, grey);
  level_paper(grey, dark ? 254 - otsu : otsu);
  return grey;
}

/// The longest side to `side`, aspect kept.
cv::Mat scaled_to(const cv::Mat& ink, int side) {
  const double scale = static_cast<double>(side) / std::max(ink.rows, ink.cols);
  const cv::Size size(std::max(1, static_cast<int>(std::lround(ink.cols * scale))),
                      std::max(1, static_cast<int>(std::lround(ink.rows * scale))));
  cv::Mat scaled;
  cv::resize(ink, scaled, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return scaled;
}

cv::Mat placed(const cv::Mat& ink, int side, int left, int top) {
  cv::Mat page = cv::Mat::zeros(side, side, CV_8U);
  ink.copyTo(page(cv::Rect(left, top, ink.cols, ink.rows)));
  return page;
}

cv::Mat fit(const cv::Mat& ink, int side) {
  const cv::Mat scaled = scaled_to(ink, side);
  return placed(scaled, side, (side - scaled.cols) / 2, (side - scaled.rows) / 2);
}

/// Where to begin on an axis so that the centre of mass lies in the middle; the box stays inside.
int centred_start(double centre, int length, int side) {
  return std::clamp(static_cast<int>(std::lround(side / 2.0 - centre)), 0, side - length);
}

cv::Mat as_mnist(const cv::Mat& ink, int side) {
  cv::Mat mask;
  cv::threshold(ink, mask, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  const cv::Rect box = cv::boundingRect(mask);
  if (box.empty()) return cv::Mat::zeros(side, side, CV_8U);
  const cv::Mat scaled = scaled_to(ink(box), side * 20 / 28);
  const cv::Moments mass = cv::moments(scaled);
  if (mass.m00 == 0) return cv::Mat::zeros(side, side, CV_8U);
  // moments count from the middle of pixels, places from their edges
  return placed(scaled, side, centred_start(mass.m10 / mass.m00 + 0.5, scaled.cols, side),
                centred_start(mass.m01 / mass.m00 + 0.5, scaled.rows, side));
}

cv::Mat stretch(const cv::Mat& ink, int side) {
  cv::Mat stretched;
  cv::resize(ink, stretched, cv::Size(side, side), 0, 0, cv::INTER_LINEAR);
  return stretched;
}

cv::Mat sized(const cv::Mat& ink, const CharacterView& view) {
  switch (view.mode) {
    case Mode::kFit:
      return fit(ink, view.size_px);
    case Mode::kMnist:
      return as_mnist(ink, view.size_px);
    case Mode::kStretch:
      break;
  }
  return stretch(ink, view.size_px);
}

}  // namespace

std::vector<uint8_t> CharacterView::apply(const Picture& picture) const {
  const cv::Mat character = sized(ink_of(picture, *this), *this);
  return {character.datastart, character.dataend};
}

std::string CharacterView::to_json() const {
  const nlohmann::json view = {{"size_px", size_px},
                               {"polarity", polarities().name(polarity)},
                               {"threshold", thresholds().name(threshold)},
                               {"mode", modes().name(mode)}};
  return view.dump();
}

CharacterView CharacterView::from_json(std::string_view text) {
  if (text.empty()) return {};
  try {
    return from_options(config::Document::parse(text, "character view").root());  // YAML has JSON in it
  } catch (const Error& e) {
    fail("{}", e.what());  // a broken model or data set: no fault of the recipe's
  }
}

CharacterView CharacterView::from_options(const config::Node& options) {
  CharacterView view;
  config::Fields fields = options.fields();
  fields.optional("size_px", view.size_px, kSizes);
  fields.optional("polarity", view.polarity, polarities());
  fields.optional("threshold", view.threshold, thresholds());
  fields.optional("mode", view.mode, modes());
  fields.finish();
  return view;
}

bool CharacterView::operator==(const CharacterView& other) const {
  return size_px == other.size_px && polarity == other.polarity && threshold == other.threshold &&
         mode == other.mode;
}

}  // namespace ductus::data
