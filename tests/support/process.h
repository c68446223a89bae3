// Programs as child processes: what a user sees of them.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temp_dir.h"

namespace ductus::test {

struct Outcome {
  int status = 0;  ///< exit status; negative: the signal that ended it
  std::string out, err;
};

struct ProcessOptions {
  std::filesystem::path folder;                                  ///< to run in
  std::vector<std::pair<std::string, std::string>> environment;  ///< on top of the test's own
  std::optional<rlim_t> largest_file_bytes;                      ///< writing more fails, as on a full disk
};

/// A program in the background. It is killed when this goes.
class Process {
 public:
  Process(const std::vector<std::string>& command, const ProcessOptions& options) {
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const std::string out = (output_ / "out").string(), err = (output_ / "err").string();
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ == 0) {
      become(words.data(), options, out.c_str(), err.c_str());
      _exit(127);
    }
  }

  ~Process() {
    if (pid_ <= 0) return;
    send(SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Nothing happens when it has been seen to end: kill() would take the place of its number, -1, for
  /// everybody.
  void send(int signal) const {
    if (pid_ > 0) kill(pid_, signal);
  }

  /// Whether it has not ended yet.
  bool running() {
    if (pid_ > 0 && waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = -1;
    return pid_ > 0;
  }

  /// Waits for its end.
  Outcome wait() {
    if (pid_ > 0) waitpid(pid_, &status_, 0);
    pid_ = -1;
    return {WIFSIGNALED(status_) ? -WTERMSIG(status_) : WEXITSTATUS(status_), read_file(output_ / "out"),
            read_file(output_ / "err")};
  }

 private:
  static void become(char** words, const ProcessOptions& options, const char* out, const char* err) {
    const int nothing = open("/dev/null", O_RDONLY);
    const int to_out = open(out, O_WRONLY | O_CREAT, 0600), to_err = open(err, O_WRONLY | O_CREAT, 0600);
    if (dup2(nothing, 0) < 0 || dup2(to_out, 1) < 0 || dup2(to_err, 2) < 0) return;
    if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) return;
    for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
    if (options.largest_file_bytes) {
      const rlimit limit{*options.largest_file_bytes, *options.largest_file_bytes};
      std::signal(SIGXFSZ, SIG_IGN);
      if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return;
    }
    execv(words[0], words);
  }

  TempDir output_;
  pid_t pid_ = -1;
  int status_ = 0;
};

}  // namespace ductus::test
