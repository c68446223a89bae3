// A `ductus train` in the background that a test stops at a moment of its choice.
#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/workplace.h"

namespace ductus::test {

/// A training into the folder `run` of a workplace.
class RunningTrain {
 public:
  RunningTrain(const Workplace& work, const std::vector<std::string>& arguments)
      : work_(work), before_(stamp("run/checkpoint.safetensors")), process_(work.start(arguments)) {}

  Process& process() { return process_; }

  /// Until the run's folder is described, or the process ends.
  bool wait_for_begin() {
    return wait([&] { return work_.has("run/config.yaml"); });
  }

  /// Until it has written a checkpoint of its own; false when it ended before.
  bool wait_for_checkpoint() {
    return wait([&] { return stamp("run/checkpoint.safetensors") != before_; });
  }

 private:
  using Stamp = std::filesystem::file_time_type;

  Stamp stamp(const char* name) const {
    std::error_code missing;
    return std::filesystem::last_write_time(work_ / name, missing);  // the least time when it is missing
  }

  template <typename Condition>
  bool wait(const Condition& condition) {
    while (!condition()) {
      if (!process_.running()) return condition();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }

  const Workplace& work_;
  Stamp before_;
  Process process_;
};

}  // namespace ductus::test
