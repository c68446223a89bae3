// The command line of every program: arguments, options and verbs declared in one way; the only catch.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ductus::config {

/// Options that mean the same in every program; a program takes those that it has a use for.
struct SharedOptions {
  std::optional<uint64_t> seed;  ///< --seed
  int threads = 0;               ///< --threads; 0: all cores
  std::string device = "auto";   ///< --device: auto, cpu, cuda, cuda:1
  std::vector<std::string> set;  ///< --set a.b=c, as often as needed: Document::set
  std::string data_root;         ///< --data-root: data_root() of configs/schema/paths.h
  bool json = false;             ///< --json: results in machine form on stdout
  bool quiet = false;            ///< --quiet: no progress; warnings and errors stay

  enum Which : unsigned {
    kSeed = 1,
    kThreads = 2,
    kDevice = 4,
    kSet = 8,
    kDataRoot = 16,
    kJson = 32,
    kQuiet = 64
  };
};

/// One program, or one verb of a program:
///
///     int main(int argc, char** argv) {
///       EvalOptions options;
///       SharedOptions shared;
///       ductus::config::CommandLine line("eval", "Judges a model on data.");
///       line.argument("MODEL", options.model, "model file");
///       line.option("--top-k", options.top_k, "also count a hit among the K likeliest");
///       line.shared(shared, SharedOptions::kThreads | SharedOptions::kJson);
///       line.example("ductus eval alnum36.safetensors mnist:data/mnist");
///       line.action([&] { return run_eval(options, shared); });
///       return line.run(argc, argv);
///     }
///
/// The targets must outlive run(). Types T: std::string, std::filesystem::path, int32_t, int64_t, uint64_t,
/// double, std::optional of each, std::vector<std::string>. What the target holds is the default and is shown
/// by --help.
class CommandLine {
 public:
  /// `verb`: "eval" of ductus-eval; it names the program in help and errors.
  CommandLine(const std::string& verb, const std::string& description);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// Required, by place. A std::vector takes one or more.
  template <typename T>
  void argument(const std::string& name, T& target, const std::string& help);
  template <typename T>
  void optional_argument(const std::string& name, T& target, const std::string& help);

  /// "--name" or "-n,--name" with one value; a std::vector may be given several times.
  template <typename T>
  void option(const std::string& name, T& target, const std::string& help);
  template <typename T>
  void required_option(const std::string& name, T& target, const std::string& help);

  /// One value out of a list.
  void choice(const std::string& name, std::string& target, const std::vector<std::string>& values,
              const std::string& help);

  /// "--name" without a value.
  void flag(const std::string& name, bool& target, const std::string& help);

  /// `which`: SharedOptions::kSeed | SharedOptions::kJson ...
  void shared(SharedOptions& options, unsigned which);

  /// A line at the end of --help, as typed: "ductus eval MODEL mnist:data/mnist".
  void example(const std::string& command);

  /// A verb of its own: `ductus data import`. One of them must then be given. Lives as long as this.
  CommandLine& command(const std::string& verb, const std::string& description);

  /// Of an action: throws a usage error, "OPTION REASON", for the first of these that was given. What would
  /// be without effect must not pass silently.
  void refuse(const std::vector<std::string>& options, const std::string& reason) const;

  /// What to do once the command line is read; returns the exit status.
  void action(std::function<int()> run);

  /// Parses, does the action of the verb that was given, and returns the exit status: run_main's.
  int run(int argc, char** argv);

 private:
  struct State;
  explicit CommandLine(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

/// Calls `body` and returns its exit status; the only catch of a program. An exception becomes one line on
/// stderr, "ductus VERB: error: message" (without VERB where `verb` is ""), and exit status 1, or 2 when a
/// ductus::Error says kUsage. Standard output that could not be written is a failure too, standard error is
/// not.
int run_main(const std::string& verb, const std::function<int()>& body);

}  // namespace ductus::config
