#include "train/interrupt.h"

#include <csignal>

namespace ductus::train {
namespace {

volatile std::sig_atomic_t requested_flag = 0;  // a signal handler can reach nothing else
void (*before)(int) = SIG_DFL;                  // what Ctrl-C did

void on_signal(int signal) {
  requested_flag = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  requested_flag = 0;
  before = std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, before);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::requested() const { return requested_flag != 0; }

}  // namespace ductus::train
