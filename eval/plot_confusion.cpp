#include <algorithm>
#include <cmath>

#include "configs/schema/error.h"
#include "eval/canvas.h"
#include "eval/plots.h"
#include "eval/text_table.h"

namespace ductus::eval {
namespace {

constexpr double kMargin = 24;
constexpr double kTitleHeight = 34;
constexpr double kBarWidth = 16;
constexpr double kLeastTextPx = 7;
constexpr double kLeastNamePx = 10;
constexpr double kTickPx = 4;
constexpr TextStyle kTitle{18, palette::kInk, Align::kLeft, true};
constexpr TextStyle kAxis{15, palette::kInk, Align::kCentre, false};

/// Errors are rare and the diagonal is not: the square root lets 1 % be seen (a tenth of the scale).
Colour cell_colour(double share, bool diagonal) {
  return mix(palette::kWhite, diagonal ? palette::kBlue : palette::kRed, std::sqrt(share));
}

/// The count, in smaller type where the cell asks for it; nothing where it cannot be read.
void draw_count(Canvas& canvas, const Box& box, int64_t count, Colour background) {
  const std::string text = std::to_string(count);
  TextStyle style{std::min(15.0, box.height * 0.52), readable_on(background), Align::kCentre, false};
  while (style.size_px > 8 && text_width(text, style) > box.width - 3) style.size_px -= 0.5;
  if (style.size_px < kLeastTextPx || text_width(text, style) > box.width - 1) return;
  canvas.text({box.x + box.width / 2, box.y + box.height / 2}, text, style);
}

class ConfusionPlot {
 public:
  ConfusionPlot(const ConfusionMatrix& matrix, const std::vector<int32_t>& labels,
                const std::vector<std::string>& names, const std::string& title)
      : matrix_(matrix),
        labels_(labels),
        names_(names),
        layout_(labels.size(), names),
        canvas_(layout_.width(title), layout_.height()) {
    canvas_.text({kMargin, kMargin + kTitle.size_px / 2}, title, kTitle);
  }

  data::Picture draw() {
    draw_cells();
    draw_grid();
    draw_names();
    draw_scale(layout_.scale_left(), true, "right");
    draw_scale(layout_.scale_left() + kBarWidth + 4, false, "wrong");
    return canvas_.picture();
  }

 private:
  struct Layout {
    Layout(std::size_t count, const std::vector<std::string>& names)
        : classes(static_cast<double>(count)),
          cell(std::floor(std::clamp(1080 / classes, 5.0, 56.0))),
          name_style{std::clamp(cell * 0.66, kLeastNamePx, 15.0), palette::kInk, Align::kRight, false, true},
          name_step(static_cast<std::size_t>(std::ceil(name_style.size_px / cell))) {
      for (const std::string& name : names)
        longest = std::max(longest, text_width(short_name(name), name_style));
      upwards = longest > cell - 2;
      left = kMargin + 26 + longest + 8;
      top = kMargin + kTitleHeight;
    }

    double side() const { return cell * classes; }
    double scale_left() const { return left + side() + 28; }
    double names_height() const { return upwards ? longest + 10 : name_style.size_px + 8; }
    double width(const std::string& title) const {
      return std::max(scale_left() + 2 * kBarWidth + 4 + 60, text_width(title, kTitle) + 2 * kMargin);
    }
    double height() const {
      return std::max(top + side() + names_height() + 26 + kMargin, top + 240 + kMargin);
    }

    double classes;
    double cell;
    TextStyle name_style;
    std::size_t name_step;  // every so many classes one is named: as near as lines of text may stand
    double longest = 0;
    bool upwards = false;
    double left = 0;
    double top = 0;
  };

  Box cell_box(std::size_t row, std::size_t column) const {
    return {layout_.left + static_cast<double>(column) * layout_.cell,
            layout_.top + static_cast<double>(row) * layout_.cell, layout_.cell, layout_.cell};
  }

  void draw_cells() {
    for (std::size_t row = 0; row < labels_.size(); ++row) {
      for (std::size_t column = 0; column < labels_.size(); ++column) draw_cell(row, column);
    }
  }

  void draw_cell(std::size_t row, std::size_t column) {
    const int64_t count = matrix_.count(labels_[row], labels_[column]);
    if (count == 0) return;
    const double share = static_cast<double>(count) / static_cast<double>(matrix_.support(labels_[row]));
    const Box box = cell_box(row, column);
    const Colour colour = cell_colour(share, row == column);
    canvas_.fill(box, colour);
    draw_count(canvas_, box, count, colour);
  }

  void draw_grid() {
    for (std::size_t i = 0; i <= labels_.size(); ++i) {
      const double at = static_cast<double>(i) * layout_.cell;
      canvas_.fill({layout_.left + at, layout_.top, 1, layout_.side() + 1}, palette::kGrid);
      canvas_.fill({layout_.left, layout_.top + at, layout_.side() + 1, 1}, palette::kGrid);
    }
    canvas_.frame({layout_.left, layout_.top, layout_.side() + 1, layout_.side() + 1}, palette::kMuted);
  }

  void draw_names() {
    const double bottom = layout_.top + layout_.side();
    TextStyle below = layout_.name_style;
    below.align = layout_.upwards ? Align::kRight : Align::kCentre;
    for (std::size_t i = 0; i < names_.size(); i += layout_.name_step) {
      const double middle = (static_cast<double>(i) + 0.5) * layout_.cell;
      if (layout_.name_step > 1) draw_ticks(middle);
      const std::string name = short_name(names_[i]);
      canvas_.text({layout_.left - 7, layout_.top + middle}, name, layout_.name_style);
      if (layout_.upwards) {
        canvas_.text_upwards({layout_.left + middle, bottom + 7}, name, below);
      } else {
        canvas_.text({layout_.left + middle, bottom + 6 + below.size_px / 2}, name, below);
      }
    }
    canvas_.text({layout_.left + layout_.side() / 2, bottom + layout_.names_height() + 12}, "predicted",
                 kAxis);
    canvas_.text_upwards({kMargin + 8, layout_.top + layout_.side() / 2}, "true", kAxis);
  }

  /// Tells which row and column a name belongs to where not all have one.
  void draw_ticks(double middle) {
    canvas_.fill({layout_.left - kTickPx, layout_.top + middle, kTickPx, 1}, palette::kMuted);
    canvas_.fill({layout_.left + middle, layout_.top + layout_.side() + 1, 1, kTickPx}, palette::kMuted);
  }

  void draw_scale(double left, bool diagonal, const std::string& name) {
    const double length = std::clamp(layout_.side() * 0.6, 160.0, 420.0);
    const double top = layout_.top + 8;
    for (int step = 0; step < static_cast<int>(length); ++step) {
      const double height = 1 - step / length;  // the scale is even in the square root
      canvas_.fill({left, top + step, kBarWidth, 1}, cell_colour(height * height, diagonal));
    }
    canvas_.frame({left, top, kBarWidth, length}, palette::kMuted);
    canvas_.text_upwards({left + kBarWidth / 2, top + length + 8}, name,
                         {12, palette::kMuted, Align::kRight, false});
    if (diagonal) return;
    for (const int percent : {0, 1, 5, 20, 50, 100}) {
      const double y = top + length * (1 - std::sqrt(percent / 100.0));
      canvas_.line({left + kBarWidth, y}, {left + kBarWidth + 4, y}, palette::kMuted);
      canvas_.text({left + kBarWidth + 8, y}, std::to_string(percent) + " %",
                   {12, palette::kMuted, Align::kLeft, false});
    }
  }

  const ConfusionMatrix& matrix_;
  const std::vector<int32_t>& labels_;
  const std::vector<std::string>& names_;
  Layout layout_;
  Canvas canvas_;
};

}  // namespace

data::Picture plot_confusion(const ConfusionMatrix& matrix, const std::vector<int32_t>& labels,
                             const std::vector<std::string>& names, const std::string& title) {
  DUCTUS_CHECK(!labels.empty() && labels.size() <= kMaxPlotClasses && names.size() == labels.size(),
               "confusion picture: {} labels and {} names, expected 1 to {}", labels.size(), names.size(),
               kMaxPlotClasses);
  return ConfusionPlot(matrix, labels, names, title).draw();
}

}  // namespace ductus::eval
