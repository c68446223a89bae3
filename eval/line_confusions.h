// Which units are taken for which, counted over lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eval/edit_distance.h"
#include "eval/text_units.h"

namespace ductus::eval {

/// One of the edits, counted over all lines. An empty side: nothing was there (insertion) or was read
/// (deletion).
struct Confusion {
  std::string truth;      // UTF-8
  std::string predicted;  // UTF-8
  int64_t count = 0;
};

/// Counts pairs of units that are no hits.
class ConfusionCounts {
 public:
  /// `edits`: an alignment of the two texts.
  void add(std::u32string_view truth, std::u32string_view predicted, const std::vector<Edit>& edits);

  /// Most frequent first, then by code points. `graphemes`: who made the units.
  std::vector<Confusion> sorted(const GraphemeUnits& graphemes) const;

 private:
  using Key = uint32_t;                       // of a unit: its number and one
  static constexpr Key kNothing = 0;          // no unit
  static constexpr std::size_t kAscii = 129;  // keys of ASCII and of nothing

  int64_t& count_of(Key truth, Key predicted);

  std::vector<int64_t> ascii_ = std::vector<int64_t>(kAscii * kAscii);  // [truth, predicted]
  std::unordered_map<uint64_t, int64_t> others_;                        // by both keys
};

}  // namespace ductus::eval
