// A small persistent pool of worker threads for loops over independent pieces of work.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace ductus::data {

/// Runs loops on a fixed number of threads, the caller's being one of them. Not re-entrant: a loop's body
/// must not start a loop on the same pool, and one thread at a time may call parallel_for.
class ThreadPool {
 public:
  /// `threads` >= 1, or 0 for one a processor that this process may use.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return threads_; }

  /// Calls body(i) once for every i in [0, count) and returns when all are done. Indices are dealt in
  /// contiguous blocks, [t * count / threads, (t + 1) * count / threads) to thread t: the same index always
  /// meets the same thread. With one thread, or one index, the body runs inline.
  /// When bodies throw, the exception of the smallest failing index reaches the caller; a thread drops the
  /// rest of its block after a throw, the other threads finish theirs.
  void parallel_for(int64_t count, const std::function<void(int64_t index)>& body);

 private:
  struct Shared;
  int threads_;
  std::unique_ptr<Shared> shared_;
};

/// Processors that this process may run on (its affinity mask), at least 1.
int available_processors();

}  // namespace ductus::data
