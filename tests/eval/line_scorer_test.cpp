#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "data/rng.h"
#include "eval/line_metrics.h"
#include "eval/text_units.h"
#include "tests/eval/plain_edits.h"

using namespace ductus;
using namespace ductus::eval;
using namespace std::string_view_literals;

namespace {

/// Characters or words.
using Units = std::vector<std::u32string>;

Units plain_words(std::u32string_view text) {
  std::u32string one_space;  // runs of white space are one space
  for (std::size_t i = 0, end = 0; i < text.size(); i = std::max(end, i + 1)) {
    for (end = i; end < text.size() && is_space(text[end]);) ++end;
    one_space += end - i >= 2 ? U' ' : text[i];
  }
  Units words(1);
  for (const char32_t c : one_space) {
    if (c == U' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  words.erase(std::remove(words.begin(), words.end(), std::u32string()), words.end());
  return words;
}

/// What score_lines() promises, said once more without any of its shortcuts.
class PlainScorer {
 public:
  explicit PlainScorer(const ScoringRules& rules) : rules_(rules) {}

  void add(const std::string& truth, const std::string& predicted) {
    const std::u32string a = text_of(truth), b = text_of(predicted);
    lines.push_back({count(units(a), units(b), true), count(plain_words(a), plain_words(b)), line_type(a)});
    add(all, a, b);
    add(case_folded, fold_case(a), fold_case(b));
    add(space_free, bare(a), bare(b));
    add(case_folded_space_free, bare(fold_case(a)), bare(fold_case(b)));
  }

  struct Sums {
    EditCounts characters, words;
    double cer = 0, wer = 0;
    int64_t exact = 0;
  };

  std::vector<LineScore> lines;
  Sums all, case_folded, space_free, case_folded_space_free;
  std::map<std::pair<std::string, std::string>, int64_t> confusions;

 private:
  std::u32string text_of(const std::string& utf8) const {
    const bool compose = rules_.normalisation == ScoringRules::Normalisation::kNfc;
    return std::u32string(strip(decode_utf8(compose ? to_nfc(utf8) : utf8, "line")));
  }

  static std::u32string bare(const std::u32string& text) {
    std::u32string rest;
    for (const char32_t c : text) rest += is_space(c) ? std::u32string() : std::u32string(1, c);
    return rest;
  }

  Units units(const std::u32string& text) const {
    Units result;
    if (rules_.unit == ScoringRules::Unit::kGraphemes) {
      for (const std::u32string_view cluster : split_graphemes(text)) result.emplace_back(cluster);
    } else {
      for (const char32_t c : text) result.emplace_back(1, c);
    }
    return result;
  }

  EditCounts count(const Units& truth, const Units& predicted, bool keep = false) {
    EditCounts counts;
    std::size_t i = 0, j = 0;
    for (const Edit edit : test::plain_edits(truth, predicted)) {
      const std::string a = edit == Edit::kInsertion ? "" : encode_utf8(truth[i++]);
      const std::string b = edit == Edit::kDeletion ? "" : encode_utf8(predicted[j++]);
      if (edit != Edit::kHit && keep) ++confusions[{a, b}];
      counts += {edit == Edit::kHit, edit == Edit::kSubstitution, edit == Edit::kDeletion,
                 edit == Edit::kInsertion};
    }
    return counts;
  }

  void add(Sums& sums, const std::u32string& a, const std::u32string& b) {
    const EditCounts characters = count(units(a), units(b));
    const EditCounts words = count(plain_words(a), plain_words(b));
    sums.characters += characters;
    sums.words += words;
    sums.cer += characters.rate();
    sums.wer += words.rate();
    sums.exact += characters.errors() == 0;
  }

  ScoringRules rules_;
};

void check_totals(const LineTotals& totals, const PlainScorer::Sums& plain, bool words) {
  const auto lines = static_cast<double>(totals.lines);
  CHECK(totals.characters == plain.characters);
  CHECK(totals.mean_cer == doctest::Approx(plain.cer / lines));
  CHECK(totals.exact.count == plain.exact);
  CHECK(totals.words == (words ? plain.words : EditCounts{}));
  CHECK(totals.mean_wer == doctest::Approx(words ? plain.wer / lines : 0));
}

void check_as_plain(const LinePredictions& lines, const ScoringRules& rules) {
  PlainScorer plain(rules);
  for (std::size_t i = 0; i < lines.truth.size(); ++i) plain.add(lines.truth[i], lines.predicted[i]);
  const LineScores scores = score_lines(lines, rules);
  for (std::size_t i = 0; i < plain.lines.size(); ++i) {
    CAPTURE(lines.truth[i]);
    CAPTURE(lines.predicted[i]);
    CHECK(scores.lines[i].characters == plain.lines[i].characters);
    CHECK(scores.lines[i].words == plain.lines[i].words);
    CHECK(scores.lines[i].type == plain.lines[i].type);
  }
  check_totals(scores.all, plain.all, true);
  check_totals(scores.case_folded, plain.case_folded, true);
  check_totals(scores.space_free, plain.space_free, false);
  check_totals(scores.case_folded_space_free, plain.case_folded_space_free, false);
  std::map<std::pair<std::string, std::string>, int64_t> confusions;
  for (const Confusion& confusion : scores.confusions)
    confusions[{confusion.truth, confusion.predicted}] = confusion.count;
  CHECK(confusions == plain.confusions);
  CHECK(confusions.size() == scores.confusions.size());
}

/// Lines of up to 16 of the symbols, and what a bad reader makes of them: nothing wrong, some edits, or
/// another line.
LinePredictions drawn_lines(std::u32string_view symbols, int count, uint64_t seed) {
  data::Rng rng(seed, 0, 0, data::Purpose::kSynth);
  const auto symbol = [&] { return symbols[rng.below(static_cast<uint32_t>(symbols.size()))]; };
  const auto text = [&] {
    std::u32string drawn(rng.below(17), U' ');
    for (char32_t& c : drawn) c = symbol();
    return drawn;
  };
  LinePredictions lines;
  for (int i = 0; i < count; ++i) {
    std::u32string read = text();
    lines.truth.push_back(encode_utf8(read));
    if (i % 5 == 0) read = text();
    for (uint32_t edits = rng.below(4); edits > 0 && !read.empty(); --edits) {
      const std::size_t at = rng.below(static_cast<uint32_t>(read.size()));
      const uint32_t kind = rng.below(3);
      if (kind != 0) read.erase(at, 1);
      if (kind != 1) read.insert(at, 1, symbol());
    }
    lines.predicted.push_back(encode_utf8(read));
  }
  return lines;
}

}  // namespace

TEST_CASE("line scorer: random lines have the numbers of a scorer without any shortcut") {
  using Rules = ScoringRules;
  const std::u32string_view alphabets[] = {
      U"AB1. ",                                  // case folding changes nothing
      U"aAbB  ",                                 // it changes much
      U"aAz{[@`Z\t\n ",                          // neighbours of letters, white space of all kinds
      U"aAsS\u00DF\u1E9E\u00C4\u00E4\u00A0 ",    // one letter becomes two
      U"eE\u0301\u200D\u1112\u1161\r\n \u3000",  // clusters and what NFC composes
      U"a\x7F\u0080\0b "sv,                      // ends of ASCII
  };
  uint64_t seed = 0;
  for (const std::u32string_view symbols : alphabets) {
    CAPTURE(encode_utf8(symbols));
    const LinePredictions lines = drawn_lines(symbols, 1500, ++seed);
    check_as_plain(lines, Rules{});
    check_as_plain(lines, {Rules::Normalisation::kNone, Rules::Unit::kCodePoints});
    check_as_plain(lines, {Rules::Normalisation::kNfc, Rules::Unit::kGraphemes});
  }
}

TEST_CASE("line scorer: folding is looked at where it matters, be it a letter among equal ends") {
  const auto folded = [](const std::string& truth, const std::string& predicted) {
    LinePredictions lines;
    lines.truth = {truth};
    lines.predicted = {predicted};
    return score_lines(lines).case_folded;
  };
  CHECK(folded("Total 12.50", "Total 12.5O").characters == EditCounts{10, 1, 0, 0});
  CHECK(folded("Total 12.50", "total 12.50").characters == EditCounts{11, 0, 0, 0});
  CHECK(folded("Total tO", "Total To").words == EditCounts{2, 0, 0, 0});
  // ends that are the same but grow: "straße" has six letters, folded seven
  CHECK(folded("stra\xC3\x9F"
               "e 7",
               "stra\xC3\x9F"
               "e 1")
            .characters == EditCounts{8, 1, 0, 0});
}
