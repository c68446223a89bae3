#include "eval/edit_distance.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "data/rng.h"
#include "eval/text_units.h"
#include "tests/eval/jiwer_golden.h"
#include "tests/eval/plain_edits.h"

using namespace ductus;
using eval::Edit;
using eval::EditAligner;
using eval::EditCounts;

namespace {

/// The table of distances as textbooks have it.
int64_t plain_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<int64_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int64_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int64_t diagonal = row[0];
    row[0] = static_cast<int64_t>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int64_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row.back();
}

std::u32string draw(data::Rng& rng, uint32_t longest, uint32_t symbols, char32_t first) {
  std::u32string text(rng.below(longest + 1), U' ');
  for (char32_t& unit : text) unit = first + rng.below(symbols);
  return text;
}

/// Walks the edits over both texts: every unit is spoken of once and hits are hits. Returns the errors.
int64_t follow(const std::vector<Edit>& edits, std::u32string_view truth, std::u32string_view predicted) {
  std::size_t i = 0;
  std::size_t j = 0;
  int64_t errors = 0;
  for (const Edit edit : edits) {
    if (edit == Edit::kHit || edit == Edit::kSubstitution) {
      REQUIRE(i < truth.size());
      REQUIRE(j < predicted.size());
      REQUIRE((truth[i] == predicted[j]) == (edit == Edit::kHit));
    }
    i += edit != Edit::kInsertion;
    j += edit != Edit::kDeletion;
    errors += edit != Edit::kHit;
  }
  REQUIRE(i == truth.size());
  REQUIRE(j == predicted.size());
  return errors;
}

std::string letters(const std::vector<Edit>& edits) {
  std::string text;
  for (const Edit edit : edits) text += "HSDI"[static_cast<int>(edit)];
  return text;
}

}  // namespace

TEST_CASE("edit distance: kitten and sitting are 3 apart, whichever is the truth") {
  EditAligner aligner;
  CHECK(aligner.distance(U"kitten", U"sitting") == 3);
  CHECK(aligner.distance(U"sitting", U"kitten") == 3);
  CHECK(letters(aligner.align(U"kitten", U"sitting")) == "SHHHSHI");
  CHECK(aligner.count(U"kitten", U"sitting") == EditCounts{4, 2, 0, 1});
  CHECK(aligner.count(U"sitting", U"kitten") == EditCounts{4, 2, 1, 0});
}

TEST_CASE("edit distance: an empty side leaves deletions or insertions alone") {
  EditAligner aligner;
  CHECK(letters(aligner.align(U"abc", U"")) == "DDD");
  CHECK(letters(aligner.align(U"", U"ab")) == "II");
  CHECK(aligner.align(U"", U"").empty());
  CHECK(aligner.distance(U"", U"") == 0);
}

TEST_CASE("edit distance: ties follow the documented rule") {
  EditAligner aligner;
  // between beginnings and ends in common, read from the end: a deletion where a cheapest list has one
  CHECK(letters(aligner.align(U"ab", U"ba")) == "IHD");
  CHECK(letters(aligner.align(U"abc", U"ab")) == "HHD");
  CHECK(letters(aligner.align(U"aa", U"a")) == "HD");
  CHECK(letters(aligner.align(U"xa", U"a")) == "DH");
  CHECK(letters(aligner.align(U"abcd", U"axyd")) == "HSSH");
}

TEST_CASE("edit distance: rates are jiwer's, of an empty truth the number of insertions") {
  CHECK(EditCounts{6, 1, 1, 2}.rate() == 0.5);
  CHECK(EditCounts{0, 1, 0, 3}.rate() == 4.0);
  CHECK(EditCounts{0, 0, 0, 5}.rate() == 5.0);
  CHECK(EditCounts{}.rate() == 0.0);
}

TEST_CASE("edit distance: random texts of up to 200 units agree with the plain table") {
  data::Rng rng(1, 0, 0, data::Purpose::kSynth);
  EditAligner aligner;
  for (int round = 0; round < 3000; ++round) {
    const uint32_t longest = round % 3 == 0 ? 12 : round % 3 == 1 ? 70 : 200;
    const char32_t first = round % 2 == 0 ? U'a' : U'\u3042';
    const uint32_t symbols = 2 + rng.below(round % 5 == 0 ? 90 : 4);
    const std::u32string a = draw(rng, longest, symbols, first);
    const std::u32string b = draw(rng, longest, symbols, first);
    const int64_t expected = plain_distance(a, b);
    REQUIRE(aligner.distance(a, b) == expected);
    REQUIRE(follow(aligner.align(a, b), a, b) == expected);
  }
}

TEST_CASE("edit distance: of several shortest lists random texts get the one that the plain table gives") {
  data::Rng rng(3, 0, 0, data::Purpose::kSynth);
  EditAligner aligner;
  for (int round = 0; round < 1500; ++round) {
    const uint32_t longest = round % 3 == 0 ? 8 : round % 3 == 1 ? 70 : 150;
    const uint32_t symbols = 2 + rng.below(4);
    const std::u32string a = draw(rng, longest, symbols, U'a');
    const std::u32string b = draw(rng, longest, symbols, U'a');
    const std::vector<Edit> expected = test::plain_edits(a, b);
    REQUIRE(aligner.align(a, b) == expected);
    const auto number_of = [&](Edit edit) -> int64_t {
      return std::count(expected.begin(), expected.end(), edit);
    };
    REQUIRE(aligner.count(a, b) == EditCounts{number_of(Edit::kHit), number_of(Edit::kSubstitution),
                                              number_of(Edit::kDeletion), number_of(Edit::kInsertion)});
    REQUIRE(aligner.edits() == expected);
  }
}

TEST_CASE("edit distance: common beginnings are taken before common ends, nothing twice") {
  std::u32string_view a = U"aXYa";
  std::u32string_view b = U"aZa";
  CHECK(eval::trim_common(a, b).units() == 2);
  CHECK(a == U"XY");
  CHECK(b == U"Z");
  a = U"aa";
  b = U"a";
  const eval::CommonEnds common = eval::trim_common(a, b);
  CHECK(common.prefix == 1);
  CHECK(common.suffix == 0);
  CHECK(a == U"a");
  CHECK(b.empty());
}

TEST_CASE("edit distance: every place of a block holds, also where all units differ") {
  EditAligner aligner;
  for (std::size_t length = 1; length < 140; ++length) {
    std::u32string a(length, 0);
    for (std::size_t i = 0; i < length; ++i) a[i] = static_cast<char32_t>(1000 + 128 * i);  // hashes collide
    std::u32string b = a;
    b[length / 2] = 7;
    CHECK(aligner.distance(a, b) == 1);
    b = U"x" + a.substr(0, length - 1) + U"y";
    CHECK(aligner.distance(a, b) == plain_distance(a, b));
  }
}

TEST_CASE("edit distance: long texts are aligned in halves, as cheaply as in one piece") {
  data::Rng rng(2, 0, 0, data::Purpose::kSynth);
  EditAligner aligner;
  for (int round = 0; round < 3; ++round) {
    std::u32string a;
    while (a.size() < 5000) a += draw(rng, 40, 6, U'a');
    std::u32string b;
    for (const char32_t unit : a) {
      if (rng.below(8) != 0) b += unit;
      if (rng.below(8) == 0) b += U'a' + rng.below(6);
    }
    REQUIRE((a.size() + 63) / 64 * b.size() > EditAligner::kMatrixWords);
    const int64_t expected = plain_distance(a, b);
    CHECK(aligner.distance(a, b) == expected);
    CHECK(follow(aligner.align(a, b), a, b) == expected);
  }
}

TEST_CASE("edit distance: one long text against one unit") {
  EditAligner aligner;
  std::u32string a(64 * (EditAligner::kMatrixWords + 2), U'a');
  a[100] = U'b';
  CHECK(aligner.distance(a, U"b") == static_cast<int64_t>(a.size()) - 1);
  CHECK(follow(aligner.align(a, U"b"), a, U"b") == static_cast<int64_t>(a.size()) - 1);
}

TEST_CASE("edit distance: characters and words are counted as jiwer counts them, ties included") {
  EditAligner aligner;
  for (const char* const name : test::kJiwerFiles) {
    const test::JiwerGolden golden = test::read_jiwer_golden(name);
    EditCounts characters;
    EditCounts words;
    for (const auto& pair : golden.pairs) {
      CAPTURE(pair.dump());
      const std::u32string truth = eval::decode_utf8(pair["ref"].get<std::string>(), "ref");
      const std::u32string predicted = eval::decode_utf8(pair["hyp"].get<std::string>(), "hyp");
      const EditCounts by_character = aligner.count(eval::strip(truth), eval::strip(predicted));
      CHECK(by_character == test::edit_counts(pair["chars"]));
      CHECK(by_character.rate() == pair["chars"]["cer"].get<double>());
      const eval::WordNumbers numbers =
          eval::number_words(eval::split_words(truth), eval::split_words(predicted));
      const EditCounts by_word = aligner.count(numbers.truth, numbers.predicted);
      CHECK(by_word == test::edit_counts(pair["words"]));
      CHECK(by_word.rate() == pair["words"]["wer"].get<double>());
      characters += by_character;
      words += by_word;
    }
    CHECK(characters == test::edit_counts(golden.corpus["chars"]));
    CHECK(words == test::edit_counts(golden.corpus["words"]));
    CHECK(characters.rate() == golden.corpus["chars"]["cer"].get<double>());
  }
}
