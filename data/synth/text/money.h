// Amounts of money in exact arithmetic, and how they are printed.
#pragma once

#include <cstdint>
#include <string>

namespace ductus::data {

/// An amount in a currency's smallest unit (cents; yen where there are none). All arithmetic throws
/// ductus::Error where the result leaves int64.
struct Money {
  int64_t minor = 0;
};

inline bool operator==(Money a, Money b) { return a.minor == b.minor; }
inline bool operator!=(Money a, Money b) { return a.minor != b.minor; }
inline bool operator<(Money a, Money b) { return a.minor < b.minor; }

Money operator+(Money a, Money b);
Money operator-(Money a, Money b);
Money operator*(Money price, int64_t quantity);
inline Money operator-(Money a) { return Money{} - a; }

/// amount * numerator / denominator to the nearest unit, halves away from zero. Tax of 6 % on top: (a, 6,
/// 100); within a price: (a, 6, 106); 0.355 kg: (a, 355, 1000). The denominator is at least 1.
Money share_of(Money amount, int64_t numerator, int64_t denominator);

/// The nearest multiple of `step` units, halves away from zero: cash without one-cent coins is rounded to 5.
Money rounded_to(Money amount, int64_t step);

/// How amounts of a currency are printed.
struct MoneyStyle {
  enum class Minus { kFirst, kAtNumber, kLast, kBrackets };  ///< -$1.00  $-1.00  $1.00-  ($1.00)

  std::string symbol;  ///< "RM", "$"; may be empty
  bool symbol_left = true;
  bool symbol_space = false;    ///< "RM 1.00" rather than "RM1.00"
  int decimals = 2;             ///< digits of the smallest unit, 0 to 4: yen 0, dinar 3
  std::string point = ".";      ///< before the decimals
  std::string thousands = ",";  ///< between groups of three digits; may be empty
  Minus minus = Minus::kFirst;
};

std::string format(Money amount, const MoneyStyle& style);

}  // namespace ductus::data
