#include "train/interrupt.h"

#include <doctest/doctest.h>

#include <csignal>

using namespace ductus;

namespace {

using Handler = void (*)(int);

/// What a signal would do; it does so afterwards, too.
Handler handler_of(int signal) {
  const Handler now = std::signal(signal, SIG_IGN);
  std::signal(signal, now);
  return now;
}

}  // namespace

TEST_CASE("interrupt: the first signal is a question, a second one of either kind ends the process") {
  const Handler before = handler_of(SIGTERM);
  {
    const train::Interrupt interrupt;
    CHECK_FALSE(interrupt.requested());
    std::raise(SIGINT);
    CHECK(interrupt.requested());
    CHECK((handler_of(SIGINT) == SIG_DFL));
    CHECK((handler_of(SIGTERM) == SIG_DFL));
  }
  CHECK((handler_of(SIGTERM) == before));
  CHECK_FALSE(train::Interrupt().requested());  // the next one begins anew
}

TEST_CASE("interrupt: a signal that the process was started to ignore stays ignored") {
  const Handler before = std::signal(SIGINT, SIG_IGN);
  {
    const train::Interrupt interrupt;
    std::raise(SIGINT);
    CHECK_FALSE(interrupt.requested());
    std::raise(SIGTERM);
    CHECK(interrupt.requested());
    CHECK((handler_of(SIGINT) == SIG_IGN));
  }
  CHECK((std::signal(SIGINT, before) == SIG_IGN));
}
