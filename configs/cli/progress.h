// Progress for a person on stderr: one line redrawn on a terminal, a line now and then in a log.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "configs/schema/reporter.h"
#include "configs/schema/thousands.h"

namespace ductus::config {

/// "epoch 3/12  12,800/60,000  21 %  10,432/s  5 s left  loss 0.213"; without a total, done and rate alone.
std::string progress_line(std::string_view what, int64_t done, int64_t total, double elapsed_s, double rate,
                          std::string_view extra);

/// On a terminal one line that is redrawn and clipped to the width; otherwise a line every five seconds and
/// one at the end. A stream that cannot be written is no error: the work goes on.
class TerminalReporter : public Reporter {
 public:
  enum class Mode { kAuto, kTerminal, kLog };

  /// `quiet` leaves warnings only. kAuto looks whether `stream` is a terminal.
  explicit TerminalReporter(bool quiet = false, std::FILE* stream = stderr, Mode mode = Mode::kAuto);
  ~TerminalReporter() override;
  TerminalReporter(const TerminalReporter&) = delete;
  TerminalReporter& operator=(const TerminalReporter&) = delete;

  void progress(std::string_view what, int64_t done, int64_t total, std::string_view extra) override;
  void info(std::string_view line) override;
  void warn(std::string_view line) override;

 private:
  using Clock = std::chrono::steady_clock;

  void draw(const std::string& line, bool finished);
  void write(std::string_view line);

  std::FILE* stream_;
  bool quiet_;
  bool terminal_;
  bool drawn_ = false;  // a progress line stands on the terminal, without its line end
  std::string what_;    // the work that is under way; another one starts the clock anew
  int64_t first_ = 0;   // `done` when the clock started
  int64_t done_ = 0;
  Clock::time_point start_;
  Clock::time_point shown_;
};

/// 42 -> "42 s", 125 -> "2 min 5 s", 7300 -> "2 h 1 min".
std::string duration_text(double seconds);

/// The first `width` columns of UTF-8 text, a code point a column.
std::string clip(std::string_view text, std::size_t width);

}  // namespace ductus::config
