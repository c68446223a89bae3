// Ctrl-C as a question that the loop asks between steps.
#pragma once

namespace ductus::train {

/// While it lives, the first SIGINT or SIGTERM only sets requested(); a second one of either ends the process
/// as usual. One that the process was started to ignore stays ignored.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool requested() const;
};

}  // namespace ductus::train
