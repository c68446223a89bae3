#include "configs/schema/thousands.h"

#include <doctest/doctest.h>

#include <limits>

using ductus::config::with_thousands;

TEST_CASE("with_thousands: a comma before every three digits, whatever the sign") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1000) == "1,000");
  CHECK(with_thousands(1234567) == "1,234,567");
  CHECK(with_thousands(-999) == "-999");
  CHECK(with_thousands(-1000) == "-1,000");
  CHECK(with_thousands(std::numeric_limits<int64_t>::min()) == "-9,223,372,036,854,775,808");
}
