#include "data/synth/text/money.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/support/errors.h"

using namespace ductus;
using data::Money;
using data::MoneyStyle;

namespace {

constexpr Money kMost{std::numeric_limits<int64_t>::max()}, kLeast{std::numeric_limits<int64_t>::min()};

std::string plain(int64_t minor, int decimals = 2) {
  MoneyStyle style;
  style.decimals = decimals;
  return data::format({minor}, style);
}

}  // namespace

TEST_CASE("money: ten times ten cents is a dollar") {
  Money sum;
  for (int i = 0; i < 10; ++i) sum = sum + Money{10};
  CHECK(sum == Money{100});
  CHECK(Money{1290} * 3 == Money{3870});
  CHECK(Money{1000} - Money{1290} == Money{-290});
  CHECK(-Money{5} == Money{-5});
}

TEST_CASE("money: shares round to the nearest unit, halves away from zero") {
  CHECK(data::share_of({1250}, 6, 100) == Money{75});      // 75.0
  CHECK(data::share_of({1290}, 6, 100) == Money{77});      // 77.4
  CHECK(data::share_of({1275}, 6, 100) == Money{77});      // 76.5
  CHECK(data::share_of({-1275}, 6, 100) == Money{-77});    // -76.5
  CHECK(data::share_of({1060}, 6, 106) == Money{60});      // tax within a price
  CHECK(data::share_of({1290}, 355, 1000) == Money{458});  // 457.95
  CHECK(data::share_of({1}, 1, 3) == Money{0});            // 0.33
  CHECK(data::share_of({2}, 1, 3) == Money{1});            // 0.67
  CHECK(data::share_of(kMost, 1, 1) == kMost);
}

TEST_CASE("money: cash is rounded to coins that are there") {
  CHECK(data::rounded_to({1012}, 5) == Money{1010});
  CHECK(data::rounded_to({1013}, 5) == Money{1015});
  CHECK(data::rounded_to({-1013}, 5) == Money{-1015});
  CHECK(data::rounded_to({1025}, 50) == Money{1050});
}

TEST_CASE("money: amounts beyond 64 bits are errors, not other amounts") {
  const auto message =
      "money: an amount exceeds what fits in 64 bits, expected less than 9.2e18 of its smallest units";
  CHECK(test::error_of([] { return kMost + Money{1}; }) == message);
  CHECK(test::error_of([] { return kLeast - Money{1}; }) == message);
  CHECK(test::error_of([] { return -kLeast; }) == message);
  CHECK(test::error_of([] { return kMost * 2; }) == message);
  CHECK(test::error_of([] { return data::share_of({1}, 1, 0); }) ==
        "money: a share's denominator is 0, expected at least 1");
}

TEST_CASE("money: decimals are the currency's") {
  CHECK(plain(0) == "0.00");
  CHECK(plain(5) == "0.05");
  CHECK(plain(1290) == "12.90");
  CHECK(plain(-7) == "-0.07");
  CHECK(plain(1290, 0) == "1,290");
  CHECK(plain(1290, 3) == "1.290");
  CHECK(plain(kLeast.minor) == "-92,233,720,368,547,758.08");
}

TEST_CASE("money: thousands are grouped from the point") {
  CHECK(plain(99999) == "999.99");
  CHECK(plain(100000) == "1,000.00");
  CHECK(plain(123456789) == "1,234,567.89");
}

TEST_CASE("money: separators, and the symbol's side and space") {
  MoneyStyle euro;
  euro.symbol = "EUR";
  euro.symbol_left = false;
  euro.symbol_space = true;
  euro.point = ",";
  euro.thousands = ".";
  CHECK(data::format({123456}, euro) == "1.234,56 EUR");
  MoneyStyle ringgit;
  ringgit.symbol = "RM";
  CHECK(data::format({1290}, ringgit) == "RM12.90");
  ringgit.symbol_space = true;
  CHECK(data::format({1290}, ringgit) == "RM 12.90");
  ringgit.symbol = "";
  CHECK(data::format({1290}, ringgit) == "12.90");
}

TEST_CASE("money: a minus stands where the style says") {
  using Minus = MoneyStyle::Minus;
  MoneyStyle style;
  style.symbol = "$";
  const auto with = [&](Minus minus) {
    style.minus = minus;
    return data::format({-100}, style);
  };
  CHECK(with(Minus::kFirst) == "-$1.00");
  CHECK(with(Minus::kAtNumber) == "$-1.00");
  CHECK(with(Minus::kLast) == "$1.00-");
  CHECK(with(Minus::kBrackets) == "($1.00)");
  CHECK(data::format({100}, style) == "$1.00");
}
