#include "data/same_view.h"

#include <doctest/doctest.h>

#include "data/character_view.h"
#include "data/line_view.h"
#include "tests/support/errors.h"

using namespace ductus::data;

TEST_CASE(
    "same_view: neither the order of keys, nor blanks, nor defaults that are left out make a difference") {
  const std::string whole = LineView().to_json();
  CHECK(same_view<LineView>(whole, whole));
  CHECK(same_view<LineView>(whole, R"({"polarity": "auto", "height_px": 32, "contrast": "stretch"})"));
  CHECK(same_view<LineView>(whole, "{}"));
  CHECK_FALSE(same_view<LineView>(whole, R"({"contrast": "none"})"));
  CHECK_FALSE(same_view<LineView>(whole, R"({"height_px": 48})"));
  CHECK(same_view<CharacterView>(CharacterView().to_json(), R"({"size_px": 28})"));
  CHECK_FALSE(same_view<CharacterView>(CharacterView().to_json(), R"({"mode": "mnist"})"));
}

TEST_CASE("same_view: data that nothing was done to are like their own kind only") {
  CHECK(same_view<LineView>("", ""));
  CHECK_FALSE(same_view<LineView>("", LineView().to_json()));
  CHECK_FALSE(same_view<CharacterView>(CharacterView().to_json(), ""));
}

TEST_CASE("same_view: the same text is the same, what is no view is an error beside another") {
  CHECK(same_view<LineView>("by hand", "by hand"));
  CHECK(ductus::test::error_of([] { same_view<LineView>("{}", R"({"colour": "red"})"); }).find("colour") !=
        std::string::npos);
}
