#include "train/schedule.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace ductus;

namespace {

train::Schedule make(const std::string& name, const std::string& options, train::Span span) {
  const auto document = config::Document::parse(options, "test");
  return train::schedules().find(name)(document.root(), span);
}

}  // namespace

TEST_CASE("schedule: constant is one") { CHECK(make("constant", "{}", {10, 5})(7) == 1); }

TEST_CASE("schedule: step multiplies by its factor after every period") {
  const auto s = make("step", "{epochs: 2, factor: 0.5}", {100, 10});
  CHECK(s(0) == 1);
  CHECK(s(19) == 1);
  CHECK(s(20) == 0.5);
  CHECK(s(40) == 0.25);
}

TEST_CASE("schedule: cosine is one at first, a half in the middle and its final value at the end") {
  const auto s = make("cosine", "{final: 0}", {100, 10});
  CHECK(s(0) == doctest::Approx(1));
  CHECK(s(50) == doctest::Approx(0.5));
  CHECK(s(100) == doctest::Approx(0));
  CHECK(make("cosine", "{final: 0.2}", {100, 10})(100) == doctest::Approx(0.2));
}

TEST_CASE("schedule: cosine warms up linearly") {
  const auto s = make("cosine", "{warmup_frac: 0.1}", {100, 10});  // over 10 steps: 1/11, 2/11, ...
  CHECK(s(0) == doctest::Approx(1 / 11.0));
  CHECK(s(9) == doctest::Approx(10 / 11.0));
  CHECK(s(10) == doctest::Approx(1));
}

TEST_CASE("schedule: one_cycle follows torch's OneCycleLR") {
  // torch 2.11: OneCycleLR(max_lr=1, total_steps=10, pct_start=0.3, div_factor=25, final_div_factor=1e4)
  const double golden[] = {0.04,       0.52,       1.0,        0.95048463, 0.81174539,
                           0.61126245, 0.38874155, 0.18825861, 0.04951937, 4e-06};
  const auto s = make("one_cycle", "{}", {10, 5});
  for (int i = 0; i < 10; ++i) CHECK(s(i) == doctest::Approx(golden[i]).epsilon(1e-5));
}

TEST_CASE("schedule: inverse_time is Keras's decay") {
  CHECK(make("inverse_time", "{decay: 0.5}", {10, 5})(4) == doctest::Approx(1 / 3.0));
}

TEST_CASE("schedules: every one stays in [0, 1] over its whole span and refuses an unknown option") {
  for (const auto& [name, make_it] : train::schedules()) {
    CAPTURE(name);
    const auto s = make(name, name == "inverse_time" ? "{decay: 0.001}" : "{}", {1000, 100});
    for (int64_t step = 0; step < 1000; ++step) {
      CHECK(s(step) >= 0);
      CHECK(s(step) <= 1.0000001);
    }
    CHECK_THROWS_AS(make(name, "{wobble: 1}", {10, 5}), Error);
  }
}
