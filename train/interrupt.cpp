#include "train/interrupt.h"

#include <csignal>

namespace ductus::train {
namespace {

volatile std::sig_atomic_t requested_flag = 0;  // a signal handler can reach nothing else

struct Heard {
  int signal;
  void (*before)(int) = SIG_DFL;
};
Heard heard[] = {{SIGINT}, {SIGTERM}};

void on_signal(int) {
  requested_flag = 1;
  for (const Heard& each : heard) {
    if (each.before != SIG_IGN) std::signal(each.signal, SIG_DFL);
  }
}

}  // namespace

Interrupt::Interrupt() {
  requested_flag = 0;
  for (Heard& each : heard) {
    each.before = std::signal(each.signal, SIG_IGN);
    if (each.before != SIG_IGN) std::signal(each.signal, on_signal);
  }
}

Interrupt::~Interrupt() {
  for (const Heard& each : heard) std::signal(each.signal, each.before);
}

bool Interrupt::requested() const { return requested_flag != 0; }

}  // namespace ductus::train
