// Pictures of a report, as pixels: confusion matrix, accuracy by class, reliability, errors, training curves.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "data/picture.h"
#include "eval/calibration.h"
#include "eval/confusion.h"
#include "eval/metrics.h"

namespace ductus::eval {

/// Rows true, columns predicted; colour: share of the row, blue on the diagonal, red off it. Counts stand in
/// the cells where they fit, and every n-th name where there is no room for all. At most kMaxPlotClasses
/// labels. `names`: one a label.
data::Picture plot_confusion(const ConfusionMatrix& matrix, const std::vector<int32_t>& labels,
                             const std::vector<std::string>& names, const std::string& title);

/// A bar with its interval for each class.
data::Picture plot_class_accuracy(const std::vector<Proportion>& classes,
                                  const std::vector<std::string>& names, const std::string& title);

/// Accuracy against confidence by bin, in two colours where confidences are too high and too low, and how
/// many samples each bin has.
data::Picture plot_reliability(const Calibration& calibration, const std::string& title);

/// Grey pictures of samples, bright ink, as in data::ImageSet.
struct SampleImages {
  int height = 0;
  int width = 0;
  std::function<const uint8_t*(int64_t)> pixels;  ///< [height, width] of sample i of the predictions
};

struct MontageTile {
  int64_t sample = 0;
  std::string truth;
  std::string predicted;
  std::string detail;   ///< below them: "97.3 %"
  bool correct = true;  ///< colour of the frame
};

/// Samples in rows of `columns`, in the order given.
data::Picture plot_montage(const SampleImages& images, const std::vector<MontageTile>& tiles,
                           const std::string& title, int columns = 10);

/// A line's picture, ink bright on paper 0: [height, width].
struct LinePixels {
  const uint8_t* pixels = nullptr;
  int height = 0;
  int width = 0;
};
using LineImages = std::function<LinePixels(int64_t)>;

/// Lines below one another, each with its texts; `images` is asked for MontageTile::sample.
data::Picture plot_line_montage(const LineImages& images, const std::vector<MontageTile>& tiles,
                                const std::string& title);

struct Series {
  std::string name;
  std::vector<double> x;
  std::vector<double> y;  ///< values that are not finite leave a gap
};

struct LineChart {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<Series> series;
};

/// Charts side by side. Where every x is a whole number (epochs), so are the ticks.
data::Picture plot_lines(const std::vector<LineChart>& charts);

/// Charts of a metrics.jsonl: one object a line with a number "epoch"; number keys with "loss" in their name
/// make one chart, those with "accuracy" another; of lines "cer" and "wer" share one, "exact" has one. A torn
/// last line (no line feed: the run was killed in it) is left out. Throws ductus::Error with the line number
/// when another is no object.
std::vector<LineChart> training_curves(std::string_view metrics_jsonl);

inline constexpr std::size_t kMaxPlotClasses = 256;

}  // namespace ductus::eval
