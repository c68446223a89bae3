#include "configs/schema/numbers.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>

using namespace ductus::config;

namespace {

template <typename T>
T good(std::string_view text) {
  T number{};
  REQUIRE(parse_number(text, number) == Parsed::kGood);
  return number;
}

template <typename T>
Parsed parsed(std::string_view text) {
  T number{};
  return parse_number(text, number);
}

}  // namespace

TEST_CASE("parse_number: whole numbers up to the bounds of their type") {
  CHECK(good<int32_t>("-2147483648") == std::numeric_limits<int32_t>::min());
  CHECK(good<int32_t>("+7") == 7);
  CHECK(good<int64_t>("9223372036854775807") == std::numeric_limits<int64_t>::max());
  CHECK(good<uint64_t>("18446744073709551615") == std::numeric_limits<uint64_t>::max());
  CHECK(parsed<int32_t>("2147483648") == Parsed::kOutOfRange);
  CHECK(parsed<uint64_t>("18446744073709551616") == Parsed::kOutOfRange);
}

TEST_CASE("parse_number: what is no whole number") {
  for (const char* text :
       {"", "-", "+", "+-5", "--5", "1.0", "1e3", "0x10", "5 ", " 5", "5a", "nan", "1_000", "."}) {
    CAPTURE(text);
    CHECK(parsed<int32_t>(text) == Parsed::kNoNumber);
  }
  CHECK(parsed<uint32_t>("-1") == Parsed::kNoNumber);
}

TEST_CASE("parse_number: finite decimals, correctly rounded") {
  CHECK(good<double>("0.1") == 0.1);
  CHECK(good<double>(".5") == 0.5);
  CHECK(good<double>("-1e-3") == -0.001);
  CHECK(good<double>("5") == 5.0);
  CHECK(good<float>("0.1") == 0.1F);
  CHECK(parsed<double>("1e999") == Parsed::kOutOfRange);
  CHECK(parsed<float>("1e39") == Parsed::kOutOfRange);
  for (const char* text : {"nan", ".nan", "inf", ".inf", "-.inf", "-inf", "infinity", "1e", "1.2.3", ""}) {
    CAPTURE(text);
    CHECK(parsed<double>(text) == Parsed::kNoNumber);
  }
}
