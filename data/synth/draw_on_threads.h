// Samples drawn on all threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/threads.h"

namespace ductus::data {

/// Calls draw(i) for every i in [0, count), from several threads, in no order. make_draw() is called once a
/// thread and returns that thread's `draw`, which keeps its fonts open and puts away what it has drawn.
/// For progress: `what`, and after how many samples a thread it is told.
template <typename MakeDraw>
void draw_on_threads(int64_t count, const std::string& what, int64_t samples_a_round, ThreadPool& pool,
                     config::Reporter& reporter, const MakeDraw& make_draw) {
  std::vector<decltype(make_draw())> draws;
  for (int t = 0; t < pool.threads(); ++t) draws.push_back(make_draw());
  const auto threads = static_cast<int64_t>(draws.size());
  const int64_t round = samples_a_round * threads;
  for (int64_t first = 0; first < count; first += round) {
    const int64_t last = std::min(count, first + round);
    pool.parallel_for(threads, [&](int64_t t) {
      for (int64_t i = first + t; i < last; i += threads) draws[static_cast<std::size_t>(t)](i);
    });
    reporter.progress(what, last, count);
  }
}

}  // namespace ductus::data
