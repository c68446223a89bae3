#include "configs/schema/registry.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus::config;
using ductus::test::error_of;
using ductus::test::kind_and_error_of;

namespace {

Registry<int> numbers() { return Registry<int>("number", {{"three", 3}, {"one", 1}, {"two", 2}}); }

}  // namespace

TEST_CASE("registry: finds entries by name and keeps the order of its list") {
  const Registry<int> registry = numbers();
  CHECK(registry.find("three") == 3);
  CHECK(registry.find("two") == 2);
  CHECK(registry.contains("one"));
  CHECK_FALSE(registry.contains("four"));
  CHECK(registry.get("four") == nullptr);
  CHECK(registry.size() == 3);
  CHECK(registry.names() == std::vector<std::string>{"three", "one", "two"});
  std::string order;
  for (const auto& [name, value] : registry) order += name + std::to_string(value) + " ";
  CHECK(order == "three3 one1 two2 ");
}

TEST_CASE("registry: an unknown name is a usage error with the valid names and the nearest one") {
  CHECK(kind_and_error_of([] { numbers().find("tow"); }) ==
        "usage: unknown number 'tow', expected one of: three, one, two (did you mean 'two'?)");
  CHECK(kind_and_error_of([] { numbers().find("zzzzz", "recipe.yaml:3:4: net"); }) ==
        "usage: recipe.yaml:3:4: net: unknown number 'zzzzz', expected one of: three, one, two");
}

TEST_CASE("registry: a name listed twice is an error") {
  CHECK(error_of([] {
          Registry<int>("number", {{"one", 1}, {"two", 2}, {"one", 3}});
        }) == "number 'one' is listed twice");
}
