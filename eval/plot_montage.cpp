#include <algorithm>

#include "configs/schema/error.h"
#include "eval/canvas.h"
#include "eval/plots.h"

namespace ductus::eval {
namespace {

constexpr double kMargin = 24;
constexpr double kTitleHeight = 36;
constexpr double kTilePx = 96;
constexpr double kGapPx = 16;
constexpr double kDetailPx = 17;
constexpr double kLinePx = 18;
constexpr TextStyle kTitle{18, palette::kInk, Align::kLeft, true};
constexpr TextStyle kCaption{14, palette::kInk, Align::kCentre, true, true};

constexpr double kCaptionPx = kTilePx + kGapPx - 6;

bool fits(const std::string& text) { return text_width(text, kCaption) <= kCaptionPx; }

/// "O -> 0" on one line, or, where a name of any tile is too long for that, on two.
std::vector<std::string> caption(const MontageTile& tile, bool two_lines) {
  if (two_lines)
    return {fitted(tile.truth, kCaption, kCaptionPx), fitted("-> " + tile.predicted, kCaption, kCaptionPx)};
  return {short_name(tile.truth) + " -> " + short_name(tile.predicted)};
}

class Montage {
 public:
  Montage(const SampleImages& images, const std::vector<MontageTile>& tiles, int columns)
      : images_(images), tiles_(tiles), columns_(columns) {
    two_lines_ = !std::all_of(tiles.begin(), tiles.end(),
                              [](const MontageTile& t) { return fits(caption(t, false)[0]); });
  }

  data::Picture draw(const std::string& title) const {
    const int across = std::min<int>(columns_, static_cast<int>(tiles_.size()));
    const int down = (static_cast<int>(tiles_.size()) + columns_ - 1) / columns_;
    const double width = std::max(across * (kTilePx + kGapPx) - kGapPx, text_width(title, kTitle));
    Canvas canvas(2 * kMargin + width, 2 * kMargin + kTitleHeight + down * row_height() - kGapPx);
    canvas.text({kMargin, kMargin + kTitle.size_px / 2}, title, kTitle);
    for (std::size_t i = 0; i < tiles_.size(); ++i) draw_tile(canvas, i);
    return canvas.picture();
  }

 private:
  double row_height() const { return kTilePx + (two_lines_ ? 2 : 1) * kLinePx + kDetailPx + kGapPx; }

  void draw_tile(Canvas& canvas, std::size_t place) const {
    const MontageTile& tile = tiles_[place];
    const double left = kMargin + static_cast<double>(place % columns_) * (kTilePx + kGapPx);
    const double top = kMargin + kTitleHeight + static_cast<double>(place / columns_) * row_height();
    const double scale = kTilePx / std::max(images_.height, images_.width);
    const double width = std::max(1.0, images_.width * scale);
    const double height = std::max(1.0, images_.height * scale);
    const Colour colour = tile.correct ? palette::kGreen : palette::kRed;
    canvas.fill({left, top, kTilePx, kTilePx}, {0, 0, 0});
    canvas.image({left + (kTilePx - width) / 2, top + (kTilePx - height) / 2, width, height},
                 images_.pixels(tile.sample), images_.height, images_.width);
    canvas.frame({left - 2, top - 2, kTilePx + 4, kTilePx + 4}, colour, 2);

    TextStyle style = kCaption;
    style.colour = colour;
    double y = top + kTilePx + 13;
    for (const std::string& text : caption(tile, two_lines_)) {
      canvas.text({left + kTilePx / 2, y}, text, style);
      y += kLinePx;
    }
    canvas.text({left + kTilePx / 2, y}, tile.detail, {12, palette::kMuted, Align::kCentre, false});
  }

  const SampleImages& images_;
  const std::vector<MontageTile>& tiles_;
  int columns_;
  bool two_lines_ = false;
};

}  // namespace

data::Picture plot_montage(const SampleImages& images, const std::vector<MontageTile>& tiles,
                           const std::string& title, int columns) {
  DUCTUS_CHECK(!tiles.empty() && columns > 0 && images.height > 0 && images.width > 0,
               "montage: {} tiles, {} columns, images of {} x {}", tiles.size(), columns, images.height,
               images.width);
  return Montage(images, tiles, columns).draw(title);
}

}  // namespace ductus::eval
