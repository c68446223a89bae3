#include "configs/schema/yaml_reader.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/configs/recipe.h"
#include "tests/support/errors.h"

using namespace ductus::config;
using namespace ductus::test;

namespace {

Document parse(std::string_view text) { return Document::parse(text, "r.yaml"); }

/// The value of `x: <text>` as a T.
template <typename T, typename Check = Any>
T value_of(const std::string& text, const Check& check = {}) {
  T value{};
  parse("x: " + text).root().fields().required("x", value, check);
  return value;
}

template <typename T, typename Check = Any>
std::string value_error(const std::string& text, const Check& check = {}) {
  return kind_and_error_of([&] { value_of<T>(text, check); });
}

}  // namespace

TEST_CASE("yaml_reader: reads every type") {
  const Recipe recipe = Recipe::read(parse(kRecipe));
  CHECK(recipe.epochs == 5);
  CHECK(recipe.images == 372451);
  CHECK(recipe.seed == std::numeric_limits<uint64_t>::max());
  CHECK(recipe.lr == 1e-5);
  CHECK(recipe.momentum == 0.95F);
  CHECK_FALSE(recipe.shuffle);
  CHECK(recipe.net == "cnn10");
  CHECK(recipe.class_weights == Weights::kInverse);
  CHECK(recipe.clip_norm == 0.5);
  CHECK(recipe.labels == std::vector<std::string>{"a", "7", "null", "true", "0123"});
  CHECK(recipe.zoom == std::array<double, 2>{0.8, 1.25});
  CHECK(recipe.optimizer == "adam");
  CHECK(recipe.beta == 0.99);
  CHECK(recipe.sources == std::vector<std::pair<std::string, std::string>>{
                              {"letters_csv", "train"}, {"mnist", "test"}, {"fashion", "train"}});
}

TEST_CASE("yaml_reader: an absent key leaves the default") {
  const Recipe recipe = Recipe::read(parse("{}"));
  CHECK(recipe.tie() == [] {
    static Recipe defaults;
    defaults.optimizer = "adam";
    return defaults.tie();
  }());
}

TEST_CASE("yaml_reader: a whole number is digits and nothing else") {
  CHECK(value_of<int>("-5") == -5);
  CHECK(value_of<int64_t>("9223372036854775807") == std::numeric_limits<int64_t>::max());
  CHECK(value_error<int>("many") == "usage: r.yaml:1:4: x: expected a whole number, found 'many'");
  CHECK(value_error<int>("1.5") ==
        "usage: r.yaml:1:4: x: expected a whole number, found '1.5' (write it with digits only)");
  CHECK(value_error<int>("1e3") ==
        "usage: r.yaml:1:4: x: expected a whole number, found '1e3' (write it with digits only)");
  CHECK(value_error<int>("'5'") ==
        "usage: r.yaml:1:4: x: expected a whole number, found the text '5' (leave the quotes out)");
  CHECK(value_error<int>("true") == "usage: r.yaml:1:4: x: expected a whole number, found 'true'");
  CHECK(value_error<int>("[1]") == "usage: r.yaml:1:4: x: expected a whole number, found a list");
  CHECK(value_error<int>("{a: 1}") == "usage: r.yaml:1:4: x: expected a whole number, found a map");
  CHECK(value_error<int>("~") == "usage: r.yaml:1:1: x: expected a whole number, found nothing");
  CHECK(value_error<int>("3000000000") ==
        "usage: r.yaml:1:4: x: expected a whole number, found '3000000000' (from -2147483648 to 2147483647 "
        "can be held)");
  CHECK(value_error<uint64_t>("-1") ==
        "usage: r.yaml:1:4: x: expected a whole number of at least 0, found '-1'");
}

TEST_CASE("yaml_reader: a number is finite") {
  CHECK(value_of<double>("-2.5e-3") == -0.0025);
  CHECK(value_of<double>("3") == 3);
  for (const std::string text : {".nan", ".inf", "-.inf", "nan", "inf", "NaN"}) {
    CAPTURE(text);
    CHECK(value_error<double>(text) == "usage: r.yaml:1:4: x: expected a number, found '" + text + "'");
  }
  CHECK(value_error<double>("1e999") ==
        "usage: r.yaml:1:4: x: expected a number, found '1e999' (too large or too small for a number of this "
        "precision)");
  CHECK(value_error<float>("1e39").find("found '1e39' (too large") != std::string::npos);
}

TEST_CASE("yaml_reader: a bool is true or false") {
  CHECK(value_of<bool>("true"));
  CHECK_FALSE(value_of<bool>("false"));
  for (const std::string text : {"yes", "on", "True", "1"}) {
    CHECK(value_error<bool>(text) == "usage: r.yaml:1:4: x: expected true or false, found '" + text + "'");
  }
  CHECK(value_error<bool>("'true'") == "usage: r.yaml:1:4: x: expected true or false, found the text 'true'");
}

TEST_CASE("yaml_reader: a text is any scalar, verbatim, but nothing is no text") {
  CHECK(value_of<std::string>("0123456789") == "0123456789");
  CHECK(value_of<std::string>("no") == "no");
  CHECK(value_of<std::string>("''") == "");
  CHECK(value_error<std::string>("") ==
        "usage: r.yaml:1:1: x: expected text, found nothing ('' is the empty text)");
  CHECK(value_error<std::string>("[a]") == "usage: r.yaml:1:4: x: expected text, found a list");
}

TEST_CASE("yaml_reader: a range holds at both bounds and not beyond") {
  CHECK(value_of<int>("1", Range{1, 10}) == 1);
  CHECK(value_of<int>("10", Range{1, 10}) == 10);
  CHECK(value_error<int>("0", Range{1, 10}) ==
        "usage: r.yaml:1:4: x: expected a whole number from 1 to 10, found '0'");
  CHECK(value_error<int>("11", Range{1, 10}) ==
        "usage: r.yaml:1:4: x: expected a whole number from 1 to 10, found '11'");
  CHECK(value_error<int>("ten", Range{1, 10}) ==
        "usage: r.yaml:1:4: x: expected a whole number from 1 to 10, found 'ten'");
  CHECK(value_of<uint64_t>("1", Range<uint64_t>::at_least(1)) == 1);
  CHECK(value_error<uint64_t>("0", Range<uint64_t>::at_least(1)) ==
        "usage: r.yaml:1:4: x: expected a whole number of at least 1, found '0'");
}

TEST_CASE("yaml_reader: open ends of a range are outside it") {
  CHECK(value_of<double>("1e-300", Range<double>::above(0)) == 1e-300);
  CHECK(value_error<double>("0", Range<double>::above(0)) ==
        "usage: r.yaml:1:4: x: expected a number above 0, found '0'");
  CHECK(value_of<double>("0", Range<double>::below(0, 1)) == 0);
  CHECK(value_error<double>("1", Range<double>::below(0, 1)) ==
        "usage: r.yaml:1:4: x: expected a number of at least 0 and below 1, found '1'");
  CHECK(value_of<double>("1", Range<double>::above(0, 1)) == 1);
  CHECK(value_error<double>("0", Range<double>::above(0, 1)) ==
        "usage: r.yaml:1:4: x: expected a number above 0 and at most 1, found '0'");
  CHECK(value_error<double>("1", Range<double>::between(0, 1)) ==
        "usage: r.yaml:1:4: x: expected a number above 0 and below 1, found '1'");
}

TEST_CASE("yaml_reader: bounds written as whole numbers serve for a real one") {
  CHECK(value_of<double>("0.5", Range{0, 1}) == 0.5);
  CHECK(value_error<double>("1.5", Range{0, 1}) ==
        "usage: r.yaml:1:4: x: expected a number from 0 to 1, found '1.5'");
}

TEST_CASE("yaml_reader: a choice lists its names and the nearest") {
  CHECK(value_of<Weights>("sqrt", weights()) == Weights::kSqrt);
  CHECK(value_error<Weights>("sqr", weights()) ==
        "usage: r.yaml:1:4: x: expected one of none, inverse, sqrt, found 'sqr' (did you mean 'sqrt'?)");
  CHECK(value_error<std::string>("dev", OneOf{"train", "test"}) ==
        "usage: r.yaml:1:4: x: expected one of train, test, found 'dev'");
}

TEST_CASE("yaml_reader: lists are checked element by element") {
  CHECK(value_of<std::vector<int>>("[]").empty());
  CHECK(value_of<std::vector<Weights>>("[none, sqrt]", weights()) ==
        std::vector<Weights>{Weights::kNone, Weights::kSqrt});
  CHECK(value_error<std::vector<int>>("[1, 2, 30]", Range{1, 10}) ==
        "usage: r.yaml:1:11: x.2: expected a whole number from 1 to 10, found '30'");
  CHECK(value_error<std::vector<int>>("5") ==
        "usage: r.yaml:1:4: x: expected a list, found '5' (a list of one is written [VALUE])");
  CHECK(value_error<std::array<int, 2>>("[1]") ==
        "usage: r.yaml:1:4: x: expected a list of 2 values, found 1");
}

TEST_CASE("yaml_reader: null is no value of an optional") {
  CHECK(value_of<std::optional<int>>("5") == 5);
  CHECK(value_of<std::optional<int>>("~") == std::nullopt);
  CHECK(value_error<std::optional<int>>("x") == "usage: r.yaml:1:4: x: expected a whole number, found 'x'");
}

TEST_CASE("yaml_reader: an unknown key is an error at the key, with the nearest valid one") {
  CHECK(recipe_error("epochs: 5\nepoch: 6\n") ==
        "r.yaml:2:1: epoch: unknown key 'epoch', expected one of: epochs, images, seed, lr, momentum, "
        "shuffle, net, "
        "class_weights, clip_norm, labels, zoom, optimizer, sources (did you mean 'epochs'?)");
  CHECK(recipe_error("optimizer:\n  adam: {bta: 1}\n") ==
        "r.yaml:2:10: optimizer.adam.bta: unknown key 'bta', expected one of: beta (did you mean 'beta'?)");
  CHECK(error_of([] { parse("x: 1").root().fields().finish(); }) ==
        "r.yaml:1:1: x: unknown key 'x', expected no keys");
}

TEST_CASE("yaml_reader: a required key that is missing is an error at its map") {
  CHECK(error_of([] {
          int value = 0;
          const Document document = parse("a:\n  b: 1\n");
          Fields f = document.root().fields();
          f.required_node("a").fields().required("c", value);
        }) == "r.yaml:2:3: a: key 'c' is missing");
  CHECK(error_of([] { parse("b: 1").root().fields().required_node("a"); }) ==
        "r.yaml:1:1: key 'a' is missing");
}

TEST_CASE("yaml_reader: a required key that is misspelt is named as it stands there") {
  CHECK(error_of([] { parse("x: 1\ndat: 2").root().fields().required_node("data"); }) ==
        "r.yaml:2:1: dat: unknown key 'dat', expected 'data'");
}

TEST_CASE("yaml_reader: a map where something else stands is an error") {
  CHECK(recipe_error("") == "r.yaml:1:1: expected a map of keys and values, found nothing");
  CHECK(recipe_error("[1]") == "r.yaml:1:1: expected a map of keys and values, found a list");
  CHECK(recipe_error("optimizer: {adam: 3}") ==
        "r.yaml:1:19: optimizer.adam: expected a map of keys and values, found '3'");
}

TEST_CASE("yaml_reader: a plug-in is a name or a map of one name") {
  CHECK(recipe_error("optimizer: {adam: {}, sgd: {}}") ==
        "r.yaml:1:12: optimizer: expected a name, or a map of one name to its options, found a map of 2 "
        "names, 'adam' and "
        "'sgd' among them");
  CHECK(recipe_error("optimizer: [adam]") ==
        "r.yaml:1:12: optimizer: expected a name, or a map of one name to its options, found a list");
  CHECK(recipe_error("optimizer: {}") ==
        "r.yaml:1:12: optimizer: expected a name, or a map of one name to its options, found a map");
  CHECK(recipe_error("optimizer:") ==
        "r.yaml:1:1: optimizer: expected a name, or a map of one name to its options, found nothing");
}

TEST_CASE("yaml_reader: reject names the place of a value, or of the map when the key is absent") {
  const Document document = parse("a:\n  b: 1\n");
  Fields root = document.root().fields();
  const Node a = root.required_node("a");
  CHECK(a.path() == "a");
  CHECK(a.where() == "r.yaml:2:3: a");
  CHECK(kind_and_error_of([&] { a.reject("is odd"); }) == "usage: r.yaml:2:3: a: is odd");
  CHECK(error_of([&] { a.fields().reject("b", "is too small"); }) == "r.yaml:2:6: a.b: is too small");
  CHECK(error_of([&] { a.fields().reject("c", "is needed"); }) == "r.yaml:2:3: a.c: is needed");
}
