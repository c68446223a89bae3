#include "data/contact_sheet.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr int kMarginPx = 24;
constexpr int kGutterPx = 4;
constexpr int kTitlePx = 44;
const cv::Scalar kBackground(46, 40, 36);
const cv::Scalar kEmptyTile(58, 52, 47);
const cv::Scalar kBright(240, 240, 240);
const cv::Scalar kDim(170, 160, 152);
const cv::Scalar kBar(190, 140, 70);

struct Font {
  double scale;
  int thickness;
};
constexpr Font kTitle{0.6, 1};
constexpr Font kName{0.62, 1};
constexpr Font kCount{0.4, 1};

cv::Size extent(const std::string& text, const Font& font) {
  int baseline = 0;
  return cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, font.scale, font.thickness, &baseline);
}

/// `right` and `middle`: where the text ends and the height of its centre line.
void draw_right(cv::Mat& sheet, const std::string& text, int right, int middle, const Font& font,
                const cv::Scalar& colour) {
  const cv::Size size = extent(text, font);
  cv::putText(sheet, text, {right - size.width, middle + size.height / 2}, cv::FONT_HERSHEY_SIMPLEX,
              font.scale, colour, font.thickness, cv::LINE_AA);
}

/// OpenCV's font has ASCII alone: other symbols are shown by their bytes' number of code points, as U+00E9.
std::string drawable(const std::string& symbol) {
  std::string text;
  for (std::size_t i = 0; i < symbol.size();) {
    const auto lead = static_cast<unsigned char>(symbol[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1) {
      text += symbol[i];
    } else {
      uint32_t code = lead & (0xFFU >> (length + 1));
      for (std::size_t k = 1; k < length && i + k < symbol.size(); ++k)
        code = code << 6 | (symbol[i + k] & 0x3FU);
      text += fmt::format("U+{:04X}", code);
    }
    i += length;
  }
  return text.size() > 16 ? text.substr(0, 14) + ".." : text;
}

std::string thousands(int64_t number) {
  std::string digits = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
    digits.insert(place, ",");
  return digits;
}

/// The samples of each class that are shown.
std::vector<std::vector<int64_t>> examples(const ImageSet& set, int per_class) {
  std::vector<std::vector<int64_t>> classes(set.alphabet.size());
  for (int64_t i = 0; i < set.size(); ++i) classes[set.labels[i]].push_back(i);
  for (auto& members : classes) {
    const auto count = static_cast<int64_t>(members.size());
    if (count <= per_class) continue;
    std::vector<int64_t> shown;
    for (int64_t k = 0; k < per_class; ++k) shown.push_back(members[(2 * k + 1) * count / (2 * per_class)]);
    members = std::move(shown);
  }
  return classes;
}

class Sheet {
 public:
  Sheet(const ImageSet& set, const ContactSheetOptions& options)
      : set_(set), options_(options), counts_(set.class_counts()), tile_(tile_size()) {
    rows_ = std::min<int>(options.max_classes, static_cast<int>(set.alphabet.size()));
    for (int label = 0; label < rows_; ++label) {
      names_px_ = std::max(names_px_, extent(drawable(set.alphabet[label]), kName).width);
    }
    const int width = left() + options.per_class * (tile_.width + kGutterPx) - kGutterPx + kMarginPx;
    const int height = kTitlePx + kMarginPx + rows_ * (tile_.height + kGutterPx) - kGutterPx + kMarginPx;
    sheet_ = cv::Mat(height, width, CV_8UC3, kBackground);
  }

  Picture draw() {
    draw_title();
    const auto shown = examples(set_, options_.per_class);
    const int64_t largest = std::max<int64_t>(1, *std::max_element(counts_.begin(), counts_.end()));
    for (int label = 0; label < rows_; ++label) {
      draw_caption(label, largest);
      for (int column = 0; column < options_.per_class; ++column) {
        draw_tile(label, column, column < static_cast<int>(shown[label].size()) ? shown[label][column] : -1);
      }
    }
    return {sheet_.rows, sheet_.cols, 3, std::vector<uint8_t>(sheet_.datastart, sheet_.dataend)};
  }

 private:
  static constexpr int kCountPx = 64;  // bar and count of a class

  cv::Size tile_size() const {
    return {std::max(1, set_.width * options_.tile_px / set_.height), options_.tile_px};
  }
  int left() const { return kMarginPx + names_px_ + 12 + kCountPx + 12; }
  int top(int row) const { return kTitlePx + kMarginPx + row * (tile_.height + kGutterPx); }

  void draw_title() {
    const auto classes = set_.alphabet.size();
    std::string text = fmt::format("{} samples, {} classes, {} x {} pixels", thousands(set_.size()), classes,
                                   set_.height, set_.width);
    if (rows_ < static_cast<int>(classes)) text += fmt::format(" (the first {} shown)", rows_);
    cv::putText(sheet_, text, {kMarginPx, kMarginPx + 18}, cv::FONT_HERSHEY_SIMPLEX, kTitle.scale, kBright,
                kTitle.thickness, cv::LINE_AA);
  }

  void draw_caption(int label, int64_t largest) {
    const int middle = top(label) + tile_.height / 2;
    draw_right(sheet_, drawable(set_.alphabet[label]), kMarginPx + names_px_, middle, kName, kBright);
    const int right = left() - 12;
    draw_right(sheet_, thousands(counts_[label]), right, middle - 5, kCount, kDim);
    const int bar = static_cast<int>((counts_[label] * kCountPx + largest - 1) / largest);
    if (bar > 0) cv::rectangle(sheet_, cv::Rect(right - bar, middle + 6, bar, 3), kBar, cv::FILLED);
  }

  void draw_tile(int row, int column, int64_t sample) {
    cv::Mat place = sheet_(cv::Rect({left() + column * (tile_.width + kGutterPx), top(row)}, tile_));
    if (sample < 0) {
      place.setTo(kEmptyTile);
      return;
    }
    const cv::Mat grey(set_.height, set_.width, CV_8UC1, const_cast<uint8_t*>(set_.image(sample)));
    cv::Mat scaled;
    cv::resize(grey, scaled, tile_, 0, 0, tile_.height < set_.height ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::cvtColor(scaled, place, cv::COLOR_GRAY2BGR);
  }

  const ImageSet& set_;
  ContactSheetOptions options_;
  std::vector<int64_t> counts_;
  cv::Size tile_;
  int rows_ = 0;
  int names_px_ = 0;
  cv::Mat sheet_;
};

}  // namespace

Picture contact_sheet(const ImageSet& set, const ContactSheetOptions& options) {
  DUCTUS_CHECK(
      !set.alphabet.empty() && options.per_class > 0 && options.tile_px > 0 && options.max_classes > 0,
      "contact sheet: nothing to show: {} classes, {} a row of {} pixels", set.alphabet.size(),
      options.per_class, options.tile_px);
  return Sheet(set, options).draw();
}

}  // namespace ductus::data
