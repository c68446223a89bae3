#include "configs/cli/progress.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <string>

using namespace ductus::config;
using Mode = TerminalReporter::Mode;

namespace {

/// What a reporter of a mode writes during `use`.
template <typename Use>
std::string written(Mode mode, bool quiet, Use&& use) {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  {
    TerminalReporter reporter(quiet, file, mode);
    use(reporter);
  }
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("progress: numbers and durations as people read them") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1000) == "1,000");
  CHECK(with_thousands(372451) == "372,451");
  CHECK(with_thousands(-1234567) == "-1,234,567");
  CHECK(with_thousands(-100) == "-100");
  CHECK(duration_text(0.4) == "0 s");
  CHECK(duration_text(59.4) == "59 s");
  CHECK(duration_text(60) == "1 min 0 s");
  CHECK(duration_text(3599.4) == "59 min 59 s");
  CHECK(duration_text(7300) == "2 h 1 min");
  CHECK(duration_text(1e300) == "long");
}

TEST_CASE("progress: clip counts characters, not bytes") {
  CHECK(clip("abc", 5) == "abc");
  CHECK(clip("abc", 2) == "ab");
  CHECK(clip("abc", 0) == "");
  CHECK(clip("\xC3\xA9t\xC3\xA9", 2) == "\xC3\xA9t");
  CHECK(clip("\xC3\xA9t\xC3\xA9", 3) == "\xC3\xA9t\xC3\xA9");
}

TEST_CASE("progress_line: done, share, rate, time left and what the caller adds") {
  // 12,800 of 60,000 at 10,000/s: 47,200 are left, 4.72 s
  CHECK(progress_line("epoch 3", 12800, 60000, 1.28, 10000, "loss 0.21") ==
        "epoch 3  12,800/60,000  21 %  10,000/s  5 s left  loss 0.21");
  CHECK(progress_line("epoch 3", 60000, 60000, 6, 10000, "") ==
        "epoch 3  60,000/60,000  100 %  10,000/s  in 6 s");
  CHECK(progress_line("reading", 5, 0, 1, 0, "") == "reading  5");
  CHECK(progress_line("reading", 0, 10, 0, 0, "") == "reading  0/10  0 %");
}

TEST_CASE("TerminalReporter: a terminal's line is redrawn in place and ends when the work does") {
  const std::string text = written(Mode::kTerminal, false, [](TerminalReporter& reporter) {
    reporter.progress("work", 0, 10, "");
    reporter.progress("work", 1, 10, "");  // too soon to be drawn
    reporter.progress("work", 10, 10, "");
  });
  CHECK(text.find("\rwork  0/10  0 %\x1b[K\rwork  10/10  100 %") == 0);
  CHECK(text.back() == '\n');
}

TEST_CASE("TerminalReporter: a terminal's line never grows beyond the width of 80") {
  const std::string text = written(Mode::kTerminal, false, [](TerminalReporter& reporter) {
    reporter.progress("work", 0, 10, std::string(200, 'x'));
  });
  CHECK(text == "\r" + ("work  0/10  0 %  " + std::string(62, 'x')) + "\x1b[K\n");  // 17 + 62 = 79 columns
}

TEST_CASE("TerminalReporter: a line that stays wipes the progress line first") {
  const std::string text = written(Mode::kTerminal, false, [](TerminalReporter& reporter) {
    reporter.progress("work", 0, 10, "");
    reporter.info("improved");
  });
  CHECK(text == "\rwork  0/10  0 %\x1b[K\r\x1b[Kimproved\n");
}

TEST_CASE("TerminalReporter: a log gets whole lines, seldom, and the last one always") {
  const std::string text = written(Mode::kLog, false, [](TerminalReporter& reporter) {
    for (int i = 0; i < 1000; ++i) reporter.progress("work", i, 1000, "");
    reporter.progress("work", 1000, 1000, "loss 1");
    reporter.info("kept");
    reporter.warn("odd");
  });
  CHECK(text.find("work  1,000/1,000  100 %") == 0);
  CHECK(text.find("loss 1\nkept\nwarning: odd\n") != std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("TerminalReporter: quiet leaves warnings") {
  const std::string text = written(Mode::kLog, true, [](TerminalReporter& reporter) {
    reporter.progress("work", 10, 10, "");
    reporter.info("kept");
    reporter.warn("odd");
  });
  CHECK(text == "warning: odd\n");
}

TEST_CASE("TerminalReporter: a stream that cannot be written does not end the work") {
  for (const Mode mode : {Mode::kTerminal, Mode::kLog}) {
    std::FILE* full = std::fopen("/dev/full", "w");
    REQUIRE(full != nullptr);
    std::setvbuf(full, nullptr, _IONBF, 0);  // as stderr: an error comes at once
    {
      TerminalReporter reporter(false, full, mode);
      CHECK_NOTHROW(reporter.progress("work", 0, 10, ""));
      CHECK_NOTHROW(reporter.progress("work", 10, 10, ""));
      CHECK_NOTHROW(reporter.info("kept"));
      CHECK_NOTHROW(reporter.warn("odd"));
    }
    std::fclose(full);
  }
}
