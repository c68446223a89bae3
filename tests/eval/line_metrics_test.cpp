#include "eval/line_metrics.h"

#include <doctest/doctest.h>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "eval/text_units.h"
#include "tests/eval/jiwer_golden.h"
#include "tests/support/errors.h"

using namespace ductus;
using namespace ductus::eval;

namespace {

LinePredictions lines_of(std::vector<std::string> truth, std::vector<std::string> predicted) {
  LinePredictions lines;
  lines.truth = std::move(truth);
  lines.predicted = std::move(predicted);
  return lines;
}

constexpr ScoringRules kRaw{ScoringRules::Normalisation::kNone, ScoringRules::Unit::kCodePoints};
constexpr ScoringRules kGraphemes{ScoringRules::Normalisation::kNfc, ScoringRules::Unit::kGraphemes};

}  // namespace

TEST_CASE("line metrics: the corpus rate divides all errors by all characters, the mean weighs lines alike") {
  // 1 error of 2 characters and 0 of 8: 1/10 over the corpus, 1/4 as a mean of lines
  const LineScores scores = score_lines(lines_of({"ab", "12345678"}, {"aX", "12345678"}));
  CHECK(scores.all.lines == 2);
  CHECK(scores.all.characters == EditCounts{9, 1, 0, 0});
  CHECK(scores.all.characters.rate() == doctest::Approx(0.1));
  CHECK(scores.all.mean_cer == doctest::Approx(0.25));
  CHECK(scores.all.words == EditCounts{1, 1, 0, 0});
  CHECK(scores.all.mean_wer == doctest::Approx(0.5));
  CHECK(scores.all.exact.count == 1);
  CHECK(scores.all.exact.value == 0.5);
  CHECK(scores.lines[0].exact() == false);
  CHECK(scores.lines[1].type == LineType::kNumber);
}

TEST_CASE("line metrics: spaces inside count, spaces at the ends do not") {
  const LineScores scores = score_lines(lines_of({" A B ", "A B"}, {"A B", "AB"}));
  CHECK(scores.lines[0].exact());
  CHECK(scores.lines[1].characters == EditCounts{2, 0, 1, 0});
  CHECK(scores.space_free.exact.count == 2);
  CHECK(scores.space_free.characters == EditCounts{4, 0, 0, 0});
}

TEST_CASE("line metrics: variants fold case, leave out spaces, or both, and the plain rate stays") {
  const LineScores scores = score_lines(lines_of({"Total 7", "Due"}, {"TOTAL7", "due"}));
  CHECK(scores.all.characters == EditCounts{4, 5, 1, 0});          // o t a l, D; the space
  CHECK(scores.case_folded.characters == EditCounts{9, 0, 1, 0});  // the space alone
  CHECK(scores.case_folded.words == EditCounts{1, 1, 1, 0});
  CHECK(scores.space_free.characters == EditCounts{4, 5, 0, 0});
  CHECK(scores.case_folded_space_free.characters.errors() == 0);
  CHECK(scores.case_folded_space_free.exact.count == 2);
}

TEST_CASE("line metrics: words that both ends have in common count as hits") {
  const LineScores scores = score_lines(lines_of({"a b c d e", "a a", "a"}, {"a x d e", "a", "a a a"}));
  CHECK(scores.lines[0].words == EditCounts{3, 1, 1, 0});
  CHECK(scores.lines[1].words == EditCounts{1, 0, 1, 0});
  CHECK(scores.lines[2].words == EditCounts{1, 0, 0, 2});
}

TEST_CASE("line metrics: NFC makes a composed and a decomposed letter equal, unless it is off") {
  const LinePredictions lines = lines_of({"Caf\xC3\xA9"}, {"Cafe\xCC\x81"});
  CHECK(score_lines(lines).all.exact.count == 1);
  CHECK(score_lines(lines, kRaw).all.characters == EditCounts{3, 1, 0, 1});
  CHECK(description({}) == "code points after NFC");
  CHECK(description(kRaw) == "code points, not normalised");
  CHECK(description(kGraphemes) == "grapheme clusters after NFC");
}

TEST_CASE("line metrics: a grapheme cluster is one character where graphemes are counted") {
  // q with a dot below has no composed form: two code points, one cluster
  const LinePredictions lines = lines_of({"aq\xCC\xA3z"}, {"aqz"});
  CHECK(score_lines(lines).all.characters == EditCounts{3, 0, 1, 0});
  const LineScores scores = score_lines(lines, kGraphemes);
  CHECK(scores.all.characters == EditCounts{2, 1, 0, 0});
  REQUIRE(scores.confusions.size() == 1);
  CHECK(scores.confusions[0].truth == "q\xCC\xA3");
  CHECK(scores.confusions[0].predicted == "q");
}

TEST_CASE("line metrics: confusions are counted over all lines, the most frequent first") {
  const LineScores scores = score_lines(lines_of({"O0", "O1", "a b", "x"}, {"00", "01", "ab", "xy"}));
  REQUIRE(scores.confusions.size() == 3);
  CHECK(scores.confusions[0].truth == "O");
  CHECK(scores.confusions[0].predicted == "0");
  CHECK(scores.confusions[0].count == 2);
  CHECK(scores.confusions[1].truth == "");  // an insertion
  CHECK(scores.confusions[1].predicted == "y");
  CHECK(scores.confusions[2].truth == " ");  // a deletion
  CHECK(scores.confusions[2].predicted == "");
  int64_t sum = 0;
  for (const Confusion& confusion : scores.confusions) sum += confusion.count;
  CHECK(sum == scores.all.characters.errors());
}

TEST_CASE("line metrics: the worst line has the most errors, then the highest rate, then stands first") {
  const LineScores scores =
      score_lines(lines_of({"abcd", "same", "ab", "abcdef", "abcd"}, {"abXX", "same", "XX", "abc", "XXcd"}));
  CHECK(worst_lines(scores.lines) == std::vector<int64_t>{3, 2, 0, 4});
}

TEST_CASE("line metrics: without normalisation the corpus has jiwer's numbers") {
  for (const char* const name : test::kJiwerFiles) {
    const test::JiwerGolden golden = test::read_jiwer_golden(name);
    LinePredictions lines;
    for (const auto& pair : golden.pairs) {
      lines.truth.push_back(pair["ref"]);
      lines.predicted.push_back(pair["hyp"]);
    }
    const LineScores scores = score_lines(lines, kRaw);
    CHECK(scores.all.characters == test::edit_counts(golden.corpus["chars"]));
    CHECK(scores.all.words == test::edit_counts(golden.corpus["words"]));
    double mean = 0;
    for (const auto& pair : golden.pairs) mean += pair["chars"]["cer"].get<double>();
    CHECK(scores.all.mean_cer == doctest::Approx(mean / static_cast<double>(golden.pairs.size())));
    std::vector<int64_t> all(golden.pairs.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
    CHECK(total(scores.lines, all).characters == scores.all.characters);
    CHECK(total(scores.lines, all).exact.count == scores.all.exact.count);
  }
}

TEST_CASE("line metrics: lines out of order are an error that says how") {
  CHECK(test::error_of([] { score_lines({}); }) == "lines: no lines");
  CHECK(test::error_of([] { score_lines(lines_of({"a"}, {})); }) == "lines: 0 predictions for 1 lines");
  LinePredictions lines = lines_of({"a"}, {"b"});
  lines.group = {"g", "h"};
  CHECK(test::error_of([&] { score_lines(lines); }) == "lines: 2 groups for 1 lines");
  lines.group.clear();
  lines.confidence = {1.5};
  CHECK(test::error_of([&] { score_lines(lines); }) == "lines: confidence of line 0 is 1.5, expected 0 to 1");
  lines.confidence.clear();
  lines.ids = {"017.png"};
  lines.predicted = {"b\xFF"};
  CHECK(test::error_of([&] { score_lines(lines); }) ==
        "prediction of line '017.png': invalid UTF-8 at byte 1");
}

TEST_CASE("line metrics: any text can be scored, and every variant's edits add up to its truth") {
  data::Rng rng(5, 0, 0, data::Purpose::kSynth);
  const auto draw = [&] {
    std::u32string text;
    for (uint32_t i = rng.below(20); i > 0; --i) {
      const char32_t c =
          rng.below(3) == 0 ? rng.below(0x110000) : U" aZ\u0301\u00DF\u1112\u1161\u200D"[rng.below(8)];
      if (c < 0xD800 || c > 0xDFFF) text += c;
    }
    return encode_utf8(text);
  };
  LinePredictions lines;
  for (int i = 0; i < 3000; ++i) {
    lines.truth.push_back(draw());
    lines.predicted.push_back(draw());
  }
  for (const ScoringRules& rules : {ScoringRules{}, kRaw, kGraphemes}) {
    const LineScores scores = score_lines(lines, rules);
    CHECK(scores.all.lines == 3000);
    CHECK(scores.space_free.characters.truth() <= scores.all.characters.truth());
    CHECK(scores.case_folded.exact.count >= scores.all.exact.count);
    CHECK(scores.space_free.exact.count >= scores.all.exact.count);
  }
}
