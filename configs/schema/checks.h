// What a recipe's value may be, beyond its type: Range for numbers, Choice for enums, OneOf for texts.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "configs/schema/error.h"

namespace ductus::config {

/// The check that allows everything.
struct Any {};

/// Numbers between two bounds, both allowed: Range{1, 100}. Lists are checked element by element.
template <typename T>
class Range {
 public:
  Range(T low, T high) : low_(low), high_(high) {}

  static Range at_least(T low) { return Range(low, std::nullopt); }             ///< [low, ...)
  static Range above(T low) { return Range(low, std::nullopt, true); }          ///< (low, ...)
  static Range above(T low, T high) { return Range(low, high, true); }          ///< (low, high]
  static Range below(T low, T high) { return Range(low, high, false, true); }   ///< [low, high)
  static Range between(T low, T high) { return Range(low, high, true, true); }  ///< (low, high)

  template <typename U>
  Range(const Range<U>& other)  // NOLINT: Range{0, 1} serves for a double too
      : low_(static_cast<T>(other.low_)), open_low_(other.open_low_), open_high_(other.open_high_) {
    static_assert(std::is_floating_point_v<T> || std::is_integral_v<U>, "a whole number needs whole bounds");
    if (other.high_) high_ = static_cast<T>(*other.high_);
  }

  bool contains(T value) const {
    if (open_low_ ? !(value > low_) : !(value >= low_)) return false;
    return !high_ || (open_high_ ? value < *high_ : value <= *high_);
  }

  /// " from 1 to 100", " above 0 and at most 1": the end of "expected a number ...".
  std::string text() const {
    if (!high_) return fmt::format(" {} {}", open_low_ ? "above" : "of at least", low_);
    if (!open_low_ && !open_high_) return fmt::format(" from {} to {}", low_, *high_);
    return fmt::format(" {} {} and {} {}", open_low_ ? "above" : "of at least", low_,
                       open_high_ ? "below" : "at most", *high_);
  }

 private:
  template <typename U>
  friend class Range;

  Range(T low, std::optional<T> high, bool open_low = false, bool open_high = false)
      : low_(low), high_(high), open_low_(open_low), open_high_(open_high) {}

  T low_;
  std::optional<T> high_;
  bool open_low_ = false;
  bool open_high_ = false;
};

/// An enum by name: Choice<Weights>{{"none", Weights::kNone}, {"sqrt", Weights::kSqrt}}.
template <typename E>
class Choice {
 public:
  Choice(std::initializer_list<std::pair<const char*, E>> options)
      : options_(options.begin(), options.end()) {}

  std::optional<E> value(const std::string& name) const {
    for (const auto& option : options_) {
      if (option.first == name) return option.second;
    }
    return std::nullopt;
  }

  const std::string& name(const E& value) const {
    for (const auto& option : options_) {
      if (option.second == value) return option.first;
    }
    fail("a value of an enum has no name in its choice");
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& option : options_) names.push_back(option.first);
    return names;
  }

 private:
  std::vector<std::pair<std::string, E>> options_;
};

/// A text out of a list: OneOf{"train", "test"}.
struct OneOf {
  OneOf(std::initializer_list<const char*> list) : names(list.begin(), list.end()) {}
  explicit OneOf(std::vector<std::string> list) : names(std::move(list)) {}

  bool contains(const std::string& name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  std::vector<std::string> names;
};

}  // namespace ductus::config
