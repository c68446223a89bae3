#include "configs/cli/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <type_traits>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "configs/schema/numbers.h"

namespace ductus::config {

struct CommandLine::State {
  std::string name;                 // "ductus eval"
  std::unique_ptr<CLI::App> owned;  // of the program; a verb's belongs to its program's
  CLI::App* app = nullptr;
  std::vector<std::string> examples;
  std::vector<std::unique_ptr<CommandLine>> commands;
  std::function<int()> action;

  /// Does the action of the verb that was given.
  int dispatch() const {
    for (const auto& command : commands) {
      if (command->state_->app->parsed()) return command->state_->dispatch();
    }
    DUCTUS_CHECK(action, "ductus {}: has no action", name);
    return action();
  }
};

namespace {

template <typename T>
struct Inner {
  using type = T;
  static constexpr bool kList = false;
};
template <typename T>
struct Inner<std::optional<T>> : Inner<T> {};
template <typename T>
struct Inner<std::vector<T>> {
  using type = T;
  static constexpr bool kList = true;
};

template <typename T>
constexpr bool kNumber = std::is_arithmetic_v<typename Inner<T>::type>;

/// One word of the command line as a T.
template <typename T>
T convert(const std::string& name, const std::string& word) {
  if constexpr (!kNumber<T>) {
    return T(word);
  } else {
    typename Inner<T>::type number{};
    if (parse_number(word, number) == Parsed::kGood) return number;
    const char* sign = std::is_unsigned_v<decltype(number)> ? " of at least 0" : "";
    fail_usage("{}: expected a {}{}, found '{}'", name,
               std::is_integral_v<decltype(number)> ? "whole number" : "number", sign, word);
  }
}

constexpr std::size_t kColumns = 80;      // of a terminal
constexpr std::size_t kHelpColumns = 50;  // of them beside the names of options and verbs, by CLI11

/// Broken into lines at its spaces; CLI11 indents them.
std::string wrapped(const std::string& text, std::size_t columns) {
  std::string lines;
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (length > 0) {
      const bool fits = length + 1 + word.size() <= columns;
      lines += fits ? ' ' : '\n';
      length = fits ? length + 1 : 0;
    }
    lines += word;
    length += word.size();
    at = end + 1;
  }
  return lines;
}

/// The value as --help shows it; empty: nothing to show.
template <typename T>
std::string default_text(const T& value) {
  if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>)
    return fmt::format("{}", value);
  else if constexpr (std::is_same_v<T, std::filesystem::path>)
    return value.string();
  else
    return {};
}

template <typename T>
std::string type_name() {
  if constexpr (kNumber<T>)
    return "N";
  else if constexpr (std::is_same_v<typename Inner<T>::type, std::filesystem::path>)
    return "PATH";
  else
    return "TEXT";
}

template <typename T>
CLI::Option* add(CLI::App& app, const std::string& name, T& target, const std::string& help) {
  CLI::Option* option = nullptr;
  if constexpr (Inner<T>::kList) {
    const auto take = [&target](const std::vector<std::string>& words) {
      target.assign(words.begin(), words.end());
    };
    option = app.add_option_function<std::vector<std::string>>(name, take, wrapped(help, kHelpColumns));
  } else {
    const auto take = [&target, name](const std::string& word) { target = convert<T>(name, word); };
    option = app.add_option_function<std::string>(name, take, wrapped(help, kHelpColumns))->take_last();
  }
  option->type_name(type_name<T>());
  if (const std::string text = default_text(target); !text.empty()) option->default_str(text);
  return option;
}

/// The verb that was given, or the program itself.
const CLI::App& parsed_app(const CLI::App& app) {
  const auto given = app.get_subcommands();
  return given.empty() ? app : parsed_app(*given[0]);
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> verb_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(verb->get_name());
  return names;
}

/// A usage error in our words. What was not understood comes first: it is often why something else is
/// missing.
[[noreturn]] void explain(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& app = parsed_app(root);
  const std::vector<std::string> verbs = verb_names(app);
  for (const std::string& word : root.remaining(true)) {
    const std::string name = word.substr(0, word.find('='));
    if (word.size() > 1 && word[0] == '-') {
      fail_usage("unknown option '{}'{}", name, did_you_mean(name, option_names(app)));
    }
    if (!verbs.empty())
      fail_usage("unknown verb '{}', expected one of: {}{}", word, fmt::join(verbs, ", "),
                 did_you_mean(word, verbs));
    fail_usage("unexpected argument '{}' (--help shows what may be given)", word);
  }
  if (!verbs.empty() && app.get_subcommands().empty()) {
    fail_usage("expected a verb, one of: {} (--help says what each does)", fmt::join(verbs, ", "));
  }
  fail_usage("{} (--help shows what may be given)", error.what());
}

}  // namespace

CommandLine::CommandLine(const std::string& verb, const std::string& description)
    : state_(std::make_unique<State>()) {
  state_->name = verb;
  state_->owned = std::make_unique<CLI::App>(wrapped(description, kColumns), "ductus " + verb);
  state_->app = state_->owned.get();
  state_->app->set_version_flag("--version", "ductus " DUCTUS_VERSION, "print the version and exit");
  state_->app->set_help_flag("-h,--help", "print this help and exit");
}

CommandLine::CommandLine(std::unique_ptr<State> state) : state_(std::move(state)) {}

CommandLine::~CommandLine() = default;

template <typename T>
void CommandLine::argument(const std::string& name, T& target, const std::string& help) {
  add(*state_->app, name, target, help)->required()->type_name("");
}

template <typename T>
void CommandLine::optional_argument(const std::string& name, T& target, const std::string& help) {
  add(*state_->app, name, target, help)->type_name("");
}

template <typename T>
void CommandLine::option(const std::string& name, T& target, const std::string& help) {
  add(*state_->app, name, target, help)->allow_extra_args(false);
}

template <typename T>
void CommandLine::required_option(const std::string& name, T& target, const std::string& help) {
  add(*state_->app, name, target, help)->allow_extra_args(false)->required();
}

#define DUCTUS_OPTION(...)                                                                                  \
  template void CommandLine::argument(const std::string& name, __VA_ARGS__& target,                         \
                                      const std::string& help);                                             \
  template void CommandLine::optional_argument(const std::string& name, __VA_ARGS__& target,                \
                                               const std::string& help);                                    \
  template void CommandLine::option(const std::string& name, __VA_ARGS__& target, const std::string& help); \
  template void CommandLine::required_option(const std::string& name, __VA_ARGS__& target,                  \
                                             const std::string& help);
#define DUCTUS_OPTIONS(T) DUCTUS_OPTION(T) DUCTUS_OPTION(std::optional<T>)
DUCTUS_OPTIONS(std::string)
DUCTUS_OPTIONS(std::filesystem::path)
DUCTUS_OPTIONS(int32_t)
DUCTUS_OPTIONS(int64_t)
DUCTUS_OPTIONS(uint64_t)
DUCTUS_OPTIONS(double)
DUCTUS_OPTION(std::vector<std::string>)
DUCTUS_OPTION(std::vector<std::filesystem::path>)
#undef DUCTUS_OPTIONS
#undef DUCTUS_OPTION

void CommandLine::choice(const std::string& name, std::string& target, const std::vector<std::string>& values,
                         const std::string& help) {
  const auto take = [&target, name, values](const std::string& word) {
    if (std::find(values.begin(), values.end(), word) == values.end()) {
      fail_usage("{}: expected one of {}, found '{}'{}", name, fmt::join(values, ", "), word,
                 did_you_mean(word, values));
    }
    target = word;
  };
  CLI::Option* option =
      state_->app->add_option_function<std::string>(name, take, wrapped(help, kHelpColumns))->take_last();
  option->type_name(fmt::format("{}", fmt::join(values, "|")));
  if (!target.empty()) option->default_str(target);
}

void CommandLine::flag(const std::string& name, bool& target, const std::string& help) {
  state_->app->add_flag(name, target, wrapped(help, kHelpColumns));
}

void CommandLine::shared(SharedOptions& options, unsigned which) {
  if (which & SharedOptions::kSeed) option("--seed", options.seed, "the seed of all random numbers");
  if (which & SharedOptions::kThreads)
    option("--threads", options.threads, "threads to work with; 0: all cores");
  if (which & SharedOptions::kDevice) option("--device", options.device, "auto, cpu, cuda or cuda:N");
  if (which & SharedOptions::kSet)
    option("--set", options.set, "KEY=VALUE: override a value of the recipe; may be repeated");
  if (which & SharedOptions::kDataRoot) {
    option("--data-root", options.data_root,
           "where relative data paths are looked for; else DUCTUS_DATA, else the cache");
  }
  if (which & SharedOptions::kJson) flag("--json", options.json, "print results as JSON");
  if (which & SharedOptions::kQuiet) flag("--quiet", options.quiet, "no progress on stderr");
}

void CommandLine::example(const std::string& command) {
  state_->examples.push_back(command);
  state_->app->footer(fmt::format("\nExamples:\n  {}", fmt::join(state_->examples, "\n  ")));
}

CommandLine& CommandLine::command(const std::string& verb, const std::string& description) {
  auto state = std::make_unique<State>();
  state->name = state_->name + " " + verb;
  state->app = state_->app->add_subcommand(verb, wrapped(description, kHelpColumns));
  state->app->footer("");  // CLI11 hands the program's examples on
  state_->app->require_subcommand(1);
  state_->commands.emplace_back(new CommandLine(std::move(state)));
  return *state_->commands.back();
}

void CommandLine::refuse(const std::vector<std::string>& options, const std::string& reason) const {
  for (const std::string& option : options) {
    if (state_->app->count(option) > 0) fail_usage("{} {}", option, reason);
  }
}

void CommandLine::action(std::function<int()> run) { state_->action = std::move(run); }

int CommandLine::run(int argc, char** argv) {
  return run_main(state_->name, [&] {
    try {
      state_->app->parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
      return state_->app->exit(help_or_version);
    } catch (const CLI::ParseError& error) {
      explain(*state_->app, error);
    }
    return state_->dispatch();
  });
}

}  // namespace ductus::config
