#include "eval/decoders/char_lm.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using doctest::Approx;
using eval::CharLm;
using eval::CharLmOptions;

namespace {

using Lines = std::vector<std::string>;

CharLm train(const Lines& lines, int order, int min_count = 1) {
  const std::vector<std::string_view> views(lines.begin(), lines.end());
  return CharLm(eval::train_char_lm(views, {order, min_count}, "test"));
}

CharLm parse(const std::string& arpa) { return CharLm(eval::parse_arpa(arpa, "test.arpa")); }

std::string error_in(const std::string& arpa) {
  return test::error_of([&] { parse(arpa); });
}

/// P(text, then the end)
double probability(const CharLm& lm, const std::string& text) {
  return std::exp(eval::score_text(lm, {text}, "test").log_prob);
}

/// Lines of a Markov chain over a few letters: some n-grams are frequent and some rare.
Lines made_up_lines(uint32_t seed, int count, uint32_t letters = 12) {
  std::mt19937 random(seed);
  Lines lines;
  for (int i = 0; i < count; ++i) {
    std::string line;
    uint32_t letter = random() % letters;
    for (uint32_t length = 1 + random() % 12; length > 0; --length) {
      line += static_cast<char>('a' + letter);
      letter =
          random() % 3 == 0 ? std::min(random() % letters, random() % letters) : (letter * 5 + 1) % letters;
    }
    lines.push_back(line);
  }
  return lines;
}

/// Interpolated modified Kneser-Ney as the paper's formulas read, over maps of strings. '^' begins and '$'
/// ends a line.
class PlainKneserNey {
 public:
  PlainKneserNey(const Lines& lines, std::size_t order) : order_(order) {
    for (const std::string& line : lines) {
      const std::string text = "^" + line + "$";
      for (std::size_t n = 1; n <= order; ++n) {
        for (std::size_t i = 0; i + n <= text.size(); ++i) ++raw_[text.substr(i, n)];
      }
      symbols_.insert(text.begin() + 1, text.end());
    }
    for (const auto& [ngram, count] : raw_) {
      const bool whole = ngram.size() == order || ngram[0] == '^';
      int64_t before = 0;
      for (const auto& entry : raw_) {
        before += entry.first.size() == ngram.size() + 1 && entry.first.substr(1) == ngram ? 1 : 0;
      }
      if (ngram != "^") counts_[ngram] = whole ? count : before;
    }
  }

  double operator()(char symbol, std::string context) const {
    if (context.size() >= order_) context = context.substr(context.size() - order_ + 1);
    double total = 0, kept = 0;
    for (const auto& [ngram, count] : counts_) {
      if (ngram.size() != context.size() + 1 || ngram.compare(0, context.size(), context) != 0) continue;
      total += static_cast<double>(count);
      kept += static_cast<double>(count) - discount(ngram.size(), count);
    }
    const double lower =
        context.empty() ? 1 / (static_cast<double>(symbols_.size()) + 1) : (*this)(symbol, context.substr(1));
    if (total == 0) return lower;
    const auto found = counts_.find(context + symbol);
    const double own = found == counts_.end()
                           ? 0
                           : static_cast<double>(found->second) - discount(context.size() + 1, found->second);
    return own / total + (1 - kept / total) * lower;
  }

  bool has_discounts(std::size_t n) const {
    return numbers(n)[1] * numbers(n)[2] * numbers(n)[3] * numbers(n)[4] > 0;
  }

 private:
  std::vector<double> numbers(std::size_t n) const {
    std::vector<double> numbers(5, 0);
    for (const auto& [ngram, count] : counts_) {
      if (ngram.size() == n && count <= 4) ++numbers[static_cast<std::size_t>(count)];
    }
    return numbers;
  }

  double discount(std::size_t n, int64_t count) const {
    const int k = static_cast<int>(std::min<int64_t>(count, 3));
    const std::vector<double> of = numbers(n);
    const double y = of[1] / (of[1] + 2 * of[2]);
    std::vector<double> d = {0, 1 - 2 * y * of[2] / of[1], 2 - 3 * y * of[3] / of[2],
                             3 - 4 * y * of[4] / of[3]};
    if (!has_discounts(n) || !(d[1] > 0 && d[2] > 0 && d[3] > 0)) d = {0, 0.5, 1, 1.5};
    return d[static_cast<std::size_t>(k)];
  }

  std::size_t order_;
  std::map<std::string, int64_t> raw_;
  std::map<std::string, int64_t> counts_;
  std::set<char> symbols_;
};

double sum_after(const CharLm& lm, CharLm::State state) {
  double sum = 0;
  for (CharLm::Symbol s = 0; s < lm.vocabulary().size(); ++s) {
    if (s != CharLm::kBegin) sum += std::exp(static_cast<double>(lm.advance(state, s).log_prob));
  }
  return sum;
}

const char* const kSmallArpa =
    "made by hand\n"
    "\\data\\\n"
    "ngram 1=5\n"
    "ngram 2=3\n"
    "\n"
    "\\1-grams:\n"
    "-99\t<s>\t-0.5\n"
    "-0.7\t</s>\n"
    "-2\t<unk>\n"
    "-0.4\ta\t-0.25\n"
    "-0.6\t<sp>\t-0.125\n"
    "\n"
    "\\2-grams:\n"
    "-0.2\t<s> a\n"
    "-0.3\ta <sp>\n"
    "-0.1 <sp>   </s>\r\n"
    "\n"
    "\\end\\\n";

}  // namespace

TEST_CASE("char_lm: Kneser and Ney's numbers, worked out by hand") {
  // a, ab: too little text for estimated discounts, so 0.5 and 1.
  // unigrams count what stands before them: a 1, b 1, end 2; 0.5 of 4 is kept back for 1/4 each
  const CharLm lm = train({"a", "ab"}, 2);
  CHECK(std::exp(lm.advance(0, lm.find("a")).log_prob) == Approx(0.5 / 4 + 0.5 / 4));
  CHECK(std::exp(lm.end(0)) == Approx(1.0 / 4 + 0.5 / 4));
  CHECK(std::exp(lm.advance(0, CharLm::kUnknown).log_prob) == Approx(0.5 / 4));
  const auto a = lm.advance(lm.start(), lm.find("a"));
  CHECK(std::exp(a.log_prob) == Approx(1.0 / 2 + 0.5 * 0.25));
  CHECK(std::exp(lm.end(a.state)) == Approx(0.5 / 2 + 0.5 * 0.375));
  CHECK(std::exp(lm.advance(a.state, lm.find("b")).log_prob) == Approx(0.5 / 2 + 0.5 * 0.25));
  CHECK(std::exp(lm.advance(a.state, lm.find("a")).log_prob) == Approx(0.5 * 0.25));
  CHECK(probability(lm, "ab") == Approx(0.625 * 0.375 * 0.6875));
}

TEST_CASE("char_lm: equals the formulas of the paper, written plainly, with estimated discounts") {
  const Lines lines = made_up_lines(1, 400);
  const CharLm lm = train(lines, 3);
  const PlainKneserNey plain(lines, 3);
  REQUIRE(plain.has_discounts(3));
  for (const std::string& line : made_up_lines(2, 6)) {
    CharLm::State state = lm.start();
    std::string context = "^";
    for (const char c : line) {
      const CharLm::Next next = lm.advance(state, lm.find(std::string(1, c)));
      CHECK(std::exp(next.log_prob) == Approx(plain(c, context)).epsilon(1e-5));
      state = next.state;
      context += c;
    }
    CHECK(std::exp(lm.end(state)) == Approx(plain('$', context)).epsilon(1e-5));
  }
}

TEST_CASE("char_lm: after every context the probabilities of all symbols sum to 1") {
  for (const int order : {1, 2, 4, 7}) {
    for (const int min_count : {1, 3}) {
      CAPTURE(order);
      CAPTURE(min_count);
      const CharLm lm = train(made_up_lines(3, 300), order, min_count);
      CHECK(lm.order() == order);
      for (CharLm::State state = 0; state < lm.states(); ++state) {
        if (std::abs(sum_after(lm, state) - 1) > 1e-5) CHECK(sum_after(lm, state) == Approx(1));
      }
    }
  }
}

TEST_CASE("char_lm: n-grams that occur seldom are left out") {
  const Lines lines = made_up_lines(4, 300);
  CHECK(train(lines, 5, 3).size() < train(lines, 5).size() / 2);
}

TEST_CASE("char_lm: text like that of training surprises less than other text, and longer contexts help") {
  const Lines lines = made_up_lines(5, 2000), more = made_up_lines(6, 200);
  Lines other = more;
  for (std::string& line : other) std::reverse(line.begin(), line.end());
  const auto bits = [](const CharLm& lm, const Lines& text) {
    return eval::score_text(lm, {text.begin(), text.end()}, "test").bits_per_symbol();
  };
  const CharLm lm = train(lines, 3);
  CHECK(bits(lm, more) < 0.8 * bits(lm, other));
  CHECK(bits(lm, more) < bits(train(lines, 1), more));
}

TEST_CASE("char_lm: scoring counts symbols, ends and what is unknown, and empty lines are left out") {
  const CharLm lm = train({"a", "ab"}, 2);
  const eval::LmScore score = eval::score_text(lm, {"ab", "", "a?"}, "test");
  CHECK(score.lines == 2);
  CHECK(score.symbols == 6);
  CHECK(score.unknown == 1);
  CHECK(score.perplexity() == Approx(std::exp2(score.bits_per_symbol())));
}

TEST_CASE("char_lm: written and read again it is the same, spaces and all") {
  const CharLm lm = train({"a b", "\t\xC3\xA9 \xE4\xB8\xAD", "<unk> <sp>", "a \x7F"}, 4);
  const std::string arpa = lm.to_arpa();
  CHECK(arpa.find("<sp>") != std::string::npos);
  CHECK(arpa.find("<U+0009>") != std::string::npos);
  const CharLm again = parse(arpa);
  CHECK(again.to_arpa() == arpa);
  CHECK(again.vocabulary() == lm.vocabulary());
  for (const char* text : {"a b", "\xC3\xA9 a", "b\ta", "<u"})
    CHECK(probability(again, text) == probability(lm, text));
}

TEST_CASE("char_lm: reads an ARPA file of another tool") {
  const CharLm lm = parse(kSmallArpa);
  CHECK(lm.order() == 2);
  CHECK(lm.size() == 8);
  const auto log10 = [&](const std::string& text) { return std::log10(probability(lm, text)); };
  CHECK(log10("a") == Approx(-0.2 - 0.25 - 0.7));  // a after <s>; the end after a backs off
  CHECK(log10("a ") == Approx(-0.2 - 0.3 - 0.1));
  CHECK(log10(" a") == Approx(-0.5 - 0.6 - 0.125 - 0.4 - 0.25 - 0.7));
  CHECK(log10("z") == Approx(-0.5 - 2 - 0.7));
  const test::TempDir dir;
  CHECK(eval::read_char_lm(dir.write("small.arpa", kSmallArpa)).size() == 8);
  const std::string mark = "\xEF\xBB\xBF", arpa = kSmallArpa;  // before \\data\\ there may be comments
  CHECK(parse(mark + arpa.substr(arpa.find("\\data\\"))).size() == 8);
}

TEST_CASE("char_lm: an ARPA file without <unk> finds unknown symbols unlikely, not impossible") {
  const CharLm lm = parse("\\data\\\nngram 1=2\n\\1-grams:\n-0.3 a\n-0.3 </s>\n\\end\\\n");
  CHECK(std::log10(probability(lm, "z")) == Approx(-5.3));
}

TEST_CASE("char_lm: an ARPA file that is cut short anywhere is one error with its line") {
  const std::string whole = kSmallArpa;
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(error_in(whole.substr(0, size)).find("test.arpa:") == 0);
  }
  CHECK(error_in(whole.substr(0, whole.find("\\2-grams"))) ==
        "test.arpa:13: the file ends here, expected \\2-grams: (cut short?)");
}

TEST_CASE("char_lm: an ARPA file that is not as its header says is one error with its line") {
  const auto changed = [](const std::string& from, const std::string& to) {
    std::string text = kSmallArpa;
    return error_in(text.replace(text.find(from), from.size(), to));
  };
  CHECK(error_in("") == "test.arpa:1: the file ends here, expected \\data\\ (cut short?)");
  CHECK(changed("1=5", "1=6") == "test.arpa:13: 5 1-grams, expected 6 as the header says (cut short?)");
  CHECK(changed("1=5", "1=4") == "test.arpa:11: more 1-grams than the 4 of the header");
  CHECK(changed("ngram 2=3", "ngram 3=3") == "test.arpa:4: expected 'ngram 2=COUNT', found 'ngram 3=3'");
  CHECK(changed("2=3", "2=-3") == "test.arpa:4: expected 'ngram 2=COUNT', found 'ngram 2=-3'");
  CHECK(changed("\\2-grams:", "\\3-grams:") == "test.arpa:13: expected '\\2-grams:', found '\\3-grams:'");
  CHECK(changed("-0.4", "zero") == "test.arpa:10: expected a log-probability, found 'zero'");
  CHECK(changed("-0.4", "nan") == "test.arpa:10: expected a log-probability, found 'nan'");
  CHECK(changed("-0.4", "0.4") == "test.arpa:10: log-probability 0.4 is above 0");
  CHECK(changed("-0.125", "x") == "test.arpa:11: expected a backoff weight, found 'x'");
  CHECK(changed("<s> a", "<s> b") == "test.arpa:14: 'b' is not among the 1-grams");
  CHECK(changed("<s> a", "a") == "test.arpa:14: expected 2 symbols after the log-probability");
  CHECK(changed("<s> a", "<s> a a a") == "test.arpa:14: expected a backoff weight, found 'a'");
  CHECK(changed("a <sp>\n", "<s> a\n") == "test.arpa:15: this n-gram was there already");
  CHECK(changed("-0.4\ta", "-0.4\t\xFF") == "test.arpa:10: invalid UTF-8 at byte 5");
  CHECK(changed("\\end\\", "\\fin\\") ==
        "test.arpa:18: expected \\end\\ after the last section, found '\\fin\\'");
}

TEST_CASE("char_lm: whatever bytes an ARPA file has, it is read or refused") {
  const std::string trained = train(made_up_lines(7, 20), 3).to_arpa();
  std::mt19937 random(8);
  int read = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string text = i % 2 == 0 ? std::string(kSmallArpa) : trained;
    for (uint32_t edits = 1 + random() % 3; edits > 0; --edits) {
      const std::size_t at = random() % text.size();
      const std::size_t length = std::min<std::size_t>(text.size() - at, random() % 8);
      if (random() % 3 == 0)
        text[at] = static_cast<char>(random() % 256);
      else if (random() % 2 == 0)
        text.erase(at, length);
      else
        text.insert(at, text.substr(random() % text.size(), length));
    }
    try {
      const CharLm lm = parse(text);
      for (CharLm::State state = 0; state < lm.states(); ++state) lm.advance(state, CharLm::kEnd);
      ++read;
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("test.arpa:") == 0);
    }
  }
  CHECK(read > 0);
}

TEST_CASE("char_lm: training text that is no text is an error with its line") {
  CHECK(test::error_of([] { train({"a", "b\xFF"}, 2); }) == "test:2: invalid UTF-8 at byte 1");
  CHECK(test::error_of([] {
          train({"", ""}, 2);
        }) == "test: no text, expected at least one line that is not empty");
}
