// One line after another into the sums that score_lines() returns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "eval/edit_distance.h"
#include "eval/line_confusions.h"
#include "eval/line_metrics.h"
#include "eval/text_units.h"

namespace ductus::eval {

/// Both sides of a line.
struct TextPair {
  std::u32string_view truth;
  std::u32string_view predicted;
};

class TotalsSum {
 public:
  void add(const EditCounts& characters, const EditCounts& words);
  LineTotals totals() const;

 private:
  LineTotals totals_;  // means: sums so far
  int64_t exact_ = 0;
};

/// Does no more for a line than its texts ask for: where they are the same there is nothing to align, and
/// where no letter stands in upper case on one side and in lower case on the other, case folding changes no
/// edit. What it needs to work in is kept for the next line.
class LineScorer {
 public:
  explicit LineScorer(const ScoringRules& rules) : rules_(rules) {}

  /// `text`: stripped.
  LineScore add(const TextPair& text);

  LineScores scores(std::vector<LineScore> lines) const;

 private:
  /// Two texts side by side.
  struct Compared {
    EditCounts edits;
    bool case_matters = false;  // case folding might change the edits, as far as ASCII goes
  };

  LineScore add_exact(std::u32string_view text, LineScore score);
  void add_folded(const TextPair& text);
  TextPair units_of(const TextPair& text);
  int64_t unit_count(std::u32string_view text) const;
  Compared characters(const TextPair& text, ConfusionCounts* confusions = nullptr);
  Compared words(const TextPair& text);

  ScoringRules rules_;
  EditAligner aligner_;
  GraphemeUnits graphemes_;
  ConfusionCounts confusions_;
  TotalsSum all_, case_folded_, space_free_, case_folded_space_free_;
  std::u32string truth_units_, predicted_units_;  // of units_of
  std::u32string truth_bare_, predicted_bare_;    // without spaces
};

}  // namespace ductus::eval
