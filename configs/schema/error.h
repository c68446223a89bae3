// The one exception of ductus, and the check that throws it.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace ductus {

/// What went wrong, for a person to act on: "where: what is wrong, expected and found (hint)", on one line.
/// Libraries throw it and never print or exit; a program's `main` is the only catch.
class Error : public std::runtime_error {
 public:
  enum class Kind {
    kFailed,  ///< exit 1: the data, a file or the machine is at fault
    kUsage,   ///< exit 2: the command line or the recipe is at fault
  };

  explicit Error(const std::string& message, Kind kind = Kind::kFailed)
      : std::runtime_error(message), kind_(kind) {}

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

template <typename... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) {
  throw Error(fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
[[noreturn]] void fail_usage(fmt::format_string<Args...> format, Args&&... args) {
  throw Error(fmt::format(format, std::forward<Args>(args)...), Error::Kind::kUsage);
}

}  // namespace ductus

/// Throws ductus::Error with the formatted message unless the condition holds.
#define DUCTUS_CHECK(condition, ...)               \
  do {                                             \
    if (!(condition)) ::ductus::fail(__VA_ARGS__); \
  } while (false)
