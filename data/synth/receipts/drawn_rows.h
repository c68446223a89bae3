// A layout's rows after all that is random about them.
#pragma once

#include <string>
#include <vector>

#include "data/synth/receipts/layout.h"

namespace ductus::data {

/// A cell whose text is drawn; its fields are still to be filled in.
struct DrawnCell {
  std::string text;
  CellSpec::Width width;
  int characters, gap;
  Align align;
};

/// A row: every item's rows are the same.
struct DrawnRow {
  RowSpec::Kind kind;
  RowStyle style;
  std::vector<DrawnCell> cells;
  std::string separator;
  std::vector<DrawnRow> item;  ///< rows of each item
};

std::vector<DrawnRow> draw_rows(const Layout& layout, Rng& rng);

/// Characters of UTF-8, as columns count them: code points.
int length_of(const std::string& text);

/// Where a row's cells stand.
struct CellPlaces {
  std::vector<int> gaps, widths;  // characters, one a cell; widths at least 1
};

/// Places of cells with these texts (each cell's longest line) in so many columns: what is as wide as its
/// text or of a fixed width first, then the others share what is left. Where there is too little, gaps close
/// and the widest cells give way.
CellPlaces place_cells(const std::vector<DrawnCell>& cells, const std::vector<std::string>& texts,
                       int columns);

}  // namespace ductus::data
