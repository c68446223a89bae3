#include "data/rng.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>

using ductus::data::philox;
using ductus::data::Purpose;
using ductus::data::Rng;

using Words = std::array<uint32_t, 4>;

TEST_CASE("philox: the known answers of Random123 (kat_vectors, philox4x32 10)") {
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  constexpr uint32_t f = 0xffffffff;
  CHECK(philox({f, f, f, f}, {f, f}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("rng: the stream of seed 0, epoch 0, sample 0 is philox with the purpose in the counter") {
  Rng rng(0, 0, 0, Purpose::kShuffle);
  const Words first = philox({0, 0, 1U << 24, 0}, {0, 0});
  for (const uint32_t word : first) CHECK(rng.next() == word);
  CHECK(rng.next() == philox({1, 0, 1U << 24, 0}, {0, 0})[0]);
}

TEST_CASE("rng: every part of the key makes a stream of its own") {
  std::set<uint32_t> firsts;
  firsts.insert(Rng(1, 2, 3, Purpose::kAugment).next());
  firsts.insert(Rng(1 + (uint64_t{1} << 40), 2, 3, Purpose::kAugment).next());
  firsts.insert(Rng(2, 2, 3, Purpose::kAugment).next());
  firsts.insert(Rng(1, 3, 3, Purpose::kAugment).next());
  firsts.insert(Rng(1, 2, 4, Purpose::kAugment).next());
  firsts.insert(Rng(1, 2, 3 + (uint64_t{1} << 40), Purpose::kAugment).next());
  firsts.insert(Rng(1, 2, 3, Purpose::kDropout).next());
  CHECK(firsts.size() == 7);
}

TEST_CASE("rng: the same key gives the same numbers") {
  Rng a(5, 6, 7, Purpose::kInit), b(5, 6, 7, Purpose::kInit);
  for (int i = 0; i < 10; ++i) CHECK(a.next() == b.next());
}

TEST_CASE("rng: uniform numbers are at least 0 and below 1, with mean 1/2 and variance 1/12") {
  Rng rng(1, 0, 0, Purpose::kAugment);
  constexpr int kDraws = 100000;
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const float u = rng.uniform();
    REQUIRE((u >= 0.0F && u < 1.0F));
    sum += u;
    squares += static_cast<double>(u) * u;
  }
  const double mean = sum / kDraws;
  // 5 standard errors: 5 * sqrt(1/12 / 100000) = 0.0046
  CHECK(std::abs(mean - 0.5) < 0.0046);
  CHECK(std::abs(squares / kDraws - mean * mean - 1.0 / 12) < 0.002);
}

TEST_CASE("rng: a range is a scaled unit interval") {
  Rng a(1, 0, 0, Purpose::kAugment), b(1, 0, 0, Purpose::kAugment);
  const float u = a.uniform();
  CHECK(b.uniform(-2.0F, 6.0F) == doctest::Approx(-2.0F + 8.0F * u));
}

TEST_CASE("rng: normal numbers have mean 0, variance 1 and tails") {
  Rng rng(2, 0, 0, Purpose::kInit);
  constexpr int kDraws = 100000;
  double sum = 0, squares = 0;
  int beyond_two = 0;
  for (int i = 0; i < kDraws; ++i) {
    const float x = rng.normal();
    REQUIRE(std::isfinite(x));
    sum += x;
    squares += static_cast<double>(x) * x;
    beyond_two += std::abs(x) > 2 ? 1 : 0;
  }
  CHECK(std::abs(sum / kDraws) < 0.016);                     // 5 / sqrt(100000)
  CHECK(std::abs(squares / kDraws - 1) < 0.023);             // 5 * sqrt(2 / 100000)
  CHECK(std::abs(beyond_two / 100000.0 - 0.0455) < 0.0033);  // P(|x| > 2) = 4.55 %
}

TEST_CASE("rng: below a bound every value comes, none beyond it") {
  Rng rng(3, 0, 0, Purpose::kSplit);
  std::array<int, 10> counts{};
  for (int i = 0; i < 10000; ++i) ++counts.at(rng.below(10));
  for (const int count : counts) CHECK(std::abs(count - 1000) < 150);  // 5 standard deviations of 30
  CHECK(rng.below(1) == 0);
}
