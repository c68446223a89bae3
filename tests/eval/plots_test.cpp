#include "eval/plots.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "eval/axes.h"
#include "eval/canvas.h"

using namespace ductus::eval;
using ductus::data::Picture;

namespace {

bool is_near(const Picture& picture, int row, int column, Colour colour) {
  const uint8_t* pixel = &picture.pixels[(static_cast<std::size_t>(row) * picture.width + column) * 3];
  return std::abs(pixel[0] - colour.blue) + std::abs(pixel[1] - colour.green) +
             std::abs(pixel[2] - colour.red) <
         12;
}

/// Pixels whose colour is near `colour`.
int64_t count(const Picture& picture, Colour colour) {
  int64_t found = 0;
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column) found += is_near(picture, row, column, colour);
  }
  return found;
}

bool is_dark(const Picture& picture, int row, int column) {
  return picture.pixels[(static_cast<std::size_t>(row) * picture.width + column) * 3] < 160;
}

void check_shape(const Picture& picture) {
  CHECK(picture.channels == 3);
  CHECK(picture.pixels.size() == static_cast<std::size_t>(picture.height) * picture.width * 3);
}

std::vector<std::string> numbered(std::size_t classes) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < classes; ++i) names.push_back("class number " + std::to_string(i));
  return names;
}

std::vector<int32_t> labels(std::size_t classes) {
  std::vector<int32_t> result;
  for (std::size_t i = 0; i < classes; ++i) result.push_back(static_cast<int32_t>(i));
  return result;
}

}  // namespace

TEST_CASE("plot_confusion: right answers are blue, wrong ones red, by their share of the row") {
  const Picture right = plot_confusion(ConfusionMatrix({0, 1, 2}, {0, 1, 2}, 3), labels(3), numbered(3), "t");
  const Picture wrong = plot_confusion(ConfusionMatrix({0, 1, 2}, {1, 2, 0}, 3), labels(3), numbered(3), "t");
  check_shape(right);
  // three cells of 56 px, less their counts; the scales have a row of the full colour
  CHECK(count(right, palette::kBlue) > 3 * 56 * 40);
  CHECK(count(right, palette::kRed) < 1000);
  CHECK(count(wrong, palette::kRed) > 3 * 56 * 40);
  CHECK(count(wrong, palette::kBlue) < 1000);
}

TEST_CASE("plot_confusion: one class and 256 classes both make a picture, more is an error") {
  check_shape(plot_confusion(ConfusionMatrix({0}, {0}, 1), labels(1), numbered(1),
                             "a title wider than the matrix below it"));
  const Picture large =
      plot_confusion(ConfusionMatrix(labels(256), labels(256), 256), labels(256), numbered(256), "t");
  check_shape(large);
  CHECK(large.width < 2000);
  CHECK_THROWS_WITH_AS(plot_confusion(ConfusionMatrix({0}, {0}, 257), labels(257), numbered(257), "t"),
                       "confusion picture: 257 labels and 257 names, expected 1 to 256", ductus::Error);
}

TEST_CASE("plot_class_accuracy: classes all right, all wrong and without samples make a picture") {
  const std::vector<Proportion> classes = {proportion(10, 10), proportion(0, 10), proportion(0, 0)};
  check_shape(plot_class_accuracy(classes, numbered(3), "t"));
  CHECK_THROWS_AS(plot_class_accuracy({}, {}, "t"), ductus::Error);
}

TEST_CASE("plot_confusion: where names of all classes have no room, some stand apart from one another") {
  const std::vector<std::string> names(200, "H");
  const Picture picture =
      plot_confusion(ConfusionMatrix(labels(200), labels(200), 200), labels(200), names, "t");
  // rows of 5 px; the names end 7 px before the matrix, whose left edge is the first column of its frame
  const int frame = [&] {
    int column = 0;
    while (!is_near(picture, picture.height / 2, column, palette::kMuted)) ++column;
    return column;
  }();
  int named = 0;
  bool inside = false;
  for (int row = 58; row < 58 + 200 * 5; ++row) {
    bool ink = false;
    for (int column = frame - 20; column < frame - 6; ++column) ink |= is_dark(picture, row, column);
    named += ink && !inside;
    inside = ink;
  }
  CHECK(named == 100);
}

TEST_CASE("plot_reliability: bars are as high as the accuracy, whether confidence is above or below it") {
  const Colour over = mix(palette::kWhite, palette::kRed, 0.45);
  const Colour under = mix(palette::kWhite, palette::kBlue, 0.45);
  constexpr int64_t kBar =
      460 * 28;  // px of a bar as high as the axes, of 15, but for the line at the confidence
  std::vector<uint8_t> half_right(10, 1);
  std::fill_n(half_right.begin(), 5, 0);
  const auto plot = [&](double confidence) {
    return plot_reliability(calibration(std::vector<double>(10, confidence), half_right), "t");
  };
  const Picture none = plot(0.5), sure = plot(0.9), unsure = plot(0.2);
  check_shape(none);
  CHECK(count(sure, palette::kBlue) == doctest::Approx(0.5 * kBar).epsilon(0.1));
  CHECK(count(sure, over) - count(none, over) == doctest::Approx(0.4 * kBar).epsilon(0.1));
  CHECK(count(sure, under) < 300);  // the legend's
  CHECK(count(unsure, palette::kBlue) == doctest::Approx(0.2 * kBar).epsilon(0.1));
  CHECK(count(unsure, under) - count(none, under) == doctest::Approx(0.3 * kBar).epsilon(0.1));
  CHECK(count(unsure, over) < 300);
}

TEST_CASE("plot_montage: each sample's own pixels are shown, wide and high ones too") {
  const std::vector<uint8_t> black(40 * 20, 0);
  const std::vector<uint8_t> white(40 * 20, 255);
  const SampleImages images{20, 40, [&](int64_t i) { return i == 7 ? white.data() : black.data(); }};
  const Picture one = plot_montage(images, {{7, "a", "b", "99 %", false}}, "t");
  const Picture other = plot_montage(images, {{3, "a", "b", "99 %", false}}, "t");
  check_shape(one);
  CHECK(count(other, {0, 0, 0}) - count(one, {0, 0, 0}) == 96 * 48);
  check_shape(plot_montage({40, 20, [&](int64_t) { return white.data(); }},
                           std::vector<MontageTile>(23, {0, "long name", "another", "", true}), "t"));
  CHECK_THROWS_AS(plot_montage(images, {}, "t"), ductus::Error);
}

TEST_CASE("plot_lines: a line is drawn, gaps and flat or empty series too") {
  LineChart chart{"t", "x", "y", {{"a", {1, 2, 3}, {1, 4, 2}}}};
  CHECK(count(plot_lines({chart}), palette::kBlue) > 500);
  chart.series[0].y[1] = NAN;
  check_shape(plot_lines({chart, chart}));
  chart.series = {{"flat", {1, 1}, {5, 5}}, {"empty", {}, {}}};
  check_shape(plot_lines({chart}));
  chart.series = {{"odd", {1, 2}, {1}}};
  CHECK_THROWS_WITH_AS(plot_lines({chart}), "chart: odd has 2 x and 1 y", ductus::Error);
}

TEST_CASE("training_curves: losses and accuracies become a chart each, by epoch") {
  const auto charts = training_curves(
      "{\"epoch\": 1, \"loss\": 2.5, \"val_accuracy\": 0.5, \"lr\": 0.1}\r\n\n"
      "{\"kind\": \"no epoch\", \"loss\": 9}\n"
      "{\"epoch\": 2, \"loss\": 1.5, \"val_loss\": 1.0, \"note\": \"loss\"}");
  REQUIRE(charts.size() == 2);
  REQUIRE(charts[0].series.size() == 2);
  CHECK(charts[0].series[0].name == "loss");
  CHECK(charts[0].series[0].x == std::vector<double>{1, 2});
  CHECK(charts[0].series[0].y == std::vector<double>{2.5, 1.5});
  CHECK(charts[0].series[1].x == std::vector<double>{2});
  CHECK(charts[1].series[0].name == "val_accuracy");
  CHECK(training_curves("").empty());
  CHECK(training_curves("{\"epoch\": 1, \"loss\": 2}\n{\"epoch\": 2, \"lo")[0].series[0].x ==
        std::vector<double>{1});
  CHECK_THROWS_WITH_AS(training_curves("{\"epoch\": 1}\n[1]\n"), "metrics: line 2 is no JSON object",
                       ductus::Error);
}

TEST_CASE("training_curves: a training on lines has charts of its error rates and exact lines") {
  const auto charts = training_curves(
      R"({"epoch": 1, "loss": 2.5, "exact": 0.1, "val_cer": 0.5, "val_wer": 0.75, "val_exact": 0.25})");
  REQUIRE(charts.size() == 3);
  CHECK(charts[0].title == "Loss");
  CHECK(charts[1].title == "Error rates");
  REQUIRE(charts[1].series.size() == 2);
  CHECK(charts[1].series[0].name == "val_cer");
  CHECK(charts[1].series[1].y == std::vector<double>{0.75});
  CHECK(charts[2].title == "Exact lines");
  REQUIRE(charts[2].series.size() == 2);
  CHECK(charts[2].series[0].name == "exact");
}

TEST_CASE("round_ticks: steps of 1, 2 and 5") {
  CHECK(round_ticks(0, 10, 5) == std::vector<double>{0, 2, 4, 6, 8, 10});
  CHECK(round_ticks(0.3, 0.9, 3).front() == doctest::Approx(0.4));
  CHECK(round_ticks(-1, 1, 2) == std::vector<double>{-1, 0, 1});
}

TEST_CASE("round_ticks: no nearer than the least step, so that epochs are whole") {
  CHECK(round_ticks(0.98, 3.02, 8, 1) == std::vector<double>{1, 2, 3});
  CHECK(round_ticks(0.5, 1.5, 8, 1) == std::vector<double>{1});
  CHECK(round_ticks(0, 40, 8, 1) == round_ticks(0, 40, 8));
}

TEST_CASE("plot_lines: ticks stand at whole epochs alone") {
  // grid lines are columns of one colour through the chart: 3 at the epochs 1, 2, 3, none between
  const Picture picture = plot_lines({{"t", "epoch", "y", {{"a", {1, 2, 3}, {1, 1, 1}}}}});
  constexpr int kRow = 70;  // in the axes, above the line
  int lines = 0;
  for (int column = 94; column < 92 + 460; ++column) lines += is_near(picture, kRow, column, palette::kGrid);
  CHECK(lines == 3);
}

TEST_CASE("fitted: a text is cut until it has room") {
  const TextStyle style{14};
  CHECK(fitted("short", style, 100) == "short");
  for (const std::string text : {std::string(400, 'i') + std::string(400, 'm'), std::string(300, 'm')}) {
    const std::string shown = fitted(text, style, 100);
    CHECK(text_width(shown, style) <= 100);
    CHECK(shown.size() > 5);
    CHECK(shown.substr(shown.size() - 2) == "..");
  }
  CHECK(fitted("éééééééé", style, 1) == "é..");
}
