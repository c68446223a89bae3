#include "data/synth/text/calendar.h"

#include <array>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

void append_number(std::string& out, int value, std::size_t digits) {
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

int hour_of_12(const Moment& moment) { return (moment.hour + 11) % 12 + 1; }

std::string_view weekday(const Moment& moment) {
  constexpr int kThursday = 4;  // 1970-01-01
  const int64_t days = days_of(moment.year, moment.month, moment.day);
  return kDays[static_cast<std::size_t>(((days + kThursday) % 7 + 7) % 7)];
}

void append_field(std::string& out, const Moment& moment, char field) {
  const std::string_view month = kMonths[static_cast<std::size_t>(moment.month - 1)];
  switch (field) {
    case 'd':
      return append_number(out, moment.day, 2);
    case 'e':
      return append_number(out, moment.day, 1);
    case 'm':
      return append_number(out, moment.month, 2);
    case 'n':
      return append_number(out, moment.month, 1);
    case 'Y':
      return append_number(out, moment.year, 4);
    case 'y':
      return append_number(out, moment.year % 100, 2);
    case 'H':
      return append_number(out, moment.hour, 2);
    case 'k':
      return append_number(out, moment.hour, 1);
    case 'I':
      return append_number(out, hour_of_12(moment), 2);
    case 'l':
      return append_number(out, hour_of_12(moment), 1);
    case 'M':
      return append_number(out, moment.minute, 2);
    case 'S':
      return append_number(out, moment.second, 2);
    case 'p':
      out += moment.hour < 12 ? "AM" : "PM";
      return;
    case 'b':
      out += month.substr(0, 3);
      return;
    case 'B':
      out += month;
      return;
    case 'a':
      out += weekday(moment);
      return;
    case '%':
      out += '%';
      return;
    default:
      fail("date pattern: unknown %{}, expected one of d e m n Y y H k I l M S p b B a %", field);
  }
}

}  // namespace

int64_t days_of(int year, int month, int day) {
  const int64_t y = month <= 2 ? year - 1 : year;  // years begin in March: the leap day is their last
  const int64_t era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr int64_t kDaysOfEra = 146097, kDaysTo1970 = 719468;
  return era * kDaysOfEra + day_of_era - kDaysTo1970;
}

Moment moment_at(int64_t seconds) {
  constexpr int64_t kDay = 86400;
  const int64_t days = (seconds >= 0 ? seconds : seconds - (kDay - 1)) / kDay;
  const int rest = static_cast<int>(seconds - days * kDay);
  const int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t day_of_era = z - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = static_cast<int>((5 * day_of_year + 2) / 153);
  Moment moment;
  moment.day = static_cast<int>(day_of_year - (153 * march_month + 2) / 5 + 1);
  moment.month = march_month < 10 ? march_month + 3 : march_month - 9;
  moment.year = static_cast<int>(year_of_era + era * 400) + (moment.month <= 2 ? 1 : 0);
  moment.hour = rest / 3600;
  moment.minute = rest / 60 % 60;
  moment.second = rest % 60;
  return moment;
}

void append(std::string& out, const Moment& moment, std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
    } else {
      DUCTUS_CHECK(i + 1 < pattern.size(), "date pattern: '{}' ends with a single %", pattern);
      append_field(out, moment, pattern[++i]);
    }
  }
}

std::string format(const Moment& moment, std::string_view pattern) {
  std::string out;
  append(out, moment, pattern);
  return out;
}

}  // namespace ductus::data
