#include "data/threads.h"

#include <sched.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "configs/schema/error.h"

namespace ductus::data {

struct ThreadPool::Shared {
  std::mutex mutex;
  std::condition_variable wake;
  std::condition_variable done;
  const std::function<void(int64_t)>* body = nullptr;
  int64_t count = 0;
  uint64_t round = 0;  // grows with every loop: what a sleeping worker waits for
  int busy = 0;        // workers that have not finished this round
  bool stop = false;
  std::vector<std::exception_ptr>
      errors;  // by thread; blocks are in index order, so the first is the smallest index
  std::vector<std::thread> workers;

  void run_block(int thread) {
    const auto threads = static_cast<int64_t>(errors.size());
    try {
      const int64_t end = (thread + 1) * count / threads;
      for (int64_t i = thread * count / threads; i < end; ++i) (*body)(i);
    } catch (...) {
      errors[static_cast<std::size_t>(thread)] = std::current_exception();
    }
  }

  void work(int thread) {
    uint64_t seen = 0;
    for (;;) {
      {
        std::unique_lock<std::mutex> lock(mutex);
        wake.wait(lock, [&] { return stop || round != seen; });
        if (stop) return;
        seen = round;
      }
      run_block(thread);
      const std::lock_guard<std::mutex> lock(mutex);
      if (--busy == 0) done.notify_one();
    }
  }

  void join() {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    wake.notify_all();
    for (std::thread& worker : workers) worker.join();
  }
};

ThreadPool::ThreadPool(int threads) : threads_(threads == 0 ? available_processors() : threads) {
  DUCTUS_CHECK(threads_ >= 1, "threads: expected 1 or more, or 0 for all processors, found {}", threads);
  shared_ = std::make_unique<Shared>();
  shared_->errors.resize(static_cast<std::size_t>(threads_));
  try {
    for (int t = 1; t < threads_; ++t)
      shared_->workers.emplace_back([shared = shared_.get(), t] { shared->work(t); });
  } catch (const std::system_error& e) {
    shared_->join();
    fail("threads: the system refused to start thread {} of {} ({})", shared_->workers.size() + 2, threads_,
         e.what());
  }
}

ThreadPool::~ThreadPool() { shared_->join(); }

void ThreadPool::parallel_for(int64_t count, const std::function<void(int64_t)>& body) {
  if (threads_ == 1 || count <= 1) {
    for (int64_t i = 0; i < count; ++i) body(i);
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    shared_->body = &body;
    shared_->count = count;
    shared_->busy = threads_ - 1;
    ++shared_->round;
  }
  shared_->wake.notify_all();
  shared_->run_block(0);
  {
    std::unique_lock<std::mutex> lock(shared_->mutex);
    shared_->done.wait(lock, [&] { return shared_->busy == 0; });
  }
  std::exception_ptr first;
  for (std::exception_ptr& error : shared_->errors) {
    const std::exception_ptr taken = std::exchange(error, nullptr);
    if (!first) first = taken;
  }
  if (first) std::rethrow_exception(first);
}

int available_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace ductus::data
