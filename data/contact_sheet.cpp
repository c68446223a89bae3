#include "data/contact_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/thousands.h"
#include "data/fonts/lettering.h"
#include "data/sheet_canvas.h"

namespace ductus::data {
namespace {

using Font = SheetCanvas::Font;
using Ink = SheetCanvas::Ink;

constexpr int kMarginPx = 24;
constexpr int kGutterPx = 4;
constexpr int kTitlePx = 44;

/// A class's name, cut where it is long.
std::string name_of(const std::string& symbol) { return shortened(symbol, 16); }

/// The samples of each class that are shown.
std::vector<std::vector<int64_t>> examples(const ImageSet& set, int per_class) {
  std::vector<std::vector<int64_t>> classes(set.alphabet.size());
  for (int64_t i = 0; i < set.size(); ++i) classes[set.labels[i]].push_back(i);
  for (auto& members : classes)
    members = gather(members, even_steps(static_cast<int64_t>(members.size()), per_class));
  return classes;
}

class Sheet {
 public:
  Sheet(const ImageSet& set, const ContactSheetOptions& options)
      : set_(set), options_(options), counts_(set.class_counts()) {
    rows_ = std::min<int>(options.max_classes, static_cast<int>(set.alphabet.size()));
    for (int label = 0; label < rows_; ++label) {
      names_px_ = std::max(names_px_, SheetCanvas::text_width(name_of(set.alphabet[label]), Font::kName));
    }
  }

  Picture draw() {
    const int width = left() + options_.per_class * (tile_width() + kGutterPx) - kGutterPx + kMarginPx;
    const int height = kTitlePx + kMarginPx + rows_ * (options_.tile_px + kGutterPx) - kGutterPx + kMarginPx;
    SheetCanvas sheet(height, width);
    draw_title(sheet);
    const auto shown = examples(set_, options_.per_class);
    const int64_t largest = std::max<int64_t>(1, *std::max_element(counts_.begin(), counts_.end()));
    for (int label = 0; label < rows_; ++label) {
      draw_caption(sheet, label, largest);
      for (int column = 0; column < options_.per_class; ++column) {
        draw_tile(sheet, label, column,
                  column < static_cast<int>(shown[label].size()) ? shown[label][column] : -1);
      }
    }
    return sheet.finish();
  }

 private:
  static constexpr int kCountPx = 64;  // bar and count of a class

  int tile_width() const { return std::max(1, set_.width * options_.tile_px / set_.height); }
  int left() const { return kMarginPx + names_px_ + 12 + kCountPx + 12; }
  int top(int row) const { return kTitlePx + kMarginPx + row * (options_.tile_px + kGutterPx); }

  void draw_title(SheetCanvas& sheet) const {
    const auto classes = set_.alphabet.size();
    std::string text = fmt::format("{} samples, {} classes, {} x {} pixels",
                                   config::with_thousands(set_.size()), classes, set_.height, set_.width);
    if (rows_ < static_cast<int>(classes)) text += fmt::format(" (the first {} shown)", rows_);
    sheet.text(text, kMarginPx, kMarginPx + 18, Font::kTitle, Ink::kBright);
  }

  void draw_caption(SheetCanvas& sheet, int label, int64_t largest) const {
    const int middle = top(label) + options_.tile_px / 2;
    sheet.text_right(name_of(set_.alphabet[label]), kMarginPx + names_px_, middle, Font::kName, Ink::kBright);
    const int right = left() - 12;
    sheet.text_right(config::with_thousands(counts_[label]), right, middle - 5, Font::kCount, Ink::kDim);
    const int bar = static_cast<int>((counts_[label] * kCountPx + largest - 1) / largest);
    if (bar > 0) sheet.fill({right - bar, middle + 6, bar, 3}, Ink::kBar);
  }

  void draw_tile(SheetCanvas& sheet, int row, int column, int64_t sample) const {
    const SheetCanvas::Box tile{left() + column * (tile_width() + kGutterPx), top(row), tile_width(),
                                options_.tile_px};
    if (sample < 0) return sheet.fill(tile, Ink::kEmptyTile);
    sheet.picture(set_.image(sample), set_.height, set_.width, tile);
  }

  const ImageSet& set_;
  ContactSheetOptions options_;
  std::vector<int64_t> counts_;
  int rows_ = 0;
  int names_px_ = 0;
};

}  // namespace

Picture contact_sheet(const ImageSet& set, const ContactSheetOptions& options) {
  DUCTUS_CHECK(
      !set.alphabet.empty() && options.per_class > 0 && options.tile_px > 0 && options.max_classes > 0,
      "contact sheet: nothing to show: {} classes, {} a row of {} pixels", set.alphabet.size(),
      options.per_class, options.tile_px);
  return Sheet(set, options).draw();
}

Picture contact_sheet(const LineSet& set, const LineSheetOptions& options) {
  DUCTUS_CHECK(set.size() > 0 && options.lines > 0 && options.line_px > 0 && options.width_px > 0,
               "contact sheet: nothing to show: {} lines, {} of {} pixels", set.size(), options.lines,
               options.line_px);
  const auto shown = even_steps(set.size(), options.lines);
  constexpr int kTextPx = 22;
  const int row_px = options.line_px + kTextPx + 2 * kGutterPx;
  SheetCanvas sheet(kTitlePx + kMarginPx + static_cast<int>(shown.size()) * row_px + kMarginPx,
                    options.width_px + 2 * kMarginPx);
  sheet.text(fmt::format("{} lines, {} symbols, {} pixels high ({} shown)",
                         config::with_thousands(set.size()), set.alphabet.size(), set.height, shown.size()),
             kMarginPx, kMarginPx + 18, Font::kTitle, Ink::kBright);
  int top = kTitlePx + kMarginPx;
  for (const int64_t i : shown) {
    const int width = std::max(1, set.width[i] * options.line_px / set.height);
    // a line wider than the sheet is shown lower
    const int height =
        width > options.width_px ? std::max(1, options.line_px * options.width_px / width) : options.line_px;
    sheet.picture(set.image(i), set.height, set.width[i],
                  {kMarginPx, top, std::min(width, options.width_px), height});
    const int middle = top + options.line_px + kTextPx / 2;
    sheet.text(set.texts[i], kMarginPx, middle + 4, Font::kText, Ink::kBright);
    sheet.text_right(set.id(i), kMarginPx + options.width_px, middle, Font::kCount, Ink::kDim);
    top += row_px;
  }
  return sheet.finish();
}

}  // namespace ductus::data
