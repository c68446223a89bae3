// How a library tells a person what it is doing: an object that is passed in; libraries never print.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ductus::config {

/// Calls come from one thread at a time. configs/cli/progress.h has the one that writes to the terminal.
class Reporter {
 public:
  virtual ~Reporter() = default;

  /// `done` of `total` samples, rows or bytes; total 0 when unknown. Call as often as you like: the reporter
  /// decides what is shown, and adds rate and time left. `extra` follows them, as in "loss 0.213".
  /// done == total ends the line.
  virtual void progress(std::string_view what, int64_t done, int64_t total, std::string_view extra = {}) = 0;

  /// One line that stays.
  virtual void info(std::string_view line) = 0;

  /// One line that stays, shown even when quiet.
  virtual void warn(std::string_view line) = 0;
};

/// Says nothing: for tests, and the default of functions that may run without one.
class NullReporter : public Reporter {
 public:
  void progress(std::string_view, int64_t, int64_t, std::string_view) override {}
  void info(std::string_view) override {}
  void warn(std::string_view) override {}
};

}  // namespace ductus::config
