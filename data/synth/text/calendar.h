// Dates and times as texts: the Gregorian calendar without time zones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ductus::data {

struct Moment {
  int year = 1970, month = 1, day = 1;  ///< month and day from 1
  int hour = 0, minute = 0, second = 0;
};

/// Days from 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
int64_t days_of(int year, int month, int day);

/// The moment this many seconds after 1970-01-01 00:00:00.
Moment moment_at(int64_t seconds);

/// As strftime in English: %d %m %Y %y %H %I %M %S %p %b %B %a, and without leading zeros %e (day) %n (month)
/// %k (hour of 24) %l (of 12); %% is %. Throws ductus::Error on another letter.
std::string format(const Moment& moment, std::string_view pattern);

/// The same, at the end of `out`.
void append(std::string& out, const Moment& moment, std::string_view pattern);

}  // namespace ductus::data
