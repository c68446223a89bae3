// Samples drawn by number on all threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/threads.h"

namespace ductus::data {

/// Calls take(painter->draw(number)) for each of `numbers`, from several threads, in no order. make_painter()
/// is called once a thread, since a painter opens its fonts once. `what`: for progress.
template <typename MakePainter, typename Take>
void draw_numbered(const std::vector<int64_t>& numbers, const std::string& what, ThreadPool& pool,
                   config::Reporter& reporter, const MakePainter& make_painter, const Take& take) {
  std::vector<decltype(make_painter())> painters;
  for (int t = 0; t < pool.threads(); ++t) painters.push_back(make_painter());
  const auto threads = static_cast<int64_t>(painters.size());
  const auto count = static_cast<int64_t>(numbers.size());
  const int64_t round = 4 * threads;  // samples between two calls of the reporter
  for (int64_t first = 0; first < count; first += round) {
    const int64_t last = std::min(count, first + round);
    pool.parallel_for(threads, [&](int64_t t) {
      for (int64_t i = first + t; i < last; i += threads)
        take(painters[static_cast<std::size_t>(t)]->draw(
            static_cast<uint64_t>(numbers[static_cast<std::size_t>(i)])));
    });
    reporter.progress(what, last, count);
  }
}

}  // namespace ductus::data
