#include "eval/predictions_tsv.h"

#include <doctest/doctest.h>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "tests/support/temp_dir.h"

using ductus::eval::Predictions;
using ductus::eval::read_predictions;

namespace {

/// Both texts as files; the message with the folder cut out, or "accepted".
std::string message(const std::string& truth, const std::string& predicted) {
  const ductus::test::TempDir dir;
  const auto truth_path = dir.write("truth.tsv", truth);
  const auto predicted_path = dir.write("pred.tsv", predicted);
  try {
    read_predictions(truth_path, predicted_path);
  } catch (const ductus::Error& error) {
    std::string text = error.what();
    const std::string folder = dir.path().string() + "/";
    for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder))
      text.erase(at, folder.size());
    return text;
  }
  return "accepted";
}

Predictions read(const std::string& truth, const std::string& predicted,
                 const std::vector<std::string>& more = {}) {
  const ductus::test::TempDir dir;
  return read_predictions(dir.write("truth.tsv", truth), dir.write("pred.tsv", predicted), more);
}

const std::string kTruth = "a\tcat\nb\tdog\nc\tcat\n";

}  // namespace

TEST_CASE("read_predictions: joins by id, in the order of the truth, labels sorted by code points") {
  const Predictions p = read(kTruth, "c\tZebra\na\tcat\nb\técu\n");
  CHECK(p.alphabet.symbols() == std::vector<std::string>{"Zebra", "cat", "dog", "écu"});
  CHECK(p.ids == std::vector<std::string>{"a", "b", "c"});
  CHECK(p.truth == std::vector<int32_t>{1, 2, 1});
  CHECK(p.predicted == std::vector<int32_t>{1, 3, 0});
  CHECK(p.confidence.empty());
}

TEST_CASE("read_predictions: a header puts columns in any place and may name more of them") {
  const Predictions p = read("image\tlabel\tgroup\tid\nx.png\tcat\tw1\ta\ny.png\tdog\tw2\tb\n",
                             "confidence\tid\tlabel\n0.25\tb\tdog\n1\ta\tdog\n");
  CHECK(p.truth == std::vector<int32_t>{0, 1});
  CHECK(p.predicted == std::vector<int32_t>{1, 1});
  CHECK(p.confidence == std::vector<double>{1, 0.25});
}

TEST_CASE("read_predictions: CRLF, a byte order mark and a missing last line end change nothing") {
  const Predictions p = read(
      "\xEF\xBB\xBF"
      "a\tcat\r\nb\tdog\r\n",
      "id\tlabel\r\nb\tdog\r\na\tcat");
  CHECK(p.ids == std::vector<std::string>{"a", "b"});
  CHECK(p.alphabet.symbols() == std::vector<std::string>{"cat", "dog"});
  CHECK(p.predicted == p.truth);
}

TEST_CASE("read_predictions: labels that are asked for are in the alphabet though nothing has them") {
  CHECK(read(kTruth, kTruth, {"bird", "cat"}).alphabet.symbols() ==
        std::vector<std::string>{"bird", "cat", "dog"});
}

TEST_CASE("read_predictions: ids that do not match are errors with id and line") {
  CHECK(message(kTruth, "a\tcat\nc\tcat\n") == "pred.tsv: no prediction for id 'b' (truth.tsv:2)");
  CHECK(message(kTruth, "c\tcat\n") == "pred.tsv: no prediction for id 'a' (truth.tsv:1), nor for 1 more");
  CHECK(message("id\tlabel\n" + kTruth, "c\tcat\n") ==
        "pred.tsv: no prediction for id 'a' (truth.tsv:2), nor for 1 more");
  CHECK(message(kTruth, kTruth + "d\tcat\n") == "pred.tsv:4: id 'd' is not in truth.tsv");
  CHECK(message(kTruth, "id\tlabel\n" + kTruth + "b\tcat\n") ==
        "pred.tsv:5: id 'b' was there already, in line 3");
  CHECK(message(kTruth + "a\tdog\n", kTruth) == "truth.tsv:4: id 'a' was there already, in line 1");
}

TEST_CASE("read_predictions: lines of another form are errors with file and line") {
  CHECK(message("a\tcat\nb\n", kTruth) ==
        "truth.tsv:2: expected 2 columns, id and label, separated by a tab, found 1");
  CHECK(message("a\tcat\t1\n", kTruth) ==
        "truth.tsv:1: expected 2 columns, id and label, separated by a tab, found 3 (more columns need a "
        "first line that "
        "names them: id, label, ...)");
  CHECK(message("id\tlabel\tgroup\na\tcat\n", kTruth) ==
        "truth.tsv:2: expected 3 columns as in the header, found 2");
  CHECK(message(kTruth + "\n", kTruth) ==
        "truth.tsv:4: expected 2 columns, id and label, separated by a tab, found 1");
  CHECK(message("id\tprediction\na\tcat\n", kTruth) ==
        "truth.tsv:1: header without a column 'label', found id, prediction");
  CHECK(message("id\tlabel\tlabel\n", kTruth) == "truth.tsv:1: header names column 'label' twice");
  CHECK(message(kTruth, "a\t\n") ==
        "pred.tsv:1: empty label of id 'a' (give 'no answer' a name of its own, as in '?')");
  CHECK(message(kTruth, "\tcat\n") == "pred.tsv:1: empty id");
}

TEST_CASE("read_predictions: files without samples, and bytes that are not text, are errors") {
  CHECK(message("", kTruth) == "truth.tsv: empty file, expected lines of id and label");
  CHECK(message("\xEF\xBB\xBF", kTruth) == "truth.tsv: empty file, expected lines of id and label");
  CHECK(message("id\tlabel\n", kTruth) == "truth.tsv: a header and no lines below it");
  CHECK(message("a\tcat\nb\td\xFFg\n", kTruth) == "truth.tsv:2: invalid UTF-8 at byte 9");
}

TEST_CASE("read_predictions: a confidence that is no share is an error") {
  for (const char* text : {"1.01", "-0.1", "nan", "inf", "", "0.5x", " 0.5"}) {
    CAPTURE(text);
    CHECK(message("a\tcat\n", "id\tlabel\tconfidence\na\tcat\t" + std::string(text) + "\n") ==
          "pred.tsv:2: confidence '" + std::string(text) + "', expected a number from 0 to 1");
  }
}

TEST_CASE("read_predictions: a file that is not there is an error with its path") {
  const ductus::test::TempDir dir;
  CHECK_THROWS_AS(read_predictions(dir / "none.tsv", dir / "none.tsv"), ductus::Error);
}

TEST_CASE("read_predictions: random damage gives a ductus::Error or predictions in order, nothing else") {
  const std::string whole = "id\tlabel\tconfidence\r\na\tcat\t0.5\nb\tdög\t1\nc\tcat\t0\n";
  const ductus::test::TempDir dir;
  const auto good = dir.write("good.tsv", whole);
  int accepted = 0;
  for (uint64_t round = 0; round < 300; ++round) {
    ductus::data::Rng rng(5, 0, round, ductus::data::Purpose::kSynth);
    std::string damaged = whole;
    for (uint32_t hit = 0; hit < 1 + rng.below(3); ++hit) {
      const uint32_t at = rng.below(static_cast<uint32_t>(damaged.size()));
      const char bytes[] = {
          '\t', '\n', '\r', '\0', 'a', '1', '\xC3', '\xFF', static_cast<char>(rng.below(256))};
      switch (rng.below(4)) {
        case 0:
          damaged.erase(at, 1 + rng.below(4));
          break;
        case 1:
          damaged.insert(at, 1, bytes[rng.below(sizeof bytes)]);
          break;
        case 2:
          damaged[at] = bytes[rng.below(sizeof bytes)];
          break;
        default:
          damaged.resize(at);
          break;
      }
      if (damaged.empty()) break;
    }
    const auto bad = dir.write("bad.tsv", damaged);
    for (const bool bad_truth : {false, true}) {
      try {
        const Predictions p = bad_truth ? read_predictions(bad, good) : read_predictions(good, bad);
        p.check("fuzz");
        ++accepted;
      } catch (const ductus::Error& error) {
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
      }
    }
  }
  CHECK(accepted > 10);  // labels and confidences may change without harm: both ways were walked
}

TEST_CASE("write_predictions: read back, they are the same") {
  Predictions p = read(kTruth, "a\tcat\nb\tcat\nc\tdög\n");
  p.confidence = {0.5, 0.125, 1};
  const ductus::test::TempDir dir;
  write_predictions(dir / "out.tsv", p);
  const Predictions again = read_predictions(dir.write("truth.tsv", kTruth), dir / "out.tsv");
  CHECK(again.predicted == p.predicted);
  CHECK(again.confidence == p.confidence);
  CHECK(ductus::test::read_file(dir / "out.tsv") ==
        "id\tlabel\tconfidence\na\tcat\t0.500000\nb\tcat\t0.125000\nc\tdög\t1.000000\n");
}

TEST_CASE(
    "write_predictions: an id that the format cannot hold, or a second time, is an error without a file") {
  Predictions p = read(kTruth, kTruth);
  p.ids[1] = "tab\there";
  const ductus::test::TempDir dir;
  CHECK_THROWS_AS(write_predictions(dir / "out.tsv", p), ductus::Error);
  p.ids[1] = p.ids[0];
  CHECK_THROWS_AS(write_predictions(dir / "out.tsv", p), ductus::Error);
  p.ids.clear();
  CHECK_THROWS_AS(write_predictions(dir / "out.tsv", p), ductus::Error);
  CHECK(std::filesystem::is_empty(dir.path()));
}
