// What a test of bad input asks: the message of the Error that was thrown.
#pragma once

#include <string>
#include <utility>

#include "configs/schema/error.h"

namespace ductus::test {

/// The message of the ductus::Error that `action` throws, or "no error". Other exceptions pass.
template <typename Action>
std::string error_of(Action&& action) {
  try {
    std::forward<Action>(action)();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

/// The same with the kind before it: "usage: ..." or "failed: ...".
template <typename Action>
std::string kind_and_error_of(Action&& action) {
  try {
    std::forward<Action>(action)();
  } catch (const Error& error) {
    return (error.kind() == Error::Kind::kUsage ? "usage: " : "failed: ") + std::string(error.what());
  }
  return "no error";
}

}  // namespace ductus::test
