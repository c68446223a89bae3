// The only catch of a program.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>

#include "configs/cli/cli.h"
#include "configs/schema/error.h"

namespace ductus::config {
namespace {

void report_error(const std::string& verb, std::string message) {
  for (char& c : message) {
    if (c == '\n') c = ' ';
  }
  const bool colour = isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  const std::string line = fmt::format("ductus{}{}: {}error:{} {}\n", verb.empty() ? "" : " ", verb,
                                       colour ? "\x1b[1;31m" : "", colour ? "\x1b[0m" : "", message);
  std::fputs(line.c_str(), stderr);  // fmt::print would throw where it cannot be written
}

void flush_output() {
  std::cout.flush();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0 || !std::cout)
    fail("standard output: cannot be written");
}

/// LibTorch and others append a stack trace: the first line is the message.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

char interrupted[64];  // what a signal handler may reach

extern "C" void on_interrupt(int) {
  const std::size_t size = std::find(interrupted, interrupted + sizeof interrupted, '\0') - interrupted;
  [[maybe_unused]] const auto written = write(STDERR_FILENO, interrupted, size);
  _exit(130);
}

/// A program that can go on later has a handler of its own while it works.
void say_when_interrupted(const std::string& verb) {
  const char* after_progress = isatty(STDERR_FILENO) != 0 ? "\n" : "";
  const auto end = fmt::format_to_n(interrupted, sizeof interrupted - 1, "{}ductus {}: interrupted\n",
                                    after_progress, verb);
  *end.out = '\0';
  if (std::signal(SIGINT, SIG_IGN) != SIG_IGN)
    std::signal(SIGINT, on_interrupt);  // a shell may have it ignored
}

/// The number of a standard stream that is closed (`2>&-`) would be that of the next file that is opened, and
/// messages would go into it. Opened the wrong way round, it still cannot be used.
void occupy_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    [[maybe_unused]] const int taken = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

int run_main(const std::string& verb, const std::function<int()>& body) {
  occupy_closed_streams();
  say_when_interrupted(verb);
  std::string message;
  int status = 1;
  try {
    status = body();
    flush_output();
    return status;
  } catch (const Error& error) {
    message = error.what();
    status = error.kind() == Error::Kind::kUsage ? 2 : 1;
  } catch (const std::filesystem::filesystem_error& error) {
    message = fmt::format("{}: {}", error.path1().string(), error.code().message());
  } catch (const std::bad_alloc&) {
    message = "out of memory";
  } catch (const std::exception& error) {
    message = first_line(error.what());
  } catch (...) {
    message = "an unknown exception";
  }
  report_error(verb, message);
  return status;
}

}  // namespace ductus::config
