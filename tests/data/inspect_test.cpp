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

/// Lines one pixel high, as wide as their text.
data::LineSet small_lines() {
  data::LineSet set;
  set.height = 1;
  set.alphabet = data::Alphabet::from_characters(" Éa");
  set.texts = {"aÉ a", "a", "ÉÉ"};
  set.pixels = std::vector<uint8_t>{1, 2, 3, 4, 5, 6, 7};
  set.offset = std::vector<int64_t>{0, 4, 5};
  set.width = std::vector<int32_t>{4, 1, 2};
  set.source = std::vector<uint16_t>(3);
  set.number = std::vector<uint32_t>{0, 1, 2};
  set.sources = {"a.tsv"};
  set.group = std::vector<int32_t>{0, 0, 2};
  set.groups = {"r1", "dropped", "r2"};
  set.splits["train"] = std::vector<int64_t>{0, 1};
  set.splits["test"] = std::vector<int64_t>{2};
  set.ledger.use(3);
  return set;
}

/// Bars: 32 columns for the largest count, and 32 / 3 = 85.3 eighths for a third of it, rounded up to 86.
const std::string kFullBar = "████████████████████████████████", kThirdOfBar = "██████████▊";

}  // namespace

TEST_CASE("inspect: the text is aligned, with a bar a class") {
  const ImageSet set = small_set();
  CHECK(data::inspection_text(data::inspect(set)) ==
        "samples     4 of 1 x 2 pixels (height x width)\n"
        "alphabet    2 classes: 0É\n"
        "sources     a.csv\n"
        "splits      test 1, train 2\n"
        "duplicates  1; 1 of test also in train\n"
        "ledger      seen 4, used 4, dropped 0\n"
        "hash        " +
            set.content_hash() +
            "\n"
            "\n"
            "  class  samples    share  test  train\n"
            "  0            3  75.00 %     1      1  " +
            kFullBar +
            "\n"
            "  É            1  25.00 %     0      1  " +
            kThirdOfBar + "\n");
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

TEST_CASE("inspect: of lines there are sizes, lengths, groups and a bar a symbol") {
  const data::LineSet set = small_lines();
  CHECK(data::inspection_text(data::inspect(set)) ==
        "lines       3 of 1 pixels high, 7 characters\n"
        "width       1 to 4 pixels, median 2, 90 % from 1 to 4\n"
        "length      1 to 4 characters, median 2, 90 % from 1 to 4\n"
        "alphabet    3 symbols:  Éa\n"
        "sources     a.tsv\n"
        "groups      2: 1 to 2 lines, median 1, 90 % from 1 to 2\n"
        "splits      test 1, train 2\n"
        "duplicates  0; 0 of test also in train\n"
        "ledger      seen 3, used 3, dropped 0\n"
        "hash        " +
            set.content_hash() +
            "\n"
            "\n"
            "  symbol  count    share  test  train\n"
            "  space       1  14.29 %     0      1  " +
            kThirdOfBar +
            "\n"
            "  É           3  42.86 %     2      1  " +
            kFullBar +
            "\n"
            "  a           3  42.86 %     0      3  " +
            kFullBar + "\n");
  CHECK(data::symbols_text(set) == "3 symbols: É 3, a 3, space 1");
}

TEST_CASE("inspect: the JSON of lines holds the same") {
  const data::LineSet set = small_lines();
  const auto json = nlohmann::json::parse(data::inspection_json(data::inspect(set)));
  CHECK(json["lines"] == 3);
  CHECK(json["width"]["median"] == 2);
  CHECK(json["lines_by_length"] == std::vector<int>{0, 1, 1, 0, 1});
  CHECK(json["characters"] == 7);
  CHECK(json["counts"] == std::vector<int>{1, 3, 3});
  CHECK(json["groups"] == 2);
  CHECK(json["splits"]["train"]["groups"] == 1);
  CHECK(json["splits"]["test"]["counts"] == std::vector<int>{0, 2, 0});
  CHECK(json["content_hash"] == set.content_hash());
}

TEST_CASE("inspect: a set without lines has a text too") {
  data::LineSet set;
  set.alphabet = data::Alphabet::from_characters("a");
  CHECK(data::inspection_text(data::inspect(set)).find("  a           0  0.00 %\n") != std::string::npos);
}
