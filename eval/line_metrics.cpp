#include "eval/line_metrics.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "data/utf8.h"
#include "eval/line_scorer.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

/// Valid UTF-8 as it is compared: normalised, stripped; a view of `text`.
std::u32string_view compared_text(const std::string& utf8, const ScoringRules& rules, std::u32string& text) {
  if (!widen_ascii(utf8, text)) {
    const bool compose = rules.normalisation == ScoringRules::Normalisation::kNfc;
    text = decode_utf8(compose ? to_nfc(utf8) : utf8, "text");
  }
  return strip(text);
}

/// The texts of lines, checked, as they are compared.
class TextReader {
 public:
  TextReader(const LinePredictions& lines, const ScoringRules& rules) : lines_(lines), rules_(rules) {}

  /// Of line i; valid until the next line is read.
  TextPair read(int64_t i) {
    const auto line = static_cast<std::size_t>(i);
    return {read(lines_.truth[line], truth_, i, "truth"),
            read(lines_.predicted[line], predicted_, i, "prediction")};
  }

 private:
  std::u32string_view read(const std::string& utf8, std::u32string& text, int64_t i, const char* side) const {
    check(utf8, i, side);
    return compared_text(utf8, rules_, text);
  }

  void check(const std::string& utf8, int64_t i, const char* side) const {
    if (data::invalid_utf8(utf8) == std::string::npos) return;
    const std::string name =
        lines_.ids.empty() ? std::to_string(i) : "'" + lines_.ids[static_cast<std::size_t>(i)] + "'";
    data::check_utf8(utf8, fmt::format("{} of line {}", side, name));  // throws
  }

  const LinePredictions& lines_;
  const ScoringRules& rules_;
  std::u32string truth_, predicted_;
};

}  // namespace

std::string description(const ScoringRules& rules) {
  const std::string unit =
      rules.unit == ScoringRules::Unit::kCodePoints ? "code points" : "grapheme clusters";
  return unit +
         (rules.normalisation == ScoringRules::Normalisation::kNfc ? " after NFC" : ", not normalised");
}

bool same_text(const std::string& a, const std::string& b, const ScoringRules& rules) {
  std::u32string text, other;
  return a == b || compared_text(a, rules, text) == compared_text(b, rules, other);
}

LineScores score_lines(const LinePredictions& lines, const ScoringRules& rules) {
  lines.check("lines");
  TextReader reader(lines, rules);
  LineScorer scorer(rules);
  std::vector<LineScore> scores;
  scores.reserve(lines.truth.size());
  for (int64_t i = 0; i < lines.size(); ++i) scores.push_back(scorer.add(reader.read(i)));
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
