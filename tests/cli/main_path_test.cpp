// From raw data to a released model and back, as a user types it.
#include <doctest/doctest.h>

#include "models/safetensors.h"
#include "tests/support/bad_input.h"
#include "tests/support/workplace.h"

using namespace ductus::test;
using nlohmann::json;

namespace {

/// The lines of a file but for its header, each cut at tabs.
std::vector<std::vector<std::string>> rows_of(const std::string& tsv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(tsv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::vector<std::string>& row = rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

/// Truth for predicted ids such as "t10k-images-idx3-ubyte#12", which tell what was drawn.
std::string truth_of(const std::vector<std::vector<std::string>>& predictions) {
  std::string tsv;
  for (const auto& row : predictions) {
    const int number = std::stoi(row.at(0).substr(row.at(0).find('#') + 1));
    tsv += row.at(0) + "\t" + std::to_string(digit_of(number)) + "\n";
  }
  return tsv;
}

void prepare_data(const Workplace& work) {
  write_mnist(work, "mnist", 200, 50);
  const Outcome imported = succeeds(work, {"data", "import", "mnist:mnist", "--out", "digits.h5"});
  CHECK(imported.out ==
        "digits.h5: 250 samples, 10 classes, 28 x 28 pixels\nseen 250, used 250, dropped 0\n");

  const Outcome inspected = succeeds(work, {"data", "inspect", "digits.h5", "--sheet", "sheet.png"});
  CHECK(inspected.out.find("splits      test 50, train 200") != std::string::npos);
  CHECK(work.read("sheet.png").substr(1, 3) == "PNG");

  const std::vector<std::string> split = {"data", "split",        "digits.h5", "--test",
                                          "0.2",  "--validation", "0.1"};
  CHECK(work.run(split).status == 2);  // it has MNIST's own
  std::vector<std::string> again = split;
  again.emplace_back("--overwrite");
  // 5 of each class's 25 for the test, 2 of the 20 that are left for validation
  CHECK(succeeds(work, again).out == "digits.h5: test 50 train 180 validation 20\n");
}

void train_digits(const Workplace& work) {
  work.write("digits.yaml",
             "data: {sources: [digits.h5]}\nmodel: {net: cnn10}\n"
             "train: {epochs: 2, batch: 20, optimizer: {adam: {lr: 0.002}}}\n");
  const Outcome trained = succeeds(work, {"train", "digits.yaml", "--out", "run"});
  CHECK(trained.out == "run/model.safetensors\n");
  CHECK(trained.err.find("epoch 2/2") != std::string::npos);
  CHECK(trained.err.find("val_loss improved from inf to ") != std::string::npos);
  for (const char* name :
       {"config.yaml", "ledger.json", "checkpoint.safetensors", "best.safetensors", "report/curves.png"}) {
    CAPTURE(name);
    CHECK(work.has(std::filesystem::path("run") / name));
  }
  const std::string metrics = work.read("run/metrics.jsonl");
  CHECK(std::count(metrics.begin(), metrics.end(), '\n') == 2);
}

void check_report(const Workplace& work) {
  const Outcome judged = succeeds(work, {"eval", "run/model.safetensors", "digits.h5", "--json", "--device",
                                         "cpu", "--predictions", "predictions.tsv", "--out", "report"});
  const json report = json::parse(judged.out);
  CHECK(report["samples"] == 50);
  CHECK(report["accuracy"]["value"] > 0.5);  // guessing: 0.1
  CHECK(report["accuracy"]["value"] < 1);
  const json& about = report["provenance"];
  CHECK(about["data_use"] == "held_out");
  CHECK(about["model_hash"] ==
        ductus::models::read_safetensors((work / "run/model.safetensors").string()).hash);
  const bool precision_known = about["precision"] == "float32" || about["precision"] == "bfloat16";
  CHECK(precision_known);  // as the processor has it
  CHECK(about["device"] == "cpu");
  for (const char* name : {"report.txt", "report.json", "confusion.csv", "confusion.png", "per_class.png",
                           "reliability.png", "montage.png", "curves.png"}) {
    CAPTURE(name);
    CHECK(work.has(std::filesystem::path("report") / name));
  }
  CHECK(work.read("report/report.json") == judged.out);
  const std::string text = work.read("report/report.txt");
  CHECK(text.find("              precision    recall  f1-score   support") == 0);
  CHECK(text.find("best val_loss, epoch ") != std::string::npos);

  const auto predictions = rows_of(work.read("predictions.tsv"));
  REQUIRE(predictions.size() == 50);
  work.write("truth.tsv", truth_of(predictions));
  const json score = json::parse(succeeds(work, {"score", "truth.tsv", "predictions.tsv", "--json"}).out);
  CHECK(score["accuracy"] == report["accuracy"]);
  CHECK(score["classification_report"] == report["classification_report"]);
  CHECK(score["confusions"] == report["confusions"]);
}

/// Nothing that is there is written over, and nothing is done before that is said.
void check_nothing_overwritten(const Workplace& work) {
  const auto evaluate = [](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"eval", "run/model.safetensors", "digits.h5"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  work.write("mine.tsv", "mine");
  check_fails(work, evaluate({"--predictions", "mine.tsv", "--out", "new"}), 2,
              {"mine.tsv: exists already (--overwrite replaces it)"});
  check_fails(work, evaluate({"--predictions", "new.tsv", "--out", "report"}), 2,
              {"report/report.txt: exists already (--overwrite replaces it)"});
  succeeds(work, evaluate({"--predictions", "mine.tsv", "--out", "report", "--overwrite"}));
  CHECK(work.read("mine.tsv") != "mine");
  succeeds(work, evaluate({"--out", "run/report"}));  // where training's curves are
}

/// 180 were trained on, 20 chose the checkpoint, 50 were held out.
void check_data_use(const Workplace& work) {
  const auto judged = [&](const std::vector<std::string>& data) {
    std::vector<std::string> arguments = {"eval", "run/model.safetensors", "--json"};
    arguments.insert(arguments.end(), data.begin(), data.end());
    return json::parse(succeeds(work, arguments).out)["provenance"];
  };
  CHECK(judged({"--split", "train"})["data_use"] == "training");
  CHECK(judged({"--split", "validation"})["data_use"] == "selection");
  for (const std::vector<std::string>& all :
       {std::vector<std::string>{"--split", "all"}, {"mnist:mnist", "--split", "all"}}) {
    const json about = judged(all);
    CHECK(about["data_use"] == "training");
    CHECK(about["data_use_told"]["samples"] == 250);
    CHECK(about["data_use_told"]["found"] >= 180);  // more: the drawn test digits repeat training digits
  }
}

void check_keras_round_trip(const Workplace& work) {
  const auto before = tensors_of(work.read("run/model.safetensors"));
  succeeds(work, {"export", "run/model.safetensors", "--to", "keras-h5", "--out", "digits.keras.h5"});
  succeeds(work, {"export", "digits.keras.h5", "--to", "ductus", "--out", "back.safetensors"});
  check_fails(work, {"export", "digits.keras.h5", "--to", "ductus", "--out", "back.safetensors"}, 2,
              {"back.safetensors: exists already (--overwrite replaces it)"});
  const auto after = tensors_of(work.read("back.safetensors"));
  CHECK(before.size() == 10);  // weight and bias of two convolutions and three dense layers
  REQUIRE(after.size() == before.size());
  for (const auto& [name, tensor] : before) {
    CAPTURE(name);
    CHECK(after.at(name).shape == tensor.shape);
    CHECK(after.at(name).values == tensor.values);
  }
}

/// Letters first, digits downwards: no symbol keeps its label.
void check_rows_kept(const Workplace& work) {
  work.write("az.csv", letters_csv(30, 3));
  work.write("more.yaml",
             "data: {sources: [digits.h5, {letters_csv: {path: az.csv}}], alphabet: CBA9876543210}\n"
             "model: {net: cnn10}\ntrain: {epochs: 1, batch: 280, optimizer: {sgd: {lr: 1.0e-9}}}\n");
  const Outcome trained =
      succeeds(work, {"train", "more.yaml", "--from", "run/model.safetensors", "--out", "more"});
  CHECK(trained.err.find("10 symbols kept, 3 new: C B A\n") != std::string::npos);
  const auto before = tensors_of(work.read("run/model.safetensors"));
  const auto after = tensors_of(work.read("more/model.safetensors"));
  const Tensor& known = before.at("dense3.weight");
  const Tensor& rows = after.at("dense3.weight");
  REQUIRE(known.shape.size() == 2);
  const int64_t width = known.shape[1];
  REQUIRE(rows.shape == std::vector<int64_t>{13, width});
  for (int64_t digit = 0; digit < 10; ++digit) {
    for (int64_t i = 0; i < width; ++i) {
      // one step with a learning rate of 1e-9 moves no weight visibly
      CHECK(rows.values[(12 - digit) * width + i] ==
            doctest::Approx(known.values[digit * width + i]).epsilon(1e-4));
    }
  }
}

}  // namespace

TEST_CASE("ductus: import, inspect, split, train, eval, score, export, and training on from the model") {
  const Workplace work;
  prepare_data(work);
  train_digits(work);
  check_report(work);
  check_nothing_overwritten(work);
  check_data_use(work);
  check_keras_round_trip(work);
  check_rows_kept(work);
}

TEST_CASE("ductus data: pictures in folders and a CSV of letters join into one set") {
  const Workplace work;
  for (const char* letter : {"B", "Z"}) {
    for (int i = 0; i < 3; ++i) {
      work.write(std::string("pictures/") + letter + "/" + std::to_string(i) + ".pgm",
                 "P5\n28 28\n255\n" + drawn_character(*letter - 'A', 26, i));
    }
  }
  work.write("az.csv", letters_csv(10, 2));
  const Outcome joined = succeeds(work, {"data", "join", "letters.h5", "letters_csv:az.csv",
                                         "image_folder:pictures", "--json", "--quiet"});
  const json set = json::parse(joined.out);
  CHECK(set["samples"] == 16);
  CHECK(set["classes"] == 26);
  const json counts = json::parse(succeeds(work, {"data", "inspect", "letters.h5", "--json"}).out);
  CHECK(counts["alphabet"].size() == 26);
}

TEST_CASE("ductus eval: pictures are read as the model was trained to see them, unless told otherwise") {
  const Workplace work;
  for (const char* letter : {"B", "Z"}) {
    for (int i = 0; i < 6; ++i) {
      work.write(std::string("pictures/") + letter + "/" + std::to_string(i) + ".pgm",
                 "P5\n40 40\n255\n" + drawn_character(*letter - 'A', 26, i, 40));
    }
  }
  work.write("letters.yaml",
             "data: {sources: [{image_folder: {path: pictures, view: {mode: mnist, size_px: 32}}}]}\n"
             "model: {net: cnn10}\ntrain: {epochs: 1, batch: 4}\n");
  succeeds(work, {"train", "letters.yaml", "--out", "run"});
  const auto judge = [&](const std::string& data) {
    return json::parse(succeeds(work, {"eval", "run/model.safetensors", data, "--json"}).out);
  };
  const json judged = judge("image_folder:pictures");
  CHECK(judged["samples"] == 12);
  CHECK(judged["provenance"]["data_use"] == "training");
  CHECK(judge("{image_folder: {path: pictures, strict: true}}")["accuracy"] == judged["accuracy"]);
  check_fails(work,
              {"eval", "run/model.safetensors", "{image_folder: {path: pictures, view: {size_px: 32}}}"}, 1,
              {"made of pictures as ", "stretch", "expected ", "mnist", "as the model was trained"});
}

TEST_CASE("ductus data: an IDX header whose count is a letter's code is still a header") {
  const Workplace work;
  write_idx_pair(work, "mnist/t10k", 60);  // 60 is '<', as an HTML page begins
  const Outcome outcome = work.run({"data", "inspect", "{mnist: {path: mnist, part: test}}", "--quiet"});
  CHECK(outcome.status == 0);
  CHECK(outcome.err == "");
}

TEST_CASE("ductus train --summary: the layers of cnn36 with all its parameters, and no run") {
  const Workplace work;
  write_digits_recipe(work);
  const Outcome outcome = succeeds(work, {"train", "recipe.yaml", "--summary", "--set", "model.net=cnn36",
                                          "--set", "data.alphabet=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"});
  CHECK(outcome.out.find("total                                                    138,468\n") !=
        std::string::npos);
  CHECK_FALSE(work.has("runs"));
}
