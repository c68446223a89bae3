// What every decoder of the registry promises.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "eval/decoders/decoder.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using eval::Decoded;

namespace {

constexpr int64_t kClasses = 12;
const data::Alphabet kDigits = data::Alphabet::from_characters("0123456789.");

/// Every registered decoder, with the options that it cannot do without.
struct Decoders {
  Decoders() {
    for (const auto& [name, make] : eval::decoders()) list.emplace_back(name, make_one(name));
  }

  std::unique_ptr<eval::Decoder> make_one(const std::string& name) const {
    return eval::make_decoder("{" + name + ": {" + options(name) + "}}", kDigits);
  }

  std::string options(const std::string& name) const {
    if (name == "lexicon") return "words: " + dir.write("words.txt", "12\n345\n").string();
    if (name == "pattern") return "match: '[0-9.]*'";
    return "";
  }

  test::TempDir dir;
  std::vector<std::pair<std::string, std::unique_ptr<eval::Decoder>>> list;
};

std::vector<test::Line> sample_lines() {
  std::mt19937 random(7);
  std::vector<test::Line> lines;
  for (int64_t length : {1, 2, 3, 10, 40}) {
    for (float deviation : {0.0F, 1.0F, 6.0F})
      lines.push_back(test::random_line(random, length, kClasses, deviation));
  }
  lines.push_back(test::peaky_line(random, {1, 1, 2, 10, 5}, 30, kClasses));
  return lines;
}

/// The largest probability that the symbol has on its steps.
float largest(const eval::DecodedSymbol& symbol, const eval::Steps& steps) {
  float log_prob = -INFINITY;
  for (int32_t t = symbol.begin; t < symbol.end; ++t)
    log_prob = std::fmax(log_prob, steps.log_probs[t * steps.classes + symbol.label + 1]);
  return std::min(1.0F, std::exp(log_prob));
}

void check_well_formed(const Decoded& decoded, const eval::Steps& steps) {
  CHECK(decoded.confidence >= 0);
  CHECK(decoded.confidence <= 1 + 1e-9);
  std::string text;
  int32_t end = 0;
  for (const eval::DecodedSymbol& symbol : decoded.symbols) {
    REQUIRE(symbol.label >= 0);
    REQUIRE(symbol.label < static_cast<int32_t>(kDigits.size()));
    text += kDigits[static_cast<std::size_t>(symbol.label)];
    REQUIRE(symbol.begin >= end);
    REQUIRE(symbol.begin < symbol.end);
    REQUIRE(symbol.end <= steps.length);
    CHECK(symbol.confidence == doctest::Approx(largest(symbol, steps)));
    end = symbol.end;
  }
  CHECK(text == decoded.text);
}

bool same(const Decoded& a, const Decoded& b) {
  if (a.text != b.text || a.confidence != b.confidence || a.symbols.size() != b.symbols.size()) return false;
  for (std::size_t i = 0; i < a.symbols.size(); ++i) {
    const auto &x = a.symbols[i], &y = b.symbols[i];
    if (x.label != y.label || x.confidence != y.confidence || x.begin != y.begin || x.end != y.end)
      return false;
  }
  return true;
}

}  // namespace

TEST_CASE(
    "decoders: every one gives the text of its symbols, in ordered places, as sure as they are there at "
    "their best") {
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    for (const test::Line& line : sample_lines())
      check_well_formed(decoder->decode(line.steps()), line.steps());
  }
}

TEST_CASE("decoders: every one reads a line without steps as nothing, surely") {
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    const Decoded decoded = decoder->decode({nullptr, 0, kClasses});
    CHECK(decoded.text == "");
    CHECK(decoded.symbols.empty());
    CHECK(decoded.confidence == 1);
  }
}

TEST_CASE("decoders: every one reads blanks as nothing") {
  std::mt19937 random(1);
  const test::Line blanks = test::peaky_line(random, {}, 30, kClasses);
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    const Decoded decoded = decoder->decode(blanks.steps());
    CHECK(decoded.text == "");
    CHECK(decoded.confidence > 0.9);
  }
}

TEST_CASE("decoders: every one reads what is plain to see") {
  std::mt19937 random(1);
  const test::Line line = test::peaky_line(random, {1, 2, 10, 5, 5}, 30, kClasses, /*doubts=*/0);
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    const Decoded decoded = decoder->decode(line.steps());
    CHECK(decoded.text == "12.55");
    CHECK(decoded.confidence > 0.9);
    for (const eval::DecodedSymbol& symbol : decoded.symbols) CHECK(symbol.confidence > 0.9F);
  }
}

TEST_CASE(
    "decoders: every one refuses classes that are not the alphabet's, and steps without a probability") {
  std::mt19937 random(1);
  const test::Line other = test::random_line(random, 3, 5, 1);
  test::Line empty = test::random_line(random, 3, kClasses, 1);
  std::fill_n(empty.log_probs.begin() + kClasses, kClasses, -INFINITY);
  empty.log_probs[kClasses + 2] = std::nanf("");
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    CHECK(test::error_of([&, &d = decoder] { d->decode(other.steps()); }) ==
          "decoder: 3 steps of 5 classes, expected 12 classes: the blank and 11 symbols of the alphabet");
    CHECK(
        test::error_of([&, &d = decoder] { d->decode(empty.steps()); }) ==
        "decoder: step 1 has no class above probability 0, expected log-probabilities (NaN in the network?)");
  }
}

TEST_CASE("decoders: every one takes a single NaN or impossible class for probability 0") {
  std::mt19937 random(1);
  test::Line line = test::peaky_line(random, {3, 4}, 10, kClasses, /*doubts=*/0);
  for (int64_t t = 0; t < 10; ++t) line.log_probs[static_cast<std::size_t>(t * kClasses + 9)] = std::nanf("");
  for (int64_t t = 0; t < 10; ++t) line.log_probs[static_cast<std::size_t>(t * kClasses + 8)] = -INFINITY;
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    const Decoded decoded = decoder->decode(line.steps());
    check_well_formed(decoded, line.steps());
    CHECK(decoded.text == "34");
  }
}

TEST_CASE("decoders: every one gives the same from several threads at once, time after time") {
  const Decoders decoders;
  const std::vector<test::Line> lines = sample_lines();
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    std::vector<Decoded> alone;
    for (const test::Line& line : lines) alone.push_back(decoder->decode(line.steps()));
    std::vector<char> equal(4, 1);
    std::vector<std::thread> threads;
    for (char& all : equal) {
      threads.emplace_back([&, &d = decoder] {
        for (std::size_t i = 0; i < lines.size(); ++i) all &= same(d->decode(lines[i].steps()), alone[i]);
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const char all : equal) CHECK(all == 1);
  }
}

TEST_CASE("decoders: every one refuses unknown options, and an unknown one is named with the nearest") {
  const Decoders decoders;
  for (const auto& [name, decoder] : decoders.list) {
    CAPTURE(name);
    const std::string options = decoders.options(name) + (decoders.options(name).empty() ? "" : ", ");
    const std::string error = test::kind_and_error_of(
        [&, &n = name] { eval::make_decoder("{" + n + ": {" + options + "colour: red}}", kDigits); });
    CHECK(error.find("usage: ") == 0);
    CHECK(error.find("colour") != std::string::npos);
  }
  const std::string error = test::kind_and_error_of([] { eval::make_decoder("gredy", kDigits); });
  CHECK(error.find("usage: ") == 0);
  CHECK(error.find("did you mean 'greedy'?") != std::string::npos);
}
