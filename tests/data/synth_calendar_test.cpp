#include "data/synth/text/calendar.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus;
using data::days_of;
using data::Moment;
using data::moment_at;

TEST_CASE("calendar: days are counted from 1970, leap years as Gregory ordered") {
  CHECK(days_of(1970, 1, 1) == 0);
  CHECK(days_of(1969, 12, 31) == -1);
  CHECK(days_of(1971, 1, 1) == 365);
  CHECK(days_of(1973, 1, 1) == 3 * 365 + 1);
  CHECK(days_of(2000, 3, 1) - days_of(2000, 2, 28) == 2);  // a multiple of 400: a leap year
  CHECK(days_of(1900, 3, 1) - days_of(1900, 2, 28) == 1);  // of 100: none
  CHECK(days_of(2001, 1, 1) * 86400 == 978307200);         // a well-known number of seconds
}

TEST_CASE("calendar: every day from 1899 to 2101 is the day after the one before it") {
  Moment last = moment_at(days_of(1899, 12, 31) * 86400);
  for (int64_t day = days_of(1900, 1, 1); day < days_of(2101, 1, 1); ++day) {
    const Moment now = moment_at(day * 86400 + 86399);
    REQUIRE(days_of(now.year, now.month, now.day) == day);
    const bool next_day = now.year == last.year && now.month == last.month && now.day == last.day + 1;
    const bool next_month = now.year == last.year && now.month == last.month + 1 && now.day == 1;
    const bool next_year = now.year == last.year + 1 && now.month == 1 && now.day == 1 && last.day == 31;
    REQUIRE((next_day || next_month || next_year));
    REQUIRE((now.hour == 23 && now.minute == 59 && now.second == 59));
    last = now;
  }
}

TEST_CASE("calendar: a moment is printed as strftime prints it") {
  const Moment evening{2018, 12, 5, 20, 3, 9};  // a Wednesday
  CHECK(data::format(evening, "%d/%m/%Y %H:%M:%S") == "05/12/2018 20:03:09");
  CHECK(data::format(evening, "%e-%n-%y %I:%M%p %l") == "5-12-18 08:03PM 8");
  CHECK(data::format(evening, "%a, %d %b %Y %B %%") == "Wed, 05 Dec 2018 December %");
  CHECK(data::format({2019, 7, 1, 0, 5, 0}, "%I:%M %p %k") == "12:05 AM 0");
  CHECK(data::format({2019, 7, 1, 12, 5, 0}, "%I:%M %p") == "12:05 PM");
}

TEST_CASE("calendar: an unknown field is an error") {
  CHECK(test::error_of([] { return data::format({}, "%Q"); }) ==
        "date pattern: unknown %Q, expected one of d e m n Y y H k I l M S p b B a %");
  CHECK(test::error_of([] { return data::format({}, "10%"); }) == "date pattern: '10%' ends with a single %");
}
