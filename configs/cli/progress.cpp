#include "configs/cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ductus::config {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};  // of the line on a terminal
constexpr std::chrono::seconds kLogEvery{5};       // lines in a log

std::size_t terminal_width(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool is_terminal(std::FILE* stream, TerminalReporter::Mode mode) {
  if (mode != TerminalReporter::Mode::kAuto) return mode == TerminalReporter::Mode::kTerminal;
  const char* kind = std::getenv("TERM");
  const bool dumb = kind != nullptr && std::string_view(kind) == "dumb";
  return isatty(fileno(stream)) != 0 && !dumb;
}

/// What cannot be written is lost: progress is not worth the work that it tells of (fmt::print would throw).
void put(std::FILE* stream, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

}  // namespace

std::string duration_text(double seconds) {
  if (!(seconds < 359999)) return "long";
  const auto whole = static_cast<int64_t>(std::llround(std::max(seconds, 0.0)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string clip(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t columns = 0; end < text.size(); ++end) {
    const bool starts_character = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (starts_character && ++columns > width) break;
  }
  return std::string(text.substr(0, end));
}

std::string progress_line(std::string_view what, int64_t done, int64_t total, double elapsed_s, double rate,
                          std::string_view extra) {
  std::string line = fmt::format("{}  {}", what, with_thousands(done));
  if (total > 0) line += fmt::format("/{}  {} %", with_thousands(total), 100 * std::min(done, total) / total);
  if (rate > 0) line += fmt::format("  {}/s", with_thousands(std::llround(rate)));
  if (total > 0 && done >= total) {
    line += fmt::format("  in {}", duration_text(elapsed_s));
  } else if (total > 0 && rate > 0) {
    line += fmt::format("  {} left", duration_text(static_cast<double>(total - done) / rate));
  }
  if (!extra.empty()) line += fmt::format("  {}", extra);
  return line;
}

TerminalReporter::TerminalReporter(bool quiet, std::FILE* stream, Mode mode)
    : stream_(stream), quiet_(quiet), terminal_(is_terminal(stream, mode)) {}

TerminalReporter::~TerminalReporter() {
  if (drawn_) put(stream_, "\n");
}

void TerminalReporter::progress(std::string_view what, int64_t done, int64_t total, std::string_view extra) {
  if (quiet_) return;
  const Clock::time_point now = Clock::now();
  const bool finished = total > 0 && done >= total;
  if (what != what_ || done < done_) {
    what_ = what;
    first_ = done;
    start_ = now;
    shown_ = terminal_ ? Clock::time_point() : now;
  }
  done_ = done;
  const bool due = now - shown_ >= (terminal_ ? Clock::duration(kRedraw) : Clock::duration(kLogEvery));
  if (!due && !finished) return;
  shown_ = now;
  const double elapsed_s = std::chrono::duration<double>(now - start_).count();
  const double rate = elapsed_s > 0 ? static_cast<double>(done - first_) / elapsed_s : 0;
  draw(progress_line(what, done, total, elapsed_s, rate, extra), finished);
  if (finished) what_.clear();
}

void TerminalReporter::info(std::string_view line) {
  if (!quiet_) write(line);
}

void TerminalReporter::warn(std::string_view line) { write(fmt::format("warning: {}", line)); }

void TerminalReporter::draw(const std::string& line, bool finished) {
  if (!terminal_) return write(line);
  put(stream_, fmt::format("\r{}\x1b[K{}", clip(line, terminal_width(stream_) - 1), finished ? "\n" : ""));
  drawn_ = !finished;
}

void TerminalReporter::write(std::string_view line) {
  put(stream_, fmt::format("{}{}\n", drawn_ ? "\r\x1b[K" : "", line));
  drawn_ = false;
}

}  // namespace ductus::config
