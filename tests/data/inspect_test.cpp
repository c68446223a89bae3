#include "data/inspect.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace ductus;
using data::ImageSet;

namespace {

/// Three zeros (two of them equal) and a one.
ImageSet small_set() {
  ImageSet set;
  set.height = 1;
  set.width = 2;
  set.alphabet = data::Alphabet({"0", "É"});
  set.pixels = std::vector<uint8_t>{1, 1, 1, 1, 2, 2, 3, 3};
  set.labels = std::vector<int32_t>{0, 0, 0, 1};
  set.source = std::vector<uint16_t>(4);
  set.number = std::vector<uint32_t>{0, 1, 2, 3};
  set.sources = {"a.csv"};
  set.splits["train"] = std::vector<int64_t>{0, 3};
  set.splits["test"] = std::vector<int64_t>{1};
  set.ledger.use(4);
  return set;
}

}  // namespace

TEST_CASE("inspect: the text is aligned, with a bar a class") {
  const ImageSet set = small_set();
  const std::string full = "████████████████████████████████";  // 32 columns for the largest class
  const std::string third = "██████████▊";                      // 32 * 8 / 3 = 85.3 eighths, rounded up: 86
  CHECK(data::inspection_text(data::inspect(set)) ==
        "samples     4 of 1 x 2 pixels (height x width)\n"
        "alphabet    2 classes: 0É\n"
        "sources     a.csv\n"
        "splits      test 1, train 2\n"
        "duplicates  1; 1 of test also in train\n"
        "ledger      seen 4, used 4, dropped 0\n"
        "hash        " + set.content_hash() + "\n"
        "\n"
        "  class  samples    share  test  train\n"
        "  0            3  75.00 %     1      1  " + full + "\n"
        "  É            1  25.00 %     0      1  " + third + "\n");
}

TEST_CASE("inspect: the JSON holds the same") {
  const ImageSet set = small_set();
  const auto json = nlohmann::json::parse(data::inspection_json(data::inspect(set)));
  CHECK(json["samples"] == 4);
  CHECK(json["alphabet"] == std::vector<std::string>{"0", "É"});
  CHECK(json["counts"] == std::vector<int>{3, 1});
  CHECK(json["splits"]["train"]["counts"] == std::vector<int>{1, 1});
  CHECK(json["duplicates"]["repeated"] == 1);
  CHECK(json["duplicates"]["across"][0]["samples"] == 1);
  CHECK(json["ledger"]["used"] == 4);
  CHECK(json["preprocessing"].is_null());
  CHECK(json["content_hash"] == set.content_hash());
}

TEST_CASE("inspect: a set without samples has a table too") {
  ImageSet set;
  set.alphabet = data::Alphabet({"sneaker", "bag"});
  CHECK(data::inspection_text(data::inspect(set)).find("  sneaker        0  0.00 %\n") != std::string::npos);
}
