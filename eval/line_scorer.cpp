#include "eval/line_scorer.h"

#include <algorithm>
#include <iterator>

namespace ductus::eval {
namespace {

/// Bit i: U+0040 + i is there. Or `other`: what is not ASCII is.
struct Letters {
  uint64_t found = 0;
  bool other = false;

  void add(std::u32string_view text) {
    char32_t all = 0;
    for (const char32_t c : text) {
      found |= static_cast<uint64_t>(c >> 6U == 1) << (c & 63U);
      all |= c;
    }
    other |= all >= 0x80;
  }

  static constexpr unsigned kToUpper = 32;  // bits from "a" to "A"
};

/// Whether a unit of one side could become equal to one of the other by case folding.
bool case_matters(const Letters& a, const Letters& b) {
  constexpr uint64_t kUpper = 0x07FF'FFFE;  // "A" to "Z"
  const uint64_t both = (a.found & b.found >> Letters::kToUpper) | (b.found & a.found >> Letters::kToUpper);
  return a.other || b.other || (both & kUpper) != 0;
}

Letters letters_in(std::u32string_view text) {
  Letters letters;
  letters.add(text);
  return letters;
}

Letters letters_in(const Words& words) {
  Letters letters;
  for (const std::u32string_view word : words) letters.add(word);
  return letters;
}

/// Takes from both what their beginnings and ends have in common; returns how many words.
int64_t trim_common(Words& a, Words& b) {
  const std::size_t before = a.size();
  const auto [a_from, b_from] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  a.erase(a.begin(), a_from);
  b.erase(b.begin(), b_from);
  const auto [a_back, b_back] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  a.erase(a_back.base(), a.end());
  b.erase(b_back.base(), b.end());
  return static_cast<int64_t>(before - a.size());
}

}  // namespace

void TotalsSum::add(const EditCounts& characters, const EditCounts& words) {
  ++totals_.lines;
  totals_.characters += characters;
  totals_.words += words;
  totals_.mean_cer += characters.rate();
  totals_.mean_wer += words.rate();
  exact_ += characters.errors() == 0;
}

LineTotals TotalsSum::totals() const {
  LineTotals result = totals_;
  if (result.lines > 0) {
    result.mean_cer /= static_cast<double>(result.lines);
    result.mean_wer /= static_cast<double>(result.lines);
  }
  result.exact = proportion(exact_, result.lines);
  return result;
}

LineScore LineScorer::add(const TextPair& text) {
  LineScore score;
  score.type = line_type(text.truth);
  if (text.truth == text.predicted) return add_exact(text.truth, score);
  const Compared with_spaces = characters(text, &confusions_);
  const Compared by_word = words(text);
  without_spaces(text.truth, truth_bare_);
  without_spaces(text.predicted, predicted_bare_);
  const Compared bare = characters({truth_bare_, predicted_bare_});

  score.characters = with_spaces.edits;
  score.words = by_word.edits;
  all_.add(score.characters, score.words);
  space_free_.add(bare.edits, {});
  const bool case_matters = with_spaces.case_matters || by_word.case_matters || bare.case_matters;
  if (case_matters || !is_ascii(text.truth) || !is_ascii(text.predicted)) {
    add_folded(text);
  } else {
    case_folded_.add(score.characters, score.words);
    case_folded_space_free_.add(bare.edits, {});
  }
  return score;
}

/// The same on both sides, where all that is left is to count: as most lines should be.
LineScore LineScorer::add_exact(std::u32string_view text, LineScore score) {
  const auto hits = [this](std::u32string_view same) { return EditCounts{unit_count(same), 0, 0, 0}; };
  score.characters = hits(text);
  score.words.hits = static_cast<int64_t>(split_words(text).size());
  without_spaces(text, truth_bare_);
  const EditCounts bare = hits(truth_bare_);
  all_.add(score.characters, score.words);
  space_free_.add(bare, {});
  if (is_ascii(text)) {
    case_folded_.add(score.characters, score.words);
    case_folded_space_free_.add(bare, {});
  } else {
    const std::u32string folded = fold_case(text);
    case_folded_.add(hits(folded), score.words);
    case_folded_space_free_.add(hits(without_spaces(folded)), {});
  }
  return score;
}

/// The variants without differences of case, the long way.
void LineScorer::add_folded(const TextPair& text) {
  const std::u32string truth = fold_case(text.truth), predicted = fold_case(text.predicted);
  case_folded_.add(characters({truth, predicted}).edits, words({truth, predicted}).edits);
  without_spaces(truth, truth_bare_);
  without_spaces(predicted, predicted_bare_);
  case_folded_space_free_.add(characters({truth_bare_, predicted_bare_}).edits, {});
}

LineScores LineScorer::scores(std::vector<LineScore> lines) const {
  return {rules_,
          std::move(lines),
          all_.totals(),
          case_folded_.totals(),
          space_free_.totals(),
          case_folded_space_free_.totals(),
          confusions_.sorted(graphemes_)};
}

int64_t LineScorer::unit_count(std::u32string_view text) const {
  return static_cast<int64_t>(rules_.unit == ScoringRules::Unit::kCodePoints ? text.size()
                                                                             : split_graphemes(text).size());
}

/// Valid until the next call.
TextPair LineScorer::units_of(const TextPair& text) {
  if (rules_.unit == ScoringRules::Unit::kCodePoints) return text;
  truth_units_ = graphemes_.units(text.truth);
  predicted_units_ = graphemes_.units(text.predicted);
  return {truth_units_, predicted_units_};
}

/// Counts confusions where there is something to count them in.
LineScorer::Compared LineScorer::characters(const TextPair& text, ConfusionCounts* confusions) {
  auto [truth, predicted] = units_of(text);
  const CommonEnds common = trim_common(truth, predicted);
  EditCounts counts = aligner_.count(truth, predicted);
  if (confusions != nullptr) confusions->add(truth, predicted, aligner_.edits());
  counts.hits += common.units();
  return {counts, case_matters(letters_in(truth), letters_in(predicted))};
}

LineScorer::Compared LineScorer::words(const TextPair& text) {
  Words truth = split_words(text.truth);
  Words predicted = split_words(text.predicted);
  const int64_t common = trim_common(truth, predicted);
  const WordNumbers numbers = number_words(truth, predicted);
  EditCounts counts = aligner_.count(numbers.truth, numbers.predicted);
  counts.hits += common;
  return {counts, case_matters(letters_in(truth), letters_in(predicted))};
}

}  // namespace ductus::eval
