#include "eval/line_metrics.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

/// Both sides of a line.
struct TextPair {
  std::u32string truth;
  std::u32string predicted;
};

template <typename Change>
TextPair changed(const TextPair& text, Change change) {
  return {change(text.truth), change(text.predicted)};
}

class TotalsSum {
 public:
  void add(const EditCounts& characters, const EditCounts& words) {
    ++totals_.lines;
    totals_.characters += characters;
    totals_.words += words;
    totals_.mean_cer += characters.rate();
    totals_.mean_wer += words.rate();
    exact_ += characters.errors() == 0;
  }

  LineTotals totals() const {
    LineTotals result = totals_;
    if (result.lines > 0) {
      result.mean_cer /= static_cast<double>(result.lines);
      result.mean_wer /= static_cast<double>(result.lines);
    }
    result.exact = proportion(exact_, result.lines);
    return result;
  }

 private:
  LineTotals totals_;  // means: sums so far
  int64_t exact_ = 0;
};

/// Pairs of units with their counts.
class ConfusionCounts {
 public:
  void add(const TextPair& units, const std::vector<Edit>& edits) {
    std::size_t i = 0;
    std::size_t j = 0;
    for (const Edit edit : edits) {
      if (edit != Edit::kHit) {
        ++counts_[key(edit == Edit::kInsertion ? kNothing : units.truth[i],
                      edit == Edit::kDeletion ? kNothing : units.predicted[j])];
      }
      i += edit != Edit::kInsertion;
      j += edit != Edit::kDeletion;
    }
  }

  std::vector<Confusion> sorted(const GraphemeUnits& graphemes) const {
    const auto text = [&](uint64_t unit) {
      return unit == kNothing ? std::string() : encode_utf8(graphemes.text(static_cast<char32_t>(unit)));
    };
    std::vector<Confusion> confusions;
    for (const auto& [pair, count] : counts_) {
      confusions.push_back({text(pair >> 32U), text(pair & 0xFFFFFFFFU), count});
    }
    std::sort(confusions.begin(), confusions.end(), [](const Confusion& a, const Confusion& b) {
      return std::tie(b.count, a.truth, a.predicted) < std::tie(a.count, b.truth, b.predicted);
    });
    return confusions;
  }

 private:
  static constexpr char32_t kNothing = 0xFFFFFFFF;
  static uint64_t key(char32_t truth, char32_t predicted) {
    return static_cast<uint64_t>(truth) << 32U | predicted;
  }

  std::unordered_map<uint64_t, int64_t> counts_;
};

/// Takes from both what their beginnings and ends have in common; returns how many words.
int64_t trim_common(Words& a, Words& b) {
  const auto [a_from, b_from] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto a_rest = std::make_reverse_iterator(a_from);
  const auto b_rest = std::make_reverse_iterator(b_from);
  const auto [a_back, b_back] = std::mismatch(a.rbegin(), a_rest, b.rbegin(), b_rest);
  const Words a_middle(a_from, a_back.base());
  const Words b_middle(b_from, b_back.base());
  const auto common = static_cast<int64_t>(a.size() - a_middle.size());
  a = a_middle;
  b = b_middle;
  return common;
}

class LineScorer {
 public:
  explicit LineScorer(const ScoringRules& rules) : rules_(rules) {}

  LineScore add(const TextPair& text) {
    LineScore score;
    score.type = line_type(text.truth);
    if (text.truth == text.predicted) return add_exact(text.truth, score);
    with_units(text, [&](const TextPair& units) {
      const std::vector<Edit>& edits = aligner_.align(units.truth, units.predicted);
      score.characters = count_edits(edits);
      confusions_.add(units, edits);
    });
    score.words = words(text);
    all_.add(score.characters, score.words);

    const TextPair folded = changed(text, fold_case);
    case_folded_.add(characters(folded), words(folded));
    space_free_.add(characters(changed(text, without_spaces)), {});
    case_folded_space_free_.add(characters(changed(folded, without_spaces)), {});
    return score;
  }

  LineScores scores(std::vector<LineScore> lines) const {
    return {rules_,
            std::move(lines),
            all_.totals(),
            case_folded_.totals(),
            space_free_.totals(),
            case_folded_space_free_.totals(),
            confusions_.sorted(graphemes_)};
  }

 private:
  /// The same, where all that is left is to count: as most lines should be.
  LineScore add_exact(const std::u32string& text, LineScore score) {
    score.characters.hits = unit_count(text);
    score.words.hits = static_cast<int64_t>(split_words(text).size());
    all_.add(score.characters, score.words);
    const std::u32string folded = fold_case(text);
    case_folded_.add({unit_count(folded), 0, 0, 0}, score.words);
    space_free_.add({unit_count(without_spaces(text)), 0, 0, 0}, {});
    case_folded_space_free_.add({unit_count(without_spaces(folded)), 0, 0, 0}, {});
    return score;
  }

  int64_t unit_count(const std::u32string& text) const {
    return static_cast<int64_t>(
        rules_.unit == ScoringRules::Unit::kCodePoints ? text.size() : split_graphemes(text).size());
  }

  template <typename Use>
  void with_units(const TextPair& text, Use use) {
    if (rules_.unit == ScoringRules::Unit::kCodePoints) return use(text);
    use(changed(text, [&](const std::u32string& side) { return graphemes_.units(side); }));
  }

  EditCounts characters(const TextPair& text) {
    EditCounts counts;
    with_units(text, [&](const TextPair& units) { counts = aligner_.count(units.truth, units.predicted); });
    return counts;
  }

  EditCounts words(const TextPair& text) {
    Words truth = split_words(text.truth);
    Words predicted = split_words(text.predicted);
    const int64_t common = trim_common(truth, predicted);
    const WordNumbers numbers = number_words(truth, predicted);
    EditCounts counts = aligner_.count(numbers.truth, numbers.predicted);
    counts.hits += common;
    return counts;
  }

  ScoringRules rules_;
  EditAligner aligner_;
  GraphemeUnits graphemes_;
  ConfusionCounts confusions_;
  TotalsSum all_, case_folded_, space_free_, case_folded_space_free_;
};

/// Of line i: checked, normalised, stripped.
std::u32string read_text(const LinePredictions& lines, int64_t i, bool truth, const ScoringRules& rules) {
  const std::string& utf8 = (truth ? lines.truth : lines.predicted)[static_cast<std::size_t>(i)];
  if (data::invalid_utf8(utf8) != std::string::npos) {
    const std::string name =
        lines.ids.empty() ? std::to_string(i) : "'" + lines.ids[static_cast<std::size_t>(i)] + "'";
    data::check_utf8(utf8, fmt::format("{} of line {}", truth ? "truth" : "prediction", name));  // throws
  }
  const bool compose = rules.normalisation == ScoringRules::Normalisation::kNfc && !is_surely_nfc(utf8);
  std::u32string text = decode_utf8(compose ? to_nfc(utf8) : utf8, {});
  const std::u32string_view inside = strip(text);
  if (inside.size() == text.size()) return text;
  return std::u32string(inside);
}

}  // namespace

std::string description(const ScoringRules& rules) {
  const std::string unit =
      rules.unit == ScoringRules::Unit::kCodePoints ? "code points" : "grapheme clusters";
  return unit +
         (rules.normalisation == ScoringRules::Normalisation::kNfc ? " after NFC" : ", not normalised");
}

LineScores score_lines(const LinePredictions& lines, const ScoringRules& rules) {
  lines.check("lines");
  LineScorer scorer(rules);
  std::vector<LineScore> scores;
  scores.reserve(lines.truth.size());
  for (int64_t i = 0; i < lines.size(); ++i) {
    scores.push_back(scorer.add({read_text(lines, i, true, rules), read_text(lines, i, false, rules)}));
  }
  return scorer.scores(std::move(scores));
}

LineTotals total(const std::vector<LineScore>& lines, const std::vector<int64_t>& indices) {
  TotalsSum sum;
  for (const int64_t i : indices) {
    const LineScore& line = lines[static_cast<std::size_t>(i)];
    sum.add(line.characters, line.words);
  }
  return sum.totals();
}

std::vector<int64_t> worst_lines(const std::vector<LineScore>& lines) {
  std::vector<int64_t> worst;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].exact()) worst.push_back(static_cast<int64_t>(i));
  }
  std::sort(worst.begin(), worst.end(), [&](int64_t a, int64_t b) {
    const EditCounts& first = lines[static_cast<std::size_t>(a)].characters;
    const EditCounts& second = lines[static_cast<std::size_t>(b)].characters;
    if (first.errors() != second.errors()) return first.errors() > second.errors();
    return first.rate() != second.rate() ? first.rate() > second.rate() : a < b;
  });
  return worst;
}

}  // namespace ductus::eval
