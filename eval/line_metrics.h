// How well lines were read: character and word error rates, exact lines, and which symbols are taken for
// which.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/edit_distance.h"
#include "eval/line_confusions.h"
#include "eval/line_predictions.h"
#include "eval/line_types.h"
#include "eval/metrics.h"

namespace ductus::eval {

/// What is compared with what. Both sides are stripped of white space at their ends in any case; white space
/// inside counts as every other character.
struct ScoringRules {
  enum class Normalisation {
    kNfc,   ///< both sides composed first
    kNone,  ///< as it is: jiwer's numbers
  };
  enum class Unit { kCodePoints, kGraphemes };

  Normalisation normalisation = Normalisation::kNfc;
  Unit unit = Unit::kCodePoints;
};

/// "code points after NFC".
std::string description(const ScoringRules& rules);

/// Whether two texts, valid UTF-8, are one and the same by the rules.
bool same_text(const std::string& a, const std::string& b, const ScoringRules& rules);

/// One line.
struct LineScore {
  EditCounts characters;
  EditCounts words;
  LineType type = LineType::kText;

  bool exact() const { return characters.errors() == 0; }
};

/// Many lines. CER and WER of the corpus are characters.rate() and words.rate(): all errors over all of the
/// truth.
struct LineTotals {
  int64_t lines = 0;
  EditCounts characters;
  EditCounts words;     ///< of jiwer's words
  double mean_cer = 0;  ///< mean of the lines' own rates, each line the same weight; 0 without lines
  double mean_wer = 0;
  Proportion exact;  ///< lines without any error
};

/// Everything that follows from the texts.
struct LineScores {
  ScoringRules rules;
  std::vector<LineScore> lines;  // [N]
  LineTotals all;
  LineTotals case_folded;             ///< both sides case-folded
  LineTotals space_free;              ///< both sides without white space; no words
  LineTotals case_folded_space_free;  ///< no words
  std::vector<Confusion> confusions;  ///< most frequent first, then by code points
};

/// Throws ductus::Error when the lines are not in order (LinePredictions::check) or a text is not UTF-8.
LineScores score_lines(const LinePredictions& lines, const ScoringRules& rules = {});

/// The lines at `indices` together.
LineTotals total(const std::vector<LineScore>& lines, const std::vector<int64_t>& indices);

/// Lines that have an error, worst first: by errors, then by rate, then by place.
std::vector<int64_t> worst_lines(const std::vector<LineScore>& lines);

}  // namespace ductus::eval
