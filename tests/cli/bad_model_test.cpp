// Models, runs and disks that fail their user: one clear line, and what was there stays whole.
#include <doctest/doctest.h>

#include "models/safetensors.h"
#include "tests/support/bad_input.h"
#include "tests/support/running_train.h"

using namespace ductus::test;

namespace {

/// A run of an instant in `run`.
void train_once(const Workplace& work) {
  write_digits_recipe(work);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "run"}).status == 0);
}

}  // namespace

TEST_CASE(
    "ductus eval: a bad model, and data that do not fit a good one, are errors that say what is wrong") {
  const Workplace work;
  train_once(work);
  const std::string whole = work.read("run/model.safetensors");
  const auto check_bad = [&](const std::string& bytes, const std::vector<std::string>& pieces) {
    work.write("bad.safetensors", bytes);
    check_fails(work, {"export", "bad.safetensors", "--to", "keras-h5", "--out", "bad.h5"}, 1, pieces);
  };
  check_bad(whole.substr(0, whole.size() - 1000),
            {"bad.safetensors: changed since it was written: expected ", "cut short?"});
  check_bad(whole.substr(0, 100), {"bad.safetensors: not a sound safetensors file", "cut short"});
  check_bad("", {"bad.safetensors: not a sound safetensors file: expected at least 8 bytes, found 0"});
  std::string changed = whole;
  changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
  check_bad(changed, {"bad.safetensors: changed since it was written: expected hash ", "(copy it again)"});

  const std::string test_part = "{mnist: {path: mnist, part: test}}";
  check_fails(work, {"eval", "bad.safetensors", test_part, "--predictions", "p.tsv"}, 1,
              {"bad.safetensors: changed"});
  check_fails(work, {"eval", "none.safetensors", test_part}, 1, {"none.safetensors: "});

  const std::string good = "run/model.safetensors";
  for (const auto& [option, value] : {std::pair{"--decoder", "greedy"},
                                      {"--symbols", "s.tsv"},
                                      {"--normalise", "nfc"},
                                      {"--units", "graphemes"}}) {
    check_fails(work, {"eval", good, test_part, option, value}, 2,
                {option, "is for text lines, but run/model.safetensors reads characters"});
  }
  for (const char* digits : {"-1", "31"}) {
    check_fails(work, {"eval", good, test_part, "--digits", digits}, 2,
                {"--digits: expected 0 to 30, found ", digits});
  }
  work.write("az.csv", letters_csv(10, 3));
  check_fails(work, {"eval", good, "letters_csv:az.csv", "--out", "report"}, 1,
              {"letters_csv:az.csv: ", "az.csv#0 is a 'A'", "the model's alphabet", "("});
  write_idx_pair(work, "small", 20, 20);
  check_fails(work, {"eval", good, "idx:small-images-idx3-ubyte"}, 1,
              {"small-images-idx3-ubyte: ", "20 x 20", "28 x 28", "("});
}

TEST_CASE("ductus eval: a torn or odd metrics.jsonl beside the model costs no more than the curves") {
  const Workplace work;
  train_once(work);
  const auto report = [&](const std::string& out) {
    return succeeds(work, {"eval", "run/model.safetensors", "{mnist: {path: mnist, part: test}}", "--quiet",
                           "--out", out})
        .err;
  };
  const std::string metrics = work.read("run/metrics.jsonl");
  work.write("run/metrics.jsonl", metrics + "{\"epoch\": 2, \"lo");
  CHECK(report("torn") == "");
  CHECK(work.has("torn/curves.png"));
  work.write("run/metrics.jsonl", metrics + "odd\n");
  CHECK(report("odd").find(
            "run/metrics.jsonl: metrics: line 2 is no JSON object (the report has no curves)\n") !=
        std::string::npos);
  CHECK(work.has("odd/report.txt"));
  CHECK_FALSE(work.has("odd/curves.png"));
}

TEST_CASE(
    "ductus: a model whose net or tensors ductus does not know, or without a sound alphabet, is an error") {
  const Workplace work;
  write_digits_recipe(work);
  auto model = ductus::models::read_safetensors(DUCTUS_TESTS_DIR "/../models/zoo/digits.safetensors");
  const auto check_bad = [&](const std::vector<std::string>& pieces) {
    ductus::models::write_safetensors((work / "bare.safetensors").string(), model);
    check_fails(work, {"eval", "bare.safetensors", "mnist:mnist", "--out", "report"}, 1, pieces);
    check_fails(work, {"train", "recipe.yaml", "--out", "run", "--from", "bare.safetensors"}, 1, pieces);
  };
  const auto sound = model;
  model.metadata.at("ductus.net") = "cnn99";
  check_bad({"bare.safetensors: unknown net 'cnn99'"});
  model = sound;
  model.metadata.at("ductus.net_options") = "{layers: 99}";
  check_bad({"bare.safetensors: net options:1:2: layers: "});
  model = sound;
  model.tensors.front().dtype = ductus::models::Dtype::kU32;  // as wide as F32
  check_bad({"bare.safetensors: tensor \"", "\": type U32 is not used by ductus"});
  model = sound;
  model.metadata.at("ductus.alphabet") = "[]";
  check_bad({"bare.safetensors: the model has no alphabet"});
  model.metadata.at("ductus.alphabet") = R"(["0", "1", "0"])";
  check_bad({"ductus.alphabet: '0' occurs twice, as symbol 0 and symbol 2"});
  model.metadata.erase("ductus.alphabet");
  check_bad({"bare.safetensors: not a model of ductus: its metadata has no ductus.alphabet"});
}

TEST_CASE(
    "ductus train: a run is not begun anew, nor resumed with another recipe, other data or a bad "
    "checkpoint") {
  const Workplace work;
  train_once(work);
  check_fails(work, {"train", "recipe.yaml", "--out", "run"}, 2,
              {"run: holds a run already (--resume run goes on with it"});
  check_fails(
      work, {"train", "--resume", "run", "--set", "train.epochs=9"}, 1,
      {"run/checkpoint.safetensors: belongs to another recipe, which differs in train.epochs (", "--from"});
  const std::string checkpoint = work.read("run/checkpoint.safetensors");
  work.write("run/checkpoint.safetensors", checkpoint.substr(0, checkpoint.size() / 2));
  check_fails(work, {"train", "--resume", "run"}, 1, {"run/checkpoint.safetensors: ", "cut short?"});
  work.write("run/checkpoint.safetensors", checkpoint);
  write_mnist(work, "mnist", 210, 50);
  check_fails(work, {"train", "--resume", "run"}, 1,
              {"run/checkpoint.safetensors: the training data has changed: expected "});
}

TEST_CASE("ductus train: a full disk leaves the previous checkpoint whole, and the run goes on from it") {
  const Workplace work;
  write_digits_recipe(work, "epochs: 100000, batch: 20, checkpoint_every_s: 0.05");
  RunningTrain first(work, {"train", "recipe.yaml", "--out", "run"});
  REQUIRE(first.wait_for_checkpoint());
  first.process().send(SIGINT);
  REQUIRE(first.process().wait().status == 130);

  ProcessOptions full;
  full.largest_file_bytes = 100000;  // recipe, ledger and metrics fit, the weights do not
  const std::string checkpoint = work.read("run/checkpoint.safetensors");
  const Outcome failed = work.run({"train", "--resume", "run", "--quiet"}, full);
  CAPTURE(failed.err);
  CHECK(failed.status == 1);
  CHECK(failed.err.find("ductus train: error: run/") == 0);
  CHECK(failed.err.find(".safetensors: cannot write: ") != std::string::npos);
  CHECK(failed.err.find("(free some space there, or write elsewhere)\n") == failed.err.size() - 44);
  const bool untouched = work.read("run/checkpoint.safetensors") == checkpoint;
  CHECK(untouched);
  for (const auto& entry : std::filesystem::directory_iterator(work / "run"))
    CHECK(entry.path().extension() != ".tmp");

  RunningTrain again(work, {"train", "--resume", "run"});
  CHECK(again.wait_for_checkpoint());
  again.process().send(SIGINT);
  const Outcome stopped = again.process().wait();
  CHECK(stopped.status == 130);
  CHECK(stopped.err.find("resuming at epoch ") != std::string::npos);
}
