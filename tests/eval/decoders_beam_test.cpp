#include <doctest/doctest.h>

#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/prefix_beam.h"
#include "tests/support/ctc.h"
#include "tests/support/errors.h"
#include "tests/support/shared.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using doctest::Approx;
using eval::BeamOptions;
using eval::FusedLm;
using eval::Hypothesis;
using test::line_of;

namespace {

const char* const kMatrices = "data/ctc-matrices";

BeamOptions wide(int width = 10000) {
  BeamOptions options;
  options.width = width;
  options.prune = 0;
  return options;
}

FusedLm train_lm(const std::vector<std::string_view>& lines, const data::Alphabet& alphabet) {
  FusedLm fused;
  fused.lm = std::make_shared<const eval::CharLm>(eval::train_char_lm(lines, {3, 1}, "test"));
  for (const std::string& symbol : alphabet.symbols()) fused.symbols.push_back(fused.lm->find(symbol));
  return fused;
}

/// The network's output, its alphabet and its truth.
struct Matrix {
  explicit Matrix(const std::string& set, int number = 0, bool softmax = true)
      : alphabet(data::Alphabet::from_characters(read(set + "/chars.txt"))),
        line(test::read_matrix(
            test::shared_folder() / kMatrices / set / ("mat_" + std::to_string(number) + ".csv"), softmax)),
        truth(read(set + "/gt_" + std::to_string(number) + ".txt")) {}

  static std::string read(const std::string& name) {
    std::ifstream file(test::shared_folder() / kMatrices / name);
    std::string text;
    std::getline(file, text);
    return text;
  }

  eval::Decoded decode(const std::string& decoder) const {
    return eval::make_decoder(decoder, alphabet)->decode(line.steps());
  }

  data::Alphabet alphabet;
  test::Line line;
  std::string truth;
};

}  // namespace

TEST_CASE("beam: the classic case, where two likely paths beat the likeliest") {
  const auto decoded =
      eval::make_decoder("beam", test::symbols(2))->decode(line_of({{.6, .4, 0}, {.6, .4, 0}}).steps());
  CHECK(decoded.text == "a");
  CHECK(decoded.confidence == Approx(.64));
  REQUIRE(decoded.symbols.size() == 1);
  CHECK(decoded.symbols[0].confidence == Approx(.4));
}

TEST_CASE("beam: with room for all prefixes it finds every text with its probability, as brute force does") {
  std::mt19937 random(1);
  for (int i = 0; i < 40; ++i) {
    const auto line = test::random_line(random, 1 + i % 7, 2 + i % 3, 1.5F);
    const auto texts = test::all_texts(line);
    const std::vector<Hypothesis> beam = eval::search_prefixes(line.steps(), wide(), {});
    REQUIRE(beam.size() == texts.size());
    for (const Hypothesis& hypothesis : beam) {
      REQUIRE(texts.count(hypothesis.labels) == 1);
      CHECK(std::exp(hypothesis.log_prob) == Approx(texts.at(hypothesis.labels)).epsilon(1e-9));
      CHECK(hypothesis.score == Approx(hypothesis.log_prob).epsilon(1e-9));
      CHECK(hypothesis.score <= beam.front().score);
    }
  }
}

TEST_CASE("beam: a narrow one never has a text twice, and never more probability than brute force") {
  std::mt19937 random(2);
  for (int i = 0; i < 300; ++i) {
    const auto line = test::random_line(random, 7, 3, 1);
    const auto texts = test::all_texts(line);
    std::map<std::vector<int32_t>, int> seen;
    for (const Hypothesis& hypothesis : eval::search_prefixes(line.steps(), wide(3), {})) {
      CHECK(++seen[hypothesis.labels] == 1);
      CHECK(std::exp(hypothesis.log_prob) <= texts.at(hypothesis.labels) + 1e-6);
    }
  }
}

TEST_CASE("beam: ten prefixes find the likeliest text nearly always, even where no step is sure") {
  std::mt19937 random(3);
  int found = 0;
  for (int i = 0; i < 200; ++i) {
    const auto line = test::random_line(random, 7, 4, 2);
    const auto texts = test::all_texts(line);
    const auto best = std::max_element(texts.begin(), texts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    found += eval::search_prefixes(line.steps(), wide(10), {}).front().labels == best->first;
  }
  CHECK(found >= 190);
}

TEST_CASE("beam: with a language model the score is that of brute force over all texts") {
  const data::Alphabet alphabet = test::symbols(3);
  const FusedLm lm = train_lm({"abc", "abab", "cab", "aab"}, alphabet);
  BeamOptions options = wide();
  options.alpha = 0.7;
  options.beta = 0.4;
  std::mt19937 random(4);
  for (int i = 0; i < 20; ++i) {
    const auto line = test::random_line(random, 5, 4, 1);
    const auto texts = test::all_texts(line);
    const std::vector<Hypothesis> beam = eval::search_prefixes(line.steps(), options, lm);
    REQUIRE(beam.size() == texts.size());
    for (const Hypothesis& hypothesis : beam) {
      const std::string text = test::text_of(hypothesis.labels, alphabet);
      double lm_log_prob = 0;
      if (text.empty()) {
        lm_log_prob = static_cast<double>(lm.lm->end(lm.lm->start()));
      } else {
        lm_log_prob = eval::score_text(*lm.lm, {text}, "test").log_prob;
      }
      const double expected = std::log(texts.at(hypothesis.labels)) + 0.7 * lm_log_prob +
                              0.4 * static_cast<double>(hypothesis.labels.size());
      CHECK(hypothesis.score == Approx(expected).epsilon(1e-6));
    }
  }
}

TEST_CASE("beam: a language model decides between what looks alike") {
  const test::TempDir dir;
  const eval::CharLm lm(eval::train_char_lm({"TOTAL 10.00", "TOTAL 2.50", "CASH 5.00"}, {4, 1}, "test"));
  const std::string path = dir.write("receipts.arpa", lm.to_arpa()).string();
  const data::Alphabet alphabet = data::Alphabet::from_characters("TOAL0");
  const auto line = line_of({{.01, .96, .01, 0, .01, .01},
                             {.02, .01, .46, .01, 0, .5},
                             {.01, .96, .01, 0, .01, .01},
                             {.01, 0, .01, .96, .01, .01},
                             {.01, .01, .01, .01, .95, .01}});
  CHECK(eval::make_decoder("beam", alphabet)->decode(line.steps()).text == "T0TAL");
  const auto decoded =
      eval::make_decoder("{beam: {lm: " + path + ", alpha: 0.5}}", alphabet)->decode(line.steps());
  CHECK(decoded.text == "TOTAL");
  CHECK(decoded.symbols[1].confidence == Approx(.46));
  CHECK(decoded.confidence > 0.5);
}

TEST_CASE("beam: symbols that a language model does not know are told of, by the lexicon's beam too") {
  const test::TempDir dir;
  const eval::CharLm lm(eval::train_char_lm({"Total 10", "cash 5"}, {3, 1}, "test"));
  const std::string path = dir.write("some.arpa", lm.to_arpa()).string();
  const std::string list = dir.write("words.txt", "total\n").string();
  const std::string beam = "{beam: {lm: " + path + "}}";
  const auto notes = [](const std::string& decoder, const char* symbols) {
    return eval::make_decoder(decoder, data::Alphabet::from_characters(symbols))->notes();
  };
  CHECK(notes(beam, "Tolach 015").empty());
  const std::vector<std::string> expected = {path +
                                             ": 3 of the recogniser's 11 symbols are unknown to the language "
                                             "model, which takes them for unlikely: b * 2"};
  CHECK(notes(beam, "Totalb *012") == expected);
  CHECK(notes("{lexicon: {words: " + list + ", base: " + beam + "}}", "Totalb *012") == expected);
  CHECK(notes("beam", "Totalb *012").empty());
}

TEST_CASE(
    "beam: a language model of text in the other case is an error, one of small letters beside capitals is "
    "none") {
  const test::TempDir dir;
  const auto error = [&](const std::string& text, const char* symbols) {
    const eval::CharLm lm(eval::train_char_lm({text}, {3, 1}, "test"));
    const std::string path = dir.write("some.arpa", lm.to_arpa()).string();
    return test::error_of(
        [&] { eval::make_decoder("{beam: {lm: " + path + "}}", data::Alphabet::from_characters(symbols)); });
  };
  CHECK(error("total 10", "ALOT 01") == (dir / "some.arpa").string() +
                                            ": knows 0 letters of the recogniser's alphabet, and 4 more in "
                                            "the other case alone (train it on text as "
                                            "the recogniser writes it)");
  CHECK(error("TOTAL 10", "alot 01").find("in the other case alone") != std::string::npos);
  CHECK(error("\xC3\xA9t\xC3\xA9", "\xC3\x89T").find("knows 0 letters") != std::string::npos);  // été, ÉT
  CHECK(error("total 10", "ALOTalot 01") == "no error");
  CHECK(error("10.50", "ALOT 01") == "no error");
}

TEST_CASE("beam: confidence is the text's probability, but for what pruning lost") {
  std::mt19937 random(5);
  const auto decoder = eval::make_decoder("beam", test::symbols(26));
  for (int i = 0; i < 100; ++i) {
    std::vector<int32_t> labels(10);
    for (int32_t& label : labels) label = static_cast<int32_t>(random() % 26);
    const auto line = test::peaky_line(random, labels, 40, 27);
    const auto decoded = decoder->decode(line.steps());
    std::vector<int32_t> read;
    for (const auto& symbol : decoded.symbols) read.push_back(symbol.label);
    const double exact = std::exp(eval::ctc_log_probability(line.steps(), read));
    CHECK(decoded.confidence <= exact + 1e-9);
    CHECK(decoded.confidence > 0.95 * exact);
  }
}

TEST_CASE("beam: a prefix that no symbol reaches but the best one is made longer all the same") {
  // no class is above the threshold but b
  const auto line = line_of({{.3, .25, .45}});
  CHECK(eval::make_decoder("{beam: {prune: 0.9}}", test::symbols(2))->decode(line.steps()).text == "b");
}

TEST_CASE("beam: reads the outputs of a handwriting network as other implementations do") {
  if (test::missing(kMatrices)) return;
  const Matrix iam("iam");
  CHECK(iam.decode("greedy").text == "the fak friend of the fomly hae tC");
  CHECK(iam.decode("{beam: {width: 25}}").text == "the fak friend of the fomcly hae tC");
  std::vector<int32_t> truth;
  for (const char c : iam.truth) truth.push_back(iam.alphabet.find(std::string(1, c)));
  CHECK(std::exp(eval::ctc_log_probability(iam.line.steps(), truth)) == Approx(6.3147e-13).epsilon(1e-4));

  CHECK(Matrix("bentham", 0).decode("beam").text == "brain.");
  CHECK(Matrix("bentham", 1).decode("beam").text == "sappond");
  CHECK(Matrix("bentham", 2).decode("beam").text ==
        "subuth both mental and corporeal, is far begond any ifea");
}

TEST_CASE("beam: a language model of a corpus corrects the handwriting") {
  if (test::missing(kMatrices)) return;
  const Matrix iam("iam");
  const test::TempDir dir;
  const std::string corpus = Matrix::read("iam/corpus.txt");
  const eval::CharLm lm(eval::train_char_lm({corpus}, {4, 1}, "corpus"));
  const std::string path = dir.write("iam.arpa", lm.to_arpa()).string();
  const std::string text = iam.decode("{beam: {width: 50, lm: " + path + ", alpha: 0.5, beta: 0.5}}").text;
  CHECK(text == "the fake friend of the family hake tC");  // truth: the fake friend of the family, like the
}

TEST_CASE("beam: options are within their ranges, and a language model that is not there is an error") {
  const auto error = [](const std::string& options) {
    return test::kind_and_error_of(
        [&] { eval::make_decoder("{beam: {" + options + "}}", test::symbols(2)); });
  };
  CHECK(error("width: 0").find("usage: ") == 0);
  CHECK(error("prune: 1").find("usage: ") == 0);
  CHECK(error("alpha: -1").find("usage: ") == 0);
  CHECK(error("lm: nowhere.arpa").find("nowhere.arpa") != std::string::npos);
}
