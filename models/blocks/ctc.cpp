#include "models/blocks/ctc.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "configs/schema/error.h"
#include "models/blocks/log_add.h"

namespace ductus::models {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr float kNever = -std::numeric_limits<float>::infinity();

/// One line's lattice: its text's states over T steps.
class Lattice {
 public:
  Lattice(const float* log_probs, int64_t row, int64_t steps, const int32_t* labels, int64_t count)
      : log_probs_(log_probs), row_(row), steps_(steps), text_(labels, count), states_(text_.size()) {}

  /// log p(labels), and alpha[t][s]: of all beginnings that are in state s after step t, that step's
  /// included.
  double forward() {
    if (steps_ == 0) return states_ == 1 ? 0.0 : static_cast<double>(kNever);
    alpha_.assign(static_cast<std::size_t>(steps_ * states_), kNever);
    at(alpha_, 0, 0) = log_p(0, 0);
    if (states_ > 1) at(alpha_, 0, 1) = log_p(0, 1);
    for (int64_t t = 1; t < steps_; ++t) {
      for (int64_t s = first(t); s < last(t); ++s) {
        float sum = at(alpha_, t - 1, s);
        if (s > 0) sum = log_add(sum, at(alpha_, t - 1, s - 1));
        if (text_.skips(s)) sum = log_add(sum, at(alpha_, t - 1, s - 2));
        at(alpha_, t, s) = sum + log_p(t, s);
      }
    }
    float total = at(alpha_, steps_ - 1, states_ - 1);
    if (states_ > 1) total = log_add(total, at(alpha_, steps_ - 1, states_ - 2));
    return total;
  }

  /// Adds -scale * p(class at step t | labels), the gradient of -log p with respect to log_probs.
  /// After forward(), for a finite log p.
  void backward(double log_p_total, float scale, float* grad, int64_t grad_row) {
    // beta[s]: of all endings from state s after step t, that step's own factor left out
    std::vector<float> beta(static_cast<std::size_t>(states_), kNever), next(beta);
    beta[static_cast<std::size_t>(states_ - 1)] = 0;
    if (states_ > 1) beta[static_cast<std::size_t>(states_ - 2)] = 0;
    const auto total = static_cast<float>(log_p_total);
    for (int64_t t = steps_ - 1;; --t) {
      for (int64_t s = first(t); s < last(t); ++s) {
        const float p = std::exp(at(alpha_, t, s) + beta[static_cast<std::size_t>(s)] - total);
        grad[t * grad_row + text_.class_of(s)] -= scale * p;
      }
      if (t == 0) return;
      std::fill(next.begin(), next.end(), kNever);
      for (int64_t s = first(t - 1); s < last(t - 1); ++s) {
        const auto step = [&](int64_t to) { return beta[static_cast<std::size_t>(to)] + log_p(t, to); };
        float sum = step(s);
        if (s + 1 < states_) sum = log_add(sum, step(s + 1));
        if (s + 2 < states_ && text_.skips(s + 2)) sum = log_add(sum, step(s + 2));
        next[static_cast<std::size_t>(s)] = sum;
      }
      std::swap(beta, next);
    }
  }

 private:
  float log_p(int64_t t, int64_t s) const { return log_probs_[t * row_ + text_.class_of(s)]; }
  float& at(std::vector<float>& table, int64_t t, int64_t s) {
    return table[static_cast<std::size_t>(t * states_ + s)];
  }
  int64_t first(int64_t t) const { return text_.first(t, steps_); }
  int64_t last(int64_t t) const { return text_.last(t); }

  const float* log_probs_;
  int64_t row_, steps_;
  CtcStates text_;
  int64_t states_;
  std::vector<float> alpha_;  // [T, S]
};

struct Ctc : torch::autograd::Function<Ctc> {
  // log_probs [T, N, K] with K contiguous
  static at::Tensor forward(AutogradContext* context, const at::Tensor& log_probs,
                            const std::vector<int64_t>& lengths, const CtcTargets& targets) {
    const int64_t samples = log_probs.size(1), row = log_probs.stride(0), sample = log_probs.stride(1);
    const bool needs_gradient = log_probs.requires_grad();
    at::Tensor loss = at::empty({samples}), grad;
    if (needs_gradient) grad = at::zeros({samples, log_probs.size(0), log_probs.size(2)});  // [N, T, K]
    const int32_t* labels = targets.labels.data();
    for (int64_t n = 0; n < samples; ++n) {
      const auto i = static_cast<std::size_t>(n);
      Lattice lattice(log_probs.const_data_ptr<float>() + n * sample, row, lengths[i], labels,
                      targets.lengths[i]);
      const double log_p = lattice.forward();
      loss[n] = -log_p;
      if (needs_gradient && lengths[i] > 0 && std::isfinite(log_p)) {
        lattice.backward(log_p, 1, grad[n].data_ptr<float>(), grad.stride(1));
      }
      labels += targets.lengths[i];
    }
    context->save_for_backward({grad});
    return loss;
  }

  static variable_list backward(AutogradContext* context, const variable_list& grads) {
    const at::Tensor grad = context->get_saved_variables()[0];  // [N, T, K]
    const at::Tensor none;
    return {(grad * grads[0].view({-1, 1, 1})).transpose(0, 1), none, none};
  }
};

// LibTorch's own kernels, of which the gradient is summed in no fixed order on a GPU. The flag of this, the
// inner function, zeroes the gradient of a line whose loss is infinite; the public one would zero the loss
// too.
at::Tensor torch_ctc(const at::Tensor& log_probs, const std::vector<int64_t>& lengths,
                     const CtcTargets& targets) {
  const at::Tensor labels = at::tensor(targets.labels, at::kInt).to(at::kLong).to(log_probs.device());
  return std::get<0>(at::_ctc_loss(log_probs, labels, at::IntArrayRef(lengths),
                                   at::IntArrayRef(targets.lengths), /*blank=*/0, /*zero_infinity=*/true));
}

void check_targets(int64_t steps, int64_t classes, const std::vector<int64_t>& lengths,
                   const CtcTargets& targets) {
  const auto outside = [](const auto& values, int64_t low, int64_t high) {
    return std::any_of(values.begin(), values.end(), [=](int64_t v) { return v < low || v > high; });
  };
  int64_t labels = 0;
  for (const int64_t length : targets.lengths) labels += length;
  DUCTUS_CHECK(!outside(lengths, 0, steps) && !outside(targets.lengths, 0, labels) &&
                   labels == static_cast<int64_t>(targets.labels.size()) &&
                   !outside(targets.labels, 1, classes - 1),
               "ctc_loss: expected lengths up to {} steps and labels from 1 to {}, as many as the texts have",
               steps, classes - 1);
}

}  // namespace

double ctc_nll(const float* log_probs, int64_t steps, int64_t classes, const int32_t* labels, int64_t count) {
  return -Lattice(log_probs, classes, steps, labels, count).forward();
}

at::Tensor ctc_loss(const at::Tensor& log_probs, const std::vector<int64_t>& lengths,
                    const CtcTargets& targets) {
  DUCTUS_CHECK(
      log_probs.dim() == 3 && static_cast<int64_t>(lengths.size()) == log_probs.size(1) &&
          targets.lengths.size() == lengths.size(),
      "ctc_loss: expected [T, N, K] log-probabilities, N lengths and N texts, found {} dimensions, {} "
      "and {}",
      log_probs.dim(), lengths.size(), targets.lengths.size());
  check_targets(log_probs.size(0), log_probs.size(2), lengths, targets);
  if (!log_probs.device().is_cpu()) return torch_ctc(log_probs, lengths, targets);
  const at::Tensor rows = log_probs.stride(2) == 1 ? log_probs : log_probs.contiguous();
  return Ctc::apply(rows, lengths, targets);
}

}  // namespace ductus::models
