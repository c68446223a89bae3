// From pictures of lines to a model that reads them, as a user types it.
#include <doctest/doctest.h>

#include <map>
#include <sstream>

#include "data/dataset_file.h"
#include "data/png.h"
#include "models/safetensors.h"
#include "tests/support/bad_input.h"
#include "tests/support/line_set.h"
#include "tests/support/workplace.h"

using namespace ductus;
using namespace ductus::test;
using nlohmann::json;

namespace {

/// lines/0.png, lines/0.gt.txt, ...; returns the truth as `ductus score` reads it.
std::string write_lines(const Workplace& work, int count) {
  const data::LineSet set = make_lines(count, 3);
  std::string truth = "id\ttext\n";
  for (int64_t i = 0; i < set.size(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const int width = set.width[at];
    const std::string stem = "lines/" + std::to_string(i);
    work.write(stem + ".gt.txt", set.texts[at] + "\n");
    data::write_png(work.path() / (stem + ".png"),
                    {set.height, width, 1, {set.image(i), set.image(i) + set.height * width}});
    truth += std::to_string(i) + ".png\t" + set.texts[at] + "\n";
  }
  return truth;
}

std::vector<std::string> fields_of(const std::string& row) {
  std::vector<std::string> fields;
  std::istringstream stream(row);
  for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
  return fields;
}

/// What was read in each line of `--predictions`, but for lines without any text.
std::map<std::string, std::string> texts_of(const std::string& predictions) {
  std::map<std::string, std::string> texts;
  std::istringstream rows(predictions);
  std::string row;
  for (std::getline(rows, row); std::getline(rows, row);) {
    const auto fields = fields_of(row);
    REQUIRE(fields.size() == 3);
    if (!fields[1].empty()) texts[fields[0]] = fields[1];
  }
  return texts;
}

/// The same out of `--symbols`, whose places must be in order and inside the line.
std::map<std::string, std::string> texts_of_symbols(const std::string& symbols) {
  std::map<std::string, std::string> texts;
  std::map<std::string, double> end_px;
  std::istringstream rows(symbols);
  std::string row;
  for (std::getline(rows, row); std::getline(rows, row);) {
    const auto fields = fields_of(row);
    REQUIRE(fields.size() >= 7);  // the last is empty where nothing was read rightly
    texts[fields[0]] += fields[2];
    CHECK(std::stod(fields[3]) > 0);
    CHECK(std::stod(fields[4]) >= end_px[fields[0]]);
    CHECK(std::stod(fields[5]) > std::stod(fields[4]));
    CHECK(std::stod(fields[5]) <= std::stod(fields[6]));
    end_px[fields[0]] = std::stod(fields[5]);
  }
  return texts;
}

void write_recipe(const Workplace& work, int epochs) {
  work.write("lines.yaml",
             "data: {sources: [lines.h5], split: {test: 0.2, validation: 0.1, seed: 1}}\n"
             "augment:\n  - affine: {width_zoom: 0.1}\n  - noise: {}\n"
             "model: {net: {linenet: {channels: [8, 16, 24, 32], blocks: [1, 1], lstm: 24, dropout: 0.1}}}\n"
             "train: {epochs: " +
                 std::to_string(epochs) +
                 ", batch: 16, shards: 2, optimizer: {adamw: {lr: 0.005}}, loss: {per_symbol: true},\n"
                 "        schedule: cosine, clip_norm: 5, ema_decay: 0.95, checkpoint_every_s: 0.05}\n");
}

}  // namespace

TEST_CASE("ductus: lines imported, trained, judged, decoded and scored") {
  const Workplace work;
  const std::string truth = write_lines(work, 300);
  const Outcome imported = succeeds(work, {"data", "import", "gt_txt:lines", "--out", "lines.h5"});
  CHECK(imported.out.find("seen 300, used 300, dropped 0") != std::string::npos);
  CHECK(succeeds(work, {"data", "inspect", "lines.h5", "--sheet", "sheet.png"}).out.find("300") !=
        std::string::npos);
  CHECK(work.read("sheet.png").substr(1, 3) == "PNG");

  write_recipe(work, 12);
  const Outcome trained = succeeds(work, {"train", "lines.yaml", "--out", "run"});
  CHECK(trained.out == "run/model.safetensors\n");
  CHECK(trained.err.find("val_cer") != std::string::npos);

  const Outcome judged = succeeds(
      work, {"eval", "run/model.safetensors", "--json", "--predictions", "read.tsv", "--out", "report"});
  const json report = json::parse(judged.out);
  const std::string speed = judged.err.substr(judged.err.rfind('\n', judged.err.size() - 2) + 1);
  CHECK(speed.find("read 60 lines in ") == 0);
  CHECK(speed.find("/s)\n") != std::string::npos);
  CHECK(report["provenance"]["data_use"] == "held_out");
  for (const char* name : {"report.txt", "report.json", "confusions.csv", "worst_lines.tsv", "by_length.png",
                           "reliability.png", "montage.png", "curves.png"}) {
    CAPTURE(name);
    CHECK(work.has(std::filesystem::path("report") / name));
  }

  // the same lines, read from pictures in place of the data set file
  succeeds(work, {"eval", "run/model.safetensors", "gt_txt:lines", "--predictions", "all.tsv", "--symbols",
                  "symbols.tsv"});
  CHECK(texts_of_symbols(work.read("symbols.tsv")) == texts_of(work.read("all.tsv")));
  succeeds(work, {"data", "recombine", "gt_txt:lines", "--symbols", "symbols.tsv", "--count", "9", "--out",
                  "recombined.h5"});
  CHECK(work.run({"data", "inspect", "recombined.h5"}).out.find("lines       9 of ") == 0);
  check_fails(work, {"eval", "run/model.safetensors", "gt_txt:lines", "--symbols", "symbols.tsv"}, 2,
              {"symbols.tsv: exists already (--overwrite replaces it)"});
  work.write("truth.tsv", truth);
  const json score = json::parse(succeeds(work, {"score", "--lines", "truth.tsv", "all.tsv", "--json"}).out);
  const json all =
      json::parse(succeeds(work, {"eval", "run/model.safetensors", "gt_txt:lines", "--json"}).out);
  CHECK(all["provenance"]["data_use"] == "training");
  CHECK(all["provenance"]["data_use_told"]["samples"] == 300);
  CHECK(all["provenance"]["data_use_told"]["found"] == 216);  // the others: 60 to test, 24 to validate
  for (const char* count : {"rate", "substitutions", "deletions", "insertions"})
    CHECK(score["cer"][count] == all["cer"][count]);
  CHECK(score["exact"]["count"] == all["exact"]["count"]);
  const double expected_error = all["calibration"]["expected_error"];  // confidences are written to 6 digits
  CHECK(score["calibration"]["expected_error"].get<double>() ==
        doctest::Approx(expected_error).epsilon(1e-3));

  // the best epoch's validation, judged again
  const auto best = models::read_safetensors((work / "run/best.safetensors").string());
  const json validation =
      json::parse(succeeds(work, {"eval", "run/best.safetensors", "--split", "validation", "--json"}).out);
  const json metrics = json::parse(best.metadata.at("ductus.metrics"));
  CHECK(validation["mean_nll_per_symbol"].get<double>() ==
        doctest::Approx(metrics["val_loss"].get<double>()).epsilon(1e-6));
  CHECK(validation["cer"]["rate"] == metrics["val_cer"]);
  CHECK(validation["provenance"]["data_use"] == "selection");

  // a data set file named by its format has no view that could be the model's
  CHECK(json::parse(succeeds(work, {"eval", "run/model.safetensors", "ductus_lines:lines.h5", "--json"})
                        .out)["cer"]["rate"] == all["cer"]["rate"]);

  work.write("corpus.txt", "12345\n67890\n");
  succeeds(work, {"lm", "train", "corpus.txt", "--out", "digits.arpa"});
  for (const char* decoder :
       {"beam", "{beam: {width: 4, lm: digits.arpa}}", "{pattern: {match: '[0-9]+'}}"}) {
    CAPTURE(decoder);
    const json decoded = json::parse(
        succeeds(work, {"eval", "run/model.safetensors", "lines.h5", "--decoder", decoder, "--json"}).out);
    CHECK(decoded.contains("cer"));
  }
  work.write("corpus.txt", "123\n");
  succeeds(work, {"lm", "train", "corpus.txt", "--out", "few.arpa"});
  CHECK(succeeds(work, {"eval", "run/model.safetensors", "lines.h5", "--decoder", "{beam: {lm: few.arpa}}"})
            .err.find("few.arpa: 7 of the recogniser's 10 symbols are unknown to the language model") !=
        std::string::npos);
}

TEST_CASE("ductus eval: lines that the model's recipe left out are told of, and an error with --strict") {
  const Workplace work;
  write_lines(work, 40);
  succeeds(work, {"data", "import", "gt_txt:lines", "--out", "lines.h5"});
  write_recipe(work, 1);
  const std::string alphabet = "data.alphabet=012345678";  // without the 9
  check_fails(work, {"train", "lines.yaml", "--out", "run", "--set", alphabet, "--strict"}, 1,
              {"strict: seen 40", "out of alphabet"});
  succeeds(work, {"train", "lines.yaml", "--out", "run", "--set", alphabet});
  const json ledger = json::parse(work.read("run/ledger.json"));
  const int64_t lost = ledger["dropped"]["out of alphabet"]["count"];
  REQUIRE(lost > 0);
  const Outcome judged = succeeds(work, {"eval", "run/model.safetensors", "--json"});
  CHECK(json::parse(judged.out)["provenance"]["left_out"]["out of alphabet"] == lost);
  CHECK(judged.err.find("not judged: seen 40, ") != std::string::npos);
  check_fails(work, {"eval", "run/model.safetensors", "--strict"}, 1, {"strict: seen 40", "out of alphabet"});
  CHECK(succeeds(work, {"eval", "run/model.safetensors", "lines.h5"})
            .err.find("are not in the model's alphabet and count as errors: 9\n") != std::string::npos);
}

TEST_CASE("ductus eval: lines of two folders that have the same names are told apart, or refused") {
  const Workplace work;
  write_lines(work, 40);
  succeeds(work, {"data", "import", "gt_txt:lines", "--out", "lines.h5"});
  write_recipe(work, 1);
  succeeds(work, {"train", "lines.yaml", "--out", "run"});
  succeeds(work, {"data", "join", "both.h5", "lines.h5", "gt_txt:lines"});
  succeeds(work, {"eval", "run/model.safetensors", "both.h5", "--predictions", "read.tsv"});
  CHECK(work.read("read.tsv").find("\n0.png(2)\t") != std::string::npos);
  succeeds(work, {"score", "--lines", "read.tsv", "read.tsv"});
  data::LineSet twice = data::read_line_dataset(work.path() / "lines.h5");  // as files once were
  twice.names[1] = twice.names[0];
  data::write_dataset(work.path() / "twice.h5", twice);
  check_fails(work, {"eval", "run/model.safetensors", "twice.h5", "--symbols", "symbols.tsv"}, 1,
              {"twice.h5: two samples are called '" + twice.names[0] + "', expected an id each"});
  succeeds(work, {"eval", "run/model.safetensors", "twice.h5"});
}

TEST_CASE(
    "ductus eval: the recipe's test lines are held out, though training data had symbols of their own") {
  const Workplace work;
  data::write_dataset(work.path() / "lines.h5", make_lines(40, 3));
  data::write_dataset(work.path() / "letters.h5", make_lines(8, 5, "AB"));
  write_recipe(work, 1);
  succeeds(work, {"train", "lines.yaml", "--out", "run", "--set", "data.train_only=[letters.h5]"});
  const json held_out = json::parse(succeeds(work, {"eval", "run/model.safetensors", "--json"}).out);
  CHECK(held_out["provenance"]["data_use"] == "held_out");
  const json letters =
      json::parse(succeeds(work, {"eval", "run/model.safetensors", "letters.h5", "--json"}).out);
  CHECK(letters["provenance"]["data_use"] == "training");
  CHECK(letters["provenance"]["data_use_told"]["found"] == 8);
}

TEST_CASE("ductus eval: lines that do not fit the model are one clear error") {
  const Workplace work;
  write_lines(work, 40);
  succeeds(work, {"data", "import", "gt_txt:lines", "--out", "lines.h5"});
  succeeds(work, {"data", "import", "gt_txt:lines", "--set", "view.height_px=48", "--out", "high.h5"});
  write_recipe(work, 1);
  succeeds(work, {"train", "lines.yaml", "--out", "run"});
  check_fails(work, {"eval", "run/model.safetensors", "high.h5"}, 1,
              {"lines of 48 px", "expected 32 px", "view.height_px"});
  succeeds(work, {"data", "import", "gt_txt:lines", "--set", "view.contrast=none", "--out", "pale.h5"});
  check_fails(work, {"eval", "run/model.safetensors", "pale.h5"}, 1,
              {"pale.h5: made of pictures as ", "expected ", "as the model was trained"});
  data::LineSet other_order = make_lines(8, 3);
  other_order.preprocessing = R"({"polarity": "auto", "height_px": 32})";  // and contrast by default
  data::write_dataset(work.path() / "order.h5", other_order);
  succeeds(work, {"eval", "run/model.safetensors", "order.h5"});
  check_fails(work, {"eval", "run/model.safetensors", "lines.h5", "--decoder", "viterbi"}, 2,
              {"viterbi", "greedy"});
  work.write("cut.arpa", "\\data\\\nngram 1=3\n");
  check_fails(work, {"eval", "run/model.safetensors", "lines.h5", "--decoder", "{beam: {lm: cut.arpa}}"}, 1,
              {"cut.arpa:3: the file ends here, expected \\1-grams: (cut short?)"});
  check_fails(work, {"eval", "run/model.safetensors", "lines.h5", "--digits", "2"}, 2,
              {"--digits is for characters, but run/model.safetensors reads text lines"});
  check_fails(work,
              {"eval", "run/model.safetensors", "lines.h5", "--predictions", "x.tsv", "--symbols", "./x.tsv"},
              2, {"--predictions and --symbols: both would write ./x.tsv"});
  check_fails(work,
              {"eval", "run/model.safetensors", "lines.h5", "--out", "r", "--predictions", "r/report.txt"}, 2,
              {"--out and --predictions: both would write r/report.txt"});
  const Outcome judged =
      succeeds(work, {"eval", "run/model.safetensors", "lines.h5", "--json", "--units", "graphemes"});
  CHECK(json::parse(judged.out)["units"] == "graphemes");
}

TEST_CASE("ductus train: a net given by --set takes the place of the recipe's, options and all") {
  const Workplace work;
  data::write_dataset(work.path() / "lines.h5", make_lines(80, 1));
  write_recipe(work, 1);  // a linenet with options
  const auto summary = [&](const std::string& net) {
    return succeeds(work, {"train", "lines.yaml", "--summary", "--set", "model.net=" + net}).out;
  };
  CHECK(summary("{vgg_crnn: {}}").find("conv7 + relu") != std::string::npos);
  CHECK(summary("vgg_crnn") == summary("{vgg_crnn: {}}"));
  CHECK(summary("{cnn_bilstm: {width_px: 200, steps: 50, hidden: 16}}").find("encoder 2: lstm, both ways") !=
        std::string::npos);
}

TEST_CASE("ductus train: a net of lines asks for lines, a net of characters for characters") {
  const Workplace work;
  write_lines(work, 8);
  succeeds(work, {"data", "import", "gt_txt:lines", "--out", "lines.h5"});
  work.write("wrong.yaml", "data: {sources: [lines.h5]}\nmodel: {net: cnn10}\n");
  check_fails(work, {"train", "wrong.yaml", "--out", "run"}, 1, {"lines.h5", "lines"});
  write_mnist(work, "mnist", 20, 10);
  work.write("wrong.yaml", "data: {sources: [{mnist: {path: mnist}}]}\nmodel: {net: linenet}\n");
  check_fails(work, {"train", "wrong.yaml", "--out", "run"}, 2, {"mnist"});
}
