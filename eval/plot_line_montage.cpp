#include <algorithm>

#include "configs/schema/error.h"
#include "eval/canvas.h"
#include "eval/plots.h"

namespace ductus::eval {
namespace {

constexpr double kMargin = 24;
constexpr double kTitleHeight = 36;
constexpr double kWidest = 900;
constexpr double kLineHeight = 40;
constexpr double kTextPx = 18;
constexpr double kGap = 18;
constexpr TextStyle kTitle{18, palette::kInk, Align::kLeft, true};
constexpr TextStyle kText{14, palette::kInk, Align::kLeft, false, true};
constexpr TextStyle kDetail{12, palette::kMuted, Align::kLeft};

/// One line with picture, truth, prediction and detail below one another.
double draw_tile(Canvas& canvas, const LinePixels& image, const MontageTile& tile, double top) {
  const double scale = std::min(kLineHeight / image.height, kWidest / image.width);
  const double height = std::max(1.0, image.height * scale);
  const double width = std::max(1.0, image.width * scale);
  const Colour colour = tile.correct ? palette::kGreen : palette::kRed;
  canvas.image({kMargin, top, width, height}, image.pixels, image.height, image.width);
  canvas.frame({kMargin - 2, top - 2, width + 4, height + 4}, colour, 2);
  double y = top + height + kTextPx * 0.75;
  canvas.text({kMargin, y}, fitted(tile.truth, kText, kWidest), kText);
  TextStyle predicted = kText;
  predicted.colour = colour;
  canvas.text({kMargin, y += kTextPx}, fitted(tile.predicted, kText, kWidest), predicted);
  canvas.text({kMargin, y += kTextPx}, fitted(tile.detail, kDetail, kWidest), kDetail);
  return y + kTextPx / 2 + kGap;
}

}  // namespace

data::Picture plot_line_montage(const LineImages& images, const std::vector<MontageTile>& tiles,
                                const std::string& title) {
  DUCTUS_CHECK(!tiles.empty(), "montage: no lines");
  constexpr double kTile = kLineHeight + 3.25 * kTextPx + kGap;
  Canvas canvas(2 * kMargin + kWidest,
                2 * kMargin + kTitleHeight + static_cast<double>(tiles.size()) * kTile - kGap);
  canvas.text({kMargin, kMargin + kTitle.size_px / 2}, title, kTitle);
  double top = kMargin + kTitleHeight;
  for (const MontageTile& tile : tiles) {
    const LinePixels image = images(tile.sample);
    DUCTUS_CHECK(image.pixels != nullptr && image.height > 0 && image.width > 0,
                 "montage: line {} has no picture", tile.sample);
    top = draw_tile(canvas, image, tile, top);
  }
  return canvas.picture();
}

}  // namespace ductus::eval
