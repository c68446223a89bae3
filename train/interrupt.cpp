#include "train/interrupt.h"

#include <csignal>

namespace ductus::train {
namespace {

volatile std::sig_atomic_t requested_flag = 0;  // a signal handler can reach nothing else

void on_signal(int signal) {
  requested_flag = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() {
  requested_flag = 0;
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

Interrupt::~Interrupt() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::requested() const { return requested_flag != 0; }

}  // namespace ductus::train
