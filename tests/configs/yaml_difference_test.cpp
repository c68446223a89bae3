#include "configs/schema/yaml_difference.h"

#include <doctest/doctest.h>

using namespace ductus::config;

namespace {

using Paths = std::vector<std::string>;

Paths differing(std::string_view a, std::string_view b) {
  return differing_paths(*parse_yaml(a, "a"), *parse_yaml(b, "b"));
}

}  // namespace

TEST_CASE("differing_paths: recipes that say the same, in any order and style, differ nowhere") {
  CHECK(differing("", "").empty());
  CHECK(differing("a: {b: 1, c: [x, null]}\nd: 2\n", "d: 2\na:\n  c:\n    - x\n    -\n  b: 1\n").empty());
}

TEST_CASE("differing_paths: values by their path, elements of lists by number") {
  CHECK(differing("train: {epochs: 1, lr: 0.1}", "train: {epochs: 9, lr: 0.1}") == Paths{"train.epochs"});
  CHECK(differing("s: [{mnist: {part: all}}, 2]", "s: [{mnist: {part: test}}, 3]") ==
        Paths{"s.0.mnist.part", "s.1"});
}

TEST_CASE("differing_paths: a part that one lacks, or that is of another kind or length, is named whole") {
  CHECK(differing("a: {b: {c: 1, d: 2}}", "a: {e: {f: 3}}") == Paths{"a.b", "a.e"});
  CHECK(differing("a: [1, 2]\nb: adam\nc: 1\n", "a: [1]\nb: {adam: {lr: 1}}\nc:\n") == Paths{"a", "b", "c"});
}
