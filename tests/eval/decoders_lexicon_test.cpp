#include <doctest/doctest.h>

#include <random>

#include "eval/decoders/decoder.h"
#include "eval/decoders/edit_costs.h"
#include "eval/decoders/word_tree.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using doctest::Approx;
using eval::EditCosts;
using eval::WordTree;

namespace {

const char* const kSymbols =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:$\xE2\x82\xAC";  // and a euro sign

WordTree tree_of(const std::vector<std::u32string>& words) {
  WordTree tree;
  for (const auto& word : words) tree.add(word);
  return tree;
}

/// The plain table of edits.
float distance(const std::u32string& read, const std::u32string& word, const EditCosts& costs) {
  std::vector<std::vector<float>> d(read.size() + 1, std::vector<float>(word.size() + 1, 0));
  for (std::size_t i = 0; i <= read.size(); ++i) {
    for (std::size_t j = 0; j <= word.size(); ++j) {
      if (i + j == 0) continue;
      d[i][j] = INFINITY;
      if (i > 0) d[i][j] = std::min(d[i][j], d[i - 1][j] + costs(read[i - 1], EditCosts::kNothing));
      if (j > 0) d[i][j] = std::min(d[i][j], d[i][j - 1] + costs(EditCosts::kNothing, word[j - 1]));
      if (i > 0 && j > 0) d[i][j] = std::min(d[i][j], d[i - 1][j - 1] + costs(read[i - 1], word[j - 1]));
    }
  }
  return d.back().back();
}

/// The line decoded with the words of a list, one a line.
eval::Decoded read_as(const std::string& text, const std::string& words, const std::string& options = "") {
  const test::TempDir dir;
  const auto alphabet = data::Alphabet::from_characters(kSymbols);
  std::mt19937 random(1);
  const std::vector<int32_t> labels = alphabet.encode(text);
  const auto line = test::peaky_line(random, labels, 3 * static_cast<int64_t>(text.size()),
                                     static_cast<int64_t>(alphabet.size()) + 1, 0);
  const std::string list = dir.write("words.txt", words).string();
  return eval::make_decoder("{lexicon: {words: " + list + options + "}}", alphabet)->decode(line.steps());
}

}  // namespace

TEST_CASE("edit_costs: 1 if never seen, 0.9 up to four times, 0.8 beyond, nothing for equal characters") {
  EditCosts costs;
  CHECK(costs('0', 'O') == 1);
  costs.add('0', 'O', 1);
  CHECK(costs('0', 'O') == 0.9F);
  costs.add('0', 'O', 3);
  CHECK(costs('0', 'O') == 0.9F);
  costs.add('0', 'O', 1);
  CHECK(costs('0', 'O') == 0.8F);
  CHECK(costs('O', '0') == 1);
  CHECK(costs('O', 'O') == 0);
  costs.add(U'é', U'e', 5);  // beyond ASCII
  CHECK(costs(U'é', U'e') == 0.8F);
  CHECK(costs(U'é', U'é') == 0);
  CHECK(costs(U'é', U'à') == 1);
}

TEST_CASE("edit_costs: learned from what was needed to mend what was read") {
  EditCosts costs;
  costs.learn("TOTAL 10", "T0TAL10", "test");
  costs.learn("CASH", "CASHI", "test");
  const std::map<std::pair<char32_t, char32_t>, int64_t> expected = {
      {{'0', 'O'}, 1}, {{EditCosts::kNothing, ' '}, 1}, {{'I', EditCosts::kNothing}, 1}};
  CHECK(costs.counts() == expected);
  CHECK(test::error_of([&] { costs.learn("a\xFF", "a", "truth.tsv:3"); }).find("truth.tsv:3") == 0);
}

TEST_CASE("edit_costs: written and read again they are the same") {
  const test::TempDir dir;
  EditCosts costs;
  costs.add('0', 'O', 7);
  costs.add(EditCosts::kNothing, ' ', 2);
  costs.add(U'é', EditCosts::kNothing, 3);
  CHECK(costs.to_tsv() == "read\ttruth\tcount\n0\tO\t7\né\t<none>\t3\n<none>\t<sp>\t2\n");
  CHECK(EditCosts::read(dir.write("costs.tsv", costs.to_tsv())).counts() == costs.counts());
}

TEST_CASE("edit_costs: a byte order mark is no part of the header") {
  const test::TempDir dir;
  const auto costs = EditCosts::read(dir.write("costs.tsv", "\xEF\xBB\xBFread\ttruth\tcount\n0\tO\t7\n"));
  CHECK(costs.counts().at({'0', 'O'}) == 7);
  CHECK(test::error_of([&] {
          EditCosts::read(dir.write("costs.tsv", "\xEF\xBB\xBF"));
        }).find("costs.tsv: empty file") != std::string::npos);
}

TEST_CASE("edit_costs: a file that is none is one error with its line") {
  const test::TempDir dir;
  const auto error = [&](const std::string& text) {
    const std::string message = test::error_of([&] { EditCosts::read(dir.write("costs.tsv", text)); });
    return message.substr(std::min(message.size(), dir.path().string().size() + 1));
  };
  CHECK(error("") == "costs.tsv: empty file, expected the header read, truth, count, divided by tabs");
  CHECK(error("0\tO\t7\n") == "costs.tsv:1: expected the header read, truth, count, divided by tabs");
  const std::string head = "read\ttruth\tcount\n";
  const char* const row =
      "costs.tsv:2: expected what was read, what is true and a count above 0, divided by tabs";
  for (const char* bad : {"0\tO\n", "0\tO\tmany\n", "0\tO\t-1\n", "0\tO\t0\n", "\n"})
    CHECK(error(head + bad) == row);
  CHECK(error(head + "ab\tO\t1\n") == "costs.tsv:2: 'ab', expected one character, <sp> or <none>");
}

TEST_CASE("word_tree: the nearest word, as the plain table of edits finds it") {
  std::mt19937 random(1);
  const auto random_word = [&](std::size_t most) {
    std::u32string word(1 + random() % most, U'a');
    for (char32_t& c : word) c += random() % 5;
    return word;
  };
  EditCosts costs;
  for (int i = 0; i < 6; ++i)
    costs.add('a' + random() % 5, 'a' + random() % 5, 1 + static_cast<int64_t>(random() % 8));
  costs.add('a', EditCosts::kNothing, 9);
  std::vector<std::u32string> words(100);
  for (auto& word : words) word = random_word(7);
  const WordTree tree = tree_of(words);
  for (int i = 0; i < 500; ++i) {
    const std::u32string read = random_word(8);
    float least = 3;
    const std::u32string* expected = nullptr;
    for (const auto& word : words) {
      const float found = distance(read, word, costs);
      if (found < least - 1e-5F) {
        least = found;
        expected = &word;
      }
    }
    const auto match = tree.nearest(read, costs, 3);
    REQUIRE(match.has_value() == (expected != nullptr));
    if (match) {
      CHECK(match->cost == Approx(least));
      CHECK(distance(read, match->word, costs) == Approx(match->cost));
    }
  }
}

TEST_CASE("word_tree: of equally near words the first added, and nothing at the bound") {
  const WordTree tree = tree_of({U"cat", U"car", U"bat"});
  CHECK(tree.nearest(U"cax", {}, 3)->word == U"cat");
  CHECK(tree_of({U"car", U"cat"}).nearest(U"cax", {}, 3)->word == U"car");
  CHECK_FALSE(tree.nearest(U"cax", {}, 1).has_value());
  CHECK(tree.contains(U"car"));
  CHECK_FALSE(tree.contains(U"ca"));
  CHECK(tree.size() == 3);
}

TEST_CASE("lexicon: unknown words become the nearest known one, others, numbers and signs stay") {
  const auto decoded = read_as("T0TAL: $12.50 Cash, XQZW", "total\ncash\n");
  CHECK(decoded.text == "TOTAL: $12.50 Cash, XQZW");
  CHECK(decoded.confidence < 0.5);  // the network saw a 0
  CHECK(decoded.symbols.size() == decoded.text.size());
}

TEST_CASE("lexicon: a text without corrections is what the other decoder read, with its confidence") {
  const auto decoded = read_as("Total 12.50", "total\n");
  CHECK(decoded.text == "Total 12.50");
  CHECK(decoded.confidence > 0.9);
}

TEST_CASE("lexicon: capitals follow what was read") {
  CHECK(read_as("tota1", "total\n").text == "total");
  CHECK(read_as("Tota1", "total\n").text == "Total");
  CHECK(read_as("TOTA1", "total\n").text == "TOTAL");
}

TEST_CASE("lexicon: only words that are near enough are taken") {
  CHECK(read_as("TOXXL", "total\n").text == "TOTAL");  // 2 of 5
  CHECK(read_as("TXXXL", "total\n").text == "TXXXL");  // 3
  CHECK(read_as("TOXXL", "total\n", ", max_share: 0.3").text == "TOXXL");
  CHECK(read_as("TOXXL", "total\n", ", max_cost: 2").text == "TOXXL");
  CHECK(read_as("TOTAI", "total\n", ", base: {beam: {width: 5}}").text == "TOTAL");
}

TEST_CASE("lexicon: learned costs decide between words that are equally near") {
  CHECK(read_as("C0T", "cat\ncot\n").text == "CAT");
  const test::TempDir dir;
  const std::string costs = dir.write("costs.tsv", "read\ttruth\tcount\n0\tO\t9\n").string();
  CHECK(read_as("C0T", "cat\ncot\n", ", costs: " + costs).text == "COT");
}

TEST_CASE("lexicon: a byte order mark is no part of the first word") {
  CHECK(read_as("TOTA1", "\xEF\xBB\xBFtotal\n").text == "TOTAL");
}

TEST_CASE("lexicon: a sign of a currency is no part of the word beside it") {
  CHECK(read_as("TOTA1\xE2\x82\xAC", "total\n").text == "TOTAL\xE2\x82\xAC");
}

TEST_CASE("lexicon: words that the model cannot write are left out, and told of") {
  // "café" is one edit from "cafs", as is "cafe", which comes later; it would have kept TOTAL from being
  // mended too
  CHECK(read_as("TOTA1 cafs", "caf\xC3\xA9\ntotal\ncafe\n").text == "TOTAL cafe");
  const test::TempDir dir;
  const auto notes = [&](const std::string& words, const std::string& symbols) {
    const std::string list = dir.write("words.txt", words).string();
    return eval::make_decoder("{lexicon: {words: " + list + "}}", data::Alphabet::from_characters(symbols))
        ->notes();
  };
  CHECK(notes("total\ncash\n", kSymbols).empty());
  CHECK(notes("total\ncash\n", "ACHLOST").empty());  // in capitals
  CHECK(notes("caf\xC3\xA9\ntotal\ncafe\n", kSymbols) ==
        std::vector<std::string>{
            (dir / "words.txt").string() +
            ": 1 words of 3 have characters that the model cannot write, and are left out"});
}

TEST_CASE("lexicon: a list that is missing, empty or no text is an error") {
  CHECK(test::kind_and_error_of([] { eval::make_decoder("lexicon", test::symbols(2)); }).find("usage: ") ==
        0);
  CHECK(test::error_of([] { read_as("a", "\n \n"); }).find("no words, expected one a line") !=
        std::string::npos);
  CHECK(test::error_of([] {
          read_as("a", "caf\xC3\xA9\n");
        }).find("no word can be written with the model's 68 symbols") != std::string::npos);
  CHECK(test::error_of([] { read_as("a", "ab\nc\xFF\n"); }).find("words.txt:2") != std::string::npos);
}
