#include "models/model_info.h"

#include <doctest/doctest.h>

#include <cmath>

#include "configs/schema/error.h"

using namespace ductus::models;

namespace {

ModelInfo sample() {
  ModelInfo info;
  info.net = "cnn36";
  info.net_options = R"({"dropout": 0.2})";
  info.alphabet = ductus::data::Alphabet({"0", "\u00e9", "sneaker"});
  info.preprocessing = R"({"mode":"stretch"})";
  info.height_px = 32;
  info.width_px = 20;
  info.precision = "bfloat16";
  info.recipe = "net: cnn36\ntrain: {epochs: 3}\n";
  info.metrics = {{"val_loss", 0.1}, {"val_accuracy", 1.0 / 3.0}};
  info.data = {{"train", {"mnist:data/mnist", "00ff", ductus::data::SampleSketch({1, 2})}},
               {"validation", {"az.csv", "ff00"}}};
  info.checkpoint = "best val_loss, epoch 17";
  info.selected_on = "ff00";
  info.ancestors = {{{{"train", {"drawn.h5", "aa", ductus::data::SampleSketch({3})}}}, "bb"}, {}};
  info.seed = 18446744073709551615ULL;
  info.temperature = 1.25;
  return info;
}

std::string error_with(const std::string& key, const std::string& value) {
  auto metadata = to_metadata(sample());
  metadata["ductus." + key] = value;
  try {
    from_metadata(metadata, "m");
  } catch (const ductus::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("model info: every member survives the way through metadata") {
  const auto metadata = to_metadata(sample());
  const ModelInfo back = from_metadata(metadata, "m");
  CHECK(to_metadata(back) == metadata);
  CHECK(back.net == "cnn36");
  CHECK(back.net_options == sample().net_options);
  CHECK(back.alphabet == sample().alphabet);
  CHECK(back.preprocessing == sample().preprocessing);
  CHECK(back.height_px == 32);
  CHECK(back.width_px == 20);
  CHECK(back.precision == "bfloat16");
  CHECK(back.recipe == sample().recipe);
  CHECK(back.metrics == sample().metrics);
  CHECK(back.data.at("train").name == "mnist:data/mnist");
  CHECK(back.data.at("train").sketch.text() == "000000000001000000000002");
  CHECK(back.data.at("validation").hash == "ff00");
  CHECK(back.data.at("validation").sketch.empty());
  CHECK(back.checkpoint == sample().checkpoint);
  CHECK(back.selected_on == "ff00");
  REQUIRE(back.ancestors.size() == 2);
  CHECK(back.ancestors[0].parts.at("train").name == "drawn.h5");
  CHECK(back.ancestors[0].parts.at("train").sketch.text() == "000000000003");
  CHECK(back.ancestors[0].selected_on == "bb");
  CHECK(back.ancestors[1].parts.empty());
  CHECK(back.seed == 18446744073709551615ULL);
  CHECK(back.temperature == 1.25);
  CHECK(back.ductus_version == DUCTUS_VERSION);
}

TEST_CASE("model info: a model trained on from this one descends from it, then from its ancestors") {
  const auto generations = lineage(sample());
  REQUIRE(generations.size() == 3);
  CHECK(generations[0].parts.at("validation").hash == "ff00");
  CHECK(generations[0].selected_on == "ff00");
  CHECK(generations[1].selected_on == "bb");
}

TEST_CASE("model info: a file of before ancestors were told has none") {
  auto metadata = to_metadata(sample());
  metadata.erase("ductus.ancestors");
  CHECK(from_metadata(metadata, "m").ancestors.empty());
}

TEST_CASE("model info: a metric that is not finite is left out") {
  ModelInfo info = sample();
  info.metrics["val_loss"] = std::nan("");
  CHECK(from_metadata(to_metadata(info), "m").metrics.size() == 1);
}

TEST_CASE("model info: a file of another program is told apart") {
  CHECK_THROWS_WITH_AS(from_metadata({{"format", "pt"}}, "m"),
                       "m: not a model of ductus: its metadata has no ductus.format", ductus::Error);
}

TEST_CASE("model info: a format of a later ductus is refused") {
  CHECK(error_with("format", "2") ==
        "m: expected a model of format 1 to 1, found 2 (written by a later ductus?)");
}

TEST_CASE("model info: malformed entries are named") {
  CHECK(error_with("seed", "12x") == "m: ductus.seed: expected a number, found \"12x\"");
  CHECK(error_with("temperature", "") == "m: ductus.temperature: expected a number, found \"\"");
  CHECK(error_with("temperature", "0") == "m: expected a temperature above 0, found 0");
  CHECK(error_with("temperature", "nan") == "m: expected a temperature above 0, found nan");
  CHECK(error_with("precision", "float16") ==
        "m: ductus.precision: expected float32 or bfloat16, found \"float16\"");
  CHECK(error_with("height_px", "-1") ==
        "m: expected a height above 0 and a width of 0 (any) or more, found -1 x 20");
  CHECK(error_with("alphabet", "[1]") == "m: ductus.alphabet: not the JSON that is expected there");
  CHECK(error_with("metrics", "{\"a\":") == "m: ductus.metrics: not the JSON that is expected there");
  CHECK(error_with("data", R"({"train":{"name":"x"}})") == "m: ductus.data: \"train\" lacks name or hash");
  CHECK(error_with("ancestors", R"([{"parts":{"train":{"name":"x"}},"selected_on":""}])") ==
        "m: ductus.ancestors: \"train\" lacks name or hash");
  CHECK(error_with("ancestors", R"(["x"])") == "m: ductus.ancestors: not the JSON that is expected there");
  CHECK(error_with("data", R"({"train":{"name":"x","hash":"00","sketch":"12"}})") ==
        "m: ductus.data: a sketch of samples: expected at most 1024 numbers of 12 digits, found 2 digits");
}
