#include <ATen/ATen.h>

#include "train/optimizer.h"

namespace ductus::train {
namespace {

/// Stochastic gradient descent with momentum, Nesterov's or classical, in torch's form: v = momentum v + g;
/// w -= lr (g + momentum v) or lr v. Weight decay is added to the gradient (an L2 penalty of weight_decay /
/// 2).
class Sgd : public Optimizer {
 public:
  explicit Sgd(const config::Node& options) {
    learning_rate_ = 0.1;
    auto fields = options.fields();
    fields.optional("lr", learning_rate_, config::Range<double>{1e-9, 100});
    fields.optional("momentum", momentum_, config::Range<double>{0, 0.99999});
    fields.optional("nesterov", nesterov_);
    fields.optional("weight_decay", weight_decay_, config::Range<double>{0, 10});
    fields.finish();
  }

  void step(at::Tensor& values, const at::Tensor& grad, const at::Tensor& decay, double lr,
            int64_t) override {
    state(values);
    const at::Tensor g = weight_decay_ > 0 ? at::addcmul(grad, values, decay, weight_decay_) : grad;
    if (momentum_ == 0) {
      values.add_(g, -lr);
      return;
    }
    velocity_.mul_(momentum_).add_(g);
    values.add_(nesterov_ ? at::add(g, velocity_, momentum_) : velocity_, -lr);
  }

  std::vector<std::pair<std::string, at::Tensor>> state(const at::Tensor& values) override {
    if (!velocity_.defined()) velocity_ = at::zeros_like(values);
    return {{"sgd.velocity", velocity_}};
  }

 private:
  double momentum_ = 0, weight_decay_ = 0;
  bool nesterov_ = false;
  at::Tensor velocity_;
};

}  // namespace

std::unique_ptr<Optimizer> make_sgd(const config::Node& options) { return std::make_unique<Sgd>(options); }

}  // namespace ductus::train
