#include "data/synth/text/money.h"

#include <limits>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

__extension__ using Wide = __int128;  // holds every product of two int64

Money checked(Wide minor) {
  DUCTUS_CHECK(
      minor >= std::numeric_limits<int64_t>::min() && minor <= std::numeric_limits<int64_t>::max(),
      "money: an amount exceeds what fits in 64 bits, expected less than 9.2e18 of its smallest units");
  return {static_cast<int64_t>(minor)};
}

/// The digits of a whole number, with `separator` between groups of three.
std::string grouped(const std::string& digits, const std::string& separator) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

/// The amount's size without sign and symbol.
std::string number(Money amount, const MoneyStyle& style) {
  const auto value = static_cast<uint64_t>(amount.minor);
  std::string digits = std::to_string(amount.minor < 0 ? 0 - value : value);
  const auto decimals = static_cast<std::size_t>(style.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const std::size_t whole = digits.size() - decimals;
  std::string out = grouped(digits.substr(0, whole), style.thousands);
  if (decimals > 0) out += style.point + digits.substr(whole);
  return out;
}

}  // namespace

Money operator+(Money a, Money b) { return checked(Wide{a.minor} + b.minor); }
Money operator-(Money a, Money b) { return checked(Wide{a.minor} - b.minor); }
Money operator*(Money price, int64_t quantity) { return checked(Wide{price.minor} * quantity); }

Money share_of(Money amount, int64_t numerator, int64_t denominator) {
  DUCTUS_CHECK(denominator >= 1, "money: a share's denominator is {}, expected at least 1", denominator);
  const Wide product = Wide{amount.minor} * numerator;
  const Wide half =
      denominator / 2;  // of an odd denominator no half exists, so that rounding it down is right
  return checked((product < 0 ? product - half : product + half) / denominator);
}

Money rounded_to(Money amount, int64_t step) { return share_of(amount, 1, step) * step; }

std::string format(Money amount, const MoneyStyle& style) {
  using Minus = MoneyStyle::Minus;
  DUCTUS_CHECK(style.decimals >= 0 && style.decimals <= 4,
               "money: a style has {} decimals, expected from 0 to 4", style.decimals);
  const bool negative = amount.minor < 0;
  std::string text = number(amount, style);
  if (negative && style.minus == Minus::kAtNumber) text.insert(0, "-");
  const std::string space = style.symbol_space && !style.symbol.empty() ? " " : "";
  text = style.symbol_left ? style.symbol + space + text : text + space + style.symbol;
  if (!negative || style.minus == Minus::kAtNumber) return text;
  if (style.minus == Minus::kBrackets) return "(" + text + ")";
  return style.minus == Minus::kLast ? text + "-" : "-" + text;
}

}  // namespace ductus::data
