#include "data/symbol_places.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>
#include <unordered_set>

#include "configs/schema/error.h"
#include "configs/schema/numbers.h"
#include "data/mapped_file.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

/// The columns that are asked for, wherever they stand.
class Columns {
 public:
  Columns(const TextLine& header, const std::string& file) : file_(file) {
    const auto names = cells_of(header.text);
    count_ = names.size();
    for (std::size_t k = 0; k < kNames.size(); ++k) {
      const auto found = std::find(names.begin(), names.end(), kNames[k]);
      DUCTUS_CHECK(found != names.end(),
                   "{}: no column '{}' (expected what `ductus eval MODEL LINES --symbols` writes)", file_,
                   kNames[k]);
      at_[k] = static_cast<std::size_t>(found - names.begin());
    }
  }

  void add(const TextLine& row, SymbolPlaces& places) {
    const auto fields = cells_of(row.text);
    DUCTUS_CHECK(fields.size() == count_, "{}:{}: expected {} columns, found {}", file_, row.number, count_,
                 fields.size());
    if (fields[at_[kIndex]] == "0") {  // a line's first symbol: once in each
      DUCTUS_CHECK(ids_.emplace(fields[at_[kFile]]).second,
                   "{}:{}: a second line is called '{}', whose places would be taken for the first one's "
                   "(`ductus data join` tells such lines apart)",
                   file_, row.number, fields[at_[kFile]]);
    }
    if (fields[at_[kTruth]].empty()) return;
    const double width = number(fields, kLinePx, row), begin = number(fields, kBeginPx, row) / width,
                 end = number(fields, kEndPx, row) / width;
    const auto symbol = number<int64_t>(fields, kTruth, row);
    DUCTUS_CHECK(width > 0 && begin >= 0 && begin <= end && symbol >= 0,
                 "{}:{}: no place in a line: columns {} to {} of {}", file_, row.number,
                 fields[at_[kBeginPx]], fields[at_[kEndPx]], fields[at_[kLinePx]]);
    places[std::string(fields[at_[kFile]])].push_back({symbol, begin, end});
  }

 private:
  enum { kFile, kTruth, kBeginPx, kEndPx, kLinePx, kIndex };
  static constexpr std::array<std::string_view, 6> kNames = {"file",   "truth",   "begin_px",
                                                             "end_px", "line_px", "index"};

  template <typename T = double>
  T number(const std::vector<std::string_view>& fields, std::size_t column, const TextLine& row) const {
    const std::string_view text = fields[at_[column]];
    T value = 0;
    DUCTUS_CHECK(config::parse_number(text, value) == config::Parsed::kGood,
                 "{}:{}: {}: expected a {}number, found '{}'", file_, row.number, kNames[column],
                 std::is_integral_v<T> ? "whole " : "", text);
    return value;
  }

  const std::string& file_;
  std::size_t count_ = 0;
  std::array<std::size_t, 6> at_{};
  std::unordered_set<std::string> ids_;
};

}  // namespace

SymbolPlaces read_symbol_places(const std::filesystem::path& path) {
  const std::string file = path.string();
  const MappedFile mapped(file);
  const auto rows = text_lines(mapped.text(), file);
  DUCTUS_CHECK(!rows.empty(), "{}: is empty", file);
  Columns columns(rows[0], file);
  SymbolPlaces places;
  for (std::size_t i = 1; i < rows.size(); ++i) columns.add(rows[i], places);
  for (auto& [id, symbols] : places)
    std::sort(symbols.begin(), symbols.end(),
              [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
  return places;
}

}  // namespace ductus::data
