#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "data/synth/text/embedded_texts.h"
#include "data/synth/text/receipt_grammar.h"
#include "tests/data/synth_text.h"
#include "tests/support/errors.h"

using namespace ductus;
using test::draw_texts;
using test::text_source;

namespace {

const std::string kUpper = "{receipt: {case: {upper: 1, mixed: 0, lower: 0}}}";

/// The length that a share of the texts stays below.
std::size_t quantile(std::vector<std::size_t> lengths, double share) {
  std::sort(lengths.begin(), lengths.end());
  return lengths[static_cast<std::size_t>(share * static_cast<double>(lengths.size()))];
}

double share_with(const std::vector<std::string>& texts, bool (*is_so)(const std::string&)) {
  return static_cast<double>(std::count_if(texts.begin(), texts.end(), is_so)) /
         static_cast<double>(texts.size());
}

bool has_lower(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_upper(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

TEST_CASE("receipt texts: lengths are those of receipt lines") {
  std::vector<std::size_t> lengths;
  for (const std::string& text : draw_texts("receipt", 20000)) lengths.push_back(text.size());
  CHECK(quantile(lengths, 0.25) >= 3);
  CHECK(quantile(lengths, 0.25) <= 5);
  CHECK(quantile(lengths, 0.5) >= 7);
  CHECK(quantile(lengths, 0.5) <= 10);
  CHECK(quantile(lengths, 0.9) >= 22);
  CHECK(quantile(lengths, 0.9) <= 32);
  CHECK(*std::max_element(lengths.begin(), lengths.end()) <= 60);
}

TEST_CASE("receipt texts: every symbol of ASCII occurs, and few long texts come twice") {
  std::set<char> symbols;
  std::set<std::string> longer;
  int long_ones = 0;
  for (const std::string& text : draw_texts("receipt", 40000)) {
    symbols.insert(text.begin(), text.end());
    if (text.size() < 12) continue;
    ++long_ones;
    longer.insert(text);
  }
  CHECK(symbols.size() == 95);
  CHECK(static_cast<double>(longer.size()) > 0.6 * long_ones);
}

TEST_CASE("receipt texts: cases have the shares asked for") {
  CHECK(share_with(draw_texts(kUpper, 5000), has_lower) == 0);
  CHECK(share_with(draw_texts("{receipt: {case: {upper: 0, mixed: 0, lower: 1}}}", 5000), has_upper) == 0);
  const double lower = share_with(draw_texts("receipt", 5000), has_lower);
  CHECK(lower > 0.03);
  CHECK(lower < 0.15);  // 15 % are not upper case, but many of those have no letters
}

TEST_CASE("receipt texts: mixed case keeps abbreviations and codes") {
  const auto mixed = [](const std::string& text) {
    const auto source =
        text_source("{receipt: {case: {upper: 0, mixed: 1, lower: 0}, rules: [{line: ['" + text + "']}]}}");
    return test::draw_text(*source, 0);
  };
  CHECK(mixed("TEL NO: RM5") == "Tel No: RM5");
  CHECK(mixed("JAYA SDN BHD") == "Jaya SDN BHD");
  CHECK(mixed("TAX INVOICE GST") == "Tax Invoice GST");
}

TEST_CASE("receipt texts: longer ones are cut at a word's end") {
  const auto cut = [](const std::string& text) {
    const auto source =
        text_source("{receipt: {max_length: 8, case: {upper: 1, mixed: 0, lower: 0}, rules: [{line: ['" +
                    text + "']}]}}");
    return test::draw_text(*source, 0);
  };
  CHECK(cut("AAAA BBB CCC") == "AAAA BBB");
  CHECK(cut("AAAA BBBB CC") == "AAAA");
  CHECK(cut("AAAABBBBCC") == "AAAABBBB");
  CHECK(cut("AAAAAAA\xE2\x82\xAC") == "AAAAAAA");  // not within a code point
}

TEST_CASE("receipt texts: an option replaces a rule, and brings its symbols into the alphabet") {
  const std::string recipe = "{receipt: {rule: amount, rules: [{currency: [\xE2\x82\xAC]}]}}";
  const auto alphabet = text_source(recipe)->alphabet();
  CHECK(alphabet.size() == 96);
  CHECK(alphabet.back() == "\xE2\x82\xAC");
  int euros = 0;
  for (const std::string& text : draw_texts(recipe, 2000)) {
    REQUIRE(text.find("RM") == std::string::npos);
    euros += text.find("\xE2\x82\xAC") != std::string::npos ? 1 : 0;
  }
  CHECK(euros > 100);
}

TEST_CASE("receipt texts: mistakes in rules are the recipe's, with their place") {
  const auto error = [](const std::string& options) {
    return test::kind_and_error_of([&] { text_source("{receipt: {" + options + "}}"); });
  };
  CHECK(error("rule: adress") ==
        "usage: test:1:18: receipt.rule: there is no rule 'adress' (did you mean 'address'?)");
  CHECK(error("rules: [{line: ['<foo>']}]") ==
        "usage: test:1:27: receipt.rules.0.line: there is no rule 'foo'");
  CHECK(error("rules: [{line: []}]").find("expected at least one alternative") != std::string::npos);
  CHECK(error("case: {upper: 0, mixed: 0, lower: 0}").find("expected a share above 0") != std::string::npos);
}

TEST_CASE("receipt texts: a rule that is always empty gives a dash") {
  CHECK(test::draw_text(*text_source("{receipt: {rules: [{line: ['{|}']}]}}"), 0) == "-");
}

TEST_CASE("receipt texts: every rule draws ASCII without control characters, no longer than a line or two") {
  data::Grammar grammar = data::make_receipt_grammar();
  grammar.finish();
  for (const std::string& rule : grammar.rules()) {
    CAPTURE(rule);
    bool some = false;
    for (uint64_t sample = 0; sample < 200; ++sample) {
      data::Rng rng(3, 0, sample, data::Purpose::kSynth);
      std::string text;
      grammar.draw(rule, rng, text);
      CAPTURE(text);
      REQUIRE(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
      REQUIRE(text.size() < 160);
      some |= !text.empty();
    }
    CHECK(some);
  }
}

TEST_CASE("receipt texts: word lists are long enough, and name nothing twice") {
  const std::vector<std::pair<std::string, std::size_t>> least = {
      {"goods", 300}, {"shop_words", 120}, {"streets", 120}, {"sentences", 60}, {"english", 300}};
  for (const auto& [name, count] : least) {
    CAPTURE(name);
    const auto words = data::embedded_words(name);
    CHECK(words.size() >= count);
    CHECK(std::set<std::string>(words.begin(), words.end()).size() == words.size());
  }
}
