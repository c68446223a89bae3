// A network in evaluation mode, for a while.
#pragma once

#include "models/recogniser.h"

namespace ductus::eval {

/// Evaluation mode for as long as it lives; then as it was, whatever happened.
class EvalScope {
 public:
  explicit EvalScope(models::Recogniser& net) : net_(net), was_training_(net.is_training()) { net_.eval(); }
  ~EvalScope() { net_.train(was_training_); }
  EvalScope(const EvalScope&) = delete;
  EvalScope& operator=(const EvalScope&) = delete;

 private:
  models::Recogniser& net_;
  bool was_training_;
};

}  // namespace ductus::eval
