#include "data/synth/receipts/drawn_rows.h"

#include <algorithm>
#include <numeric>

#include "data/utf8.h"

namespace ductus::data {
namespace {

class RowDrawer {
 public:
  RowDrawer(const Grammar& words, Rng& rng) : words_(words), rng_(rng) {}

  void draw(const std::vector<RowSpec>& specs, std::vector<DrawnRow>& rows) {
    for (const RowSpec& spec : specs) {
      if (rng_.uniform() >= spec.probability) continue;
      const int times = spec.times.draw(rng_);
      for (int i = 0; i < times; ++i) draw(spec, rows);
    }
  }

 private:
  void draw(const RowSpec& spec, std::vector<DrawnRow>& rows) {
    if (spec.kind == RowSpec::Kind::kOneOf) return draw(pick(rng_, spec.choices), rows);
    DrawnRow row{spec.kind, spec.style, {}, {}, {}};
    for (const CellSpec& cell : spec.cells) {
      row.cells.push_back(
          {text(cell.rule), cell.width, cell.characters.draw(rng_), cell.gap.draw(rng_), cell.align});
    }
    if (!spec.separator.empty()) row.separator = text(spec.separator);
    if (spec.kind == RowSpec::Kind::kItems) draw(spec.choices[0], row.item);
    rows.push_back(std::move(row));
  }

  std::string text(const std::string& rule) {
    std::string out;
    words_.draw(rule, rng_, out);
    return out;
  }

  const Grammar& words_;
  Rng& rng_;
};

}  // namespace

int length_of(const std::string& text) { return static_cast<int>(count_code_points(text)); }

std::vector<DrawnRow> draw_rows(const Layout& layout, Rng& rng) {
  std::vector<DrawnRow> rows;
  RowDrawer(*layout.words, rng).draw(layout.rows, rows);
  return rows;
}

CellPlaces place_cells(const std::vector<DrawnCell>& cells, const std::vector<std::string>& texts,
                       int columns) {
  std::vector<int> widths(cells.size(), 1), gaps(cells.size(), 0);
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    gaps[i] = i == 0 ? 0 : cells[i].gap;
    if (cells[i].width == CellSpec::Width::kRest) rest.push_back(i);
    if (cells[i].width == CellSpec::Width::kFit) widths[i] = std::max(1, length_of(texts[i]));
    if (cells[i].width == CellSpec::Width::kFixed) widths[i] = cells[i].characters;
  }
  const auto left = [&] {
    return columns - std::accumulate(widths.begin(), widths.end(), 0) -
           std::accumulate(gaps.begin(), gaps.end(), 0);
  };
  if (left() < 0) std::for_each(gaps.begin(), gaps.end(), [](int& gap) { gap = std::min(gap, 1); });
  if (left() < 0 && columns < 2 * static_cast<int>(cells.size())) std::fill(gaps.begin(), gaps.end(), 0);
  while (left() < 0) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest == 1) break;
    --*widest;
  }
  const int shared = std::max(0, left());
  for (std::size_t k = 0; k < rest.size(); ++k) {
    const int count = static_cast<int>(rest.size()), i = static_cast<int>(k);
    widths[rest[k]] += shared * (i + 1) / count - shared * i / count;
  }
  return {gaps, widths};
}

}  // namespace ductus::data
