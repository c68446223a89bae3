#include "data/threads.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "configs/schema/error.h"

using ductus::Error;
using ductus::data::ThreadPool;

TEST_CASE("threads: every index is visited once, whatever the number of threads") {
  for (const int threads : {1, 2, 3, 8}) {
    ThreadPool pool(threads);
    for (const int64_t count : {0, 1, 2, 7, 1000}) {
      std::vector<int> visits(static_cast<std::size_t>(count));
      pool.parallel_for(count, [&](int64_t i) { ++visits[static_cast<std::size_t>(i)]; });
      for (const int visit : visits) REQUIRE(visit == 1);
    }
  }
}

TEST_CASE("threads: the same index always meets the same thread") {
  ThreadPool pool(4);
  std::vector<std::thread::id> first(100), second(100);
  pool.parallel_for(100, [&](int64_t i) { first[static_cast<std::size_t>(i)] = std::this_thread::get_id(); });
  pool.parallel_for(100,
                    [&](int64_t i) { second[static_cast<std::size_t>(i)] = std::this_thread::get_id(); });
  CHECK((first == second));
  CHECK((first.front() == std::this_thread::get_id()));
  CHECK((first.front() != first.back()));
}

TEST_CASE("threads: one thread runs inline, in order") {
  ThreadPool pool(1);
  std::vector<int64_t> order;
  const std::thread::id caller = std::this_thread::get_id();
  pool.parallel_for(5, [&](int64_t i) {
    CHECK((std::this_thread::get_id() == caller));
    order.push_back(i);
  });
  CHECK(order == std::vector<int64_t>{0, 1, 2, 3, 4});
}

TEST_CASE(
    "threads: of several exceptions that of the smallest index reaches the caller, and the pool lives on") {
  for (const int threads : {1, 2, 4}) {
    ThreadPool pool(threads);
    for (int round = 0; round < 20; ++round) {
      const auto body = [](int64_t i) {
        if (i % 30 == 17) throw std::runtime_error("index " + std::to_string(i));
      };
      CHECK_THROWS_WITH_AS(pool.parallel_for(100, body), "index 17", std::runtime_error);
    }
    std::atomic<int> visits{0};
    pool.parallel_for(100, [&](int64_t) { ++visits; });
    CHECK(visits == 100);
  }
}

TEST_CASE("threads: many short loops one after the other") {
  ThreadPool pool(3);
  int64_t sum = 0;
  std::vector<int64_t> parts(3);
  for (int round = 0; round < 2000; ++round) {
    pool.parallel_for(3, [&](int64_t i) { parts[static_cast<std::size_t>(i)] = i + round; });
    for (const int64_t part : parts) sum += part;
  }
  CHECK(sum == 2000 * 3 + 3 * (1999 * 2000 / 2));  // sum over rounds of 0 + 1 + 2 + 3 * round
}

TEST_CASE("threads: 0 is all processors, a negative number an error") {
  CHECK(ThreadPool(0).threads() == ductus::data::available_processors());
  CHECK_THROWS_WITH_AS(ThreadPool(-2), "threads: expected 1 or more, or 0 for all processors, found -2",
                       Error);
}
