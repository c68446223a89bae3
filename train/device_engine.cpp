#include <ATen/ATen.h>

#include "configs/schema/stopwatch.h"
#include "train/engine.h"
#include "train/parameters.h"

namespace ductus::train {
namespace {

using config::Clock;
using config::seconds_since;

class DeviceEngine : public Engine {
 public:
  DeviceEngine(const BuildNet& build, const Task& task, uint64_t seed, c10::Device device, int threads)
      : task_(task),
        seed_(seed),
        device_(device),
        net_(build()),
        worker_(task.make_device_worker(device, threads)) {
    values_ = gather_parameters(*net_).to(device_);
    buffers_ = gather_buffers(*net_).to(device_);
    gradient_ = at::zeros_like(values_);
    bind_parameters(*net_, values_, gradient_);
    bind_buffers(*net_, buffers_);
    net_->train();
    set_totals({});
  }

  void compute_gradient(const BatchView& batch) override {
    const auto start = Clock::now();
    models::Input input = worker_->load(batch);
    const double data_s = seconds_since(start);
    const models::Noise noise{seed_, batch.step, batch.samples};
    input.noise = &noise;
    gradient_.zero_();
    const Cost cost = worker_->cost(net_->forward(input));
    const at::Tensor loss = cost.loss / task_.divisor(batch);
    loss.backward();
    keep(loss.detach(), cost.correct, batch);
    host_.data_s += data_s;
    host_.compute_s += seconds_since(start) - data_s;
  }

  Totals totals() override {
    Totals totals = host_;
    totals.loss = loss_.item<double>();
    totals.correct = correct_.item<int64_t>();
    totals.first_bad_step = first_bad_step_.item<int64_t>();
    return totals;
  }

  void set_totals(const Totals& totals) override {
    host_ = totals;
    loss_ = at::full({}, totals.loss, at::TensorOptions().dtype(at::kDouble).device(device_));
    correct_ = at::full({}, totals.correct, at::TensorOptions().dtype(at::kLong).device(device_));
    first_bad_step_ =
        at::full({}, totals.first_bad_step, at::TensorOptions().dtype(at::kLong).device(device_));
  }

 private:
  void keep(const at::Tensor& loss, const at::Tensor& correct, const BatchView& batch) {
    loss_ += loss.to(at::kDouble) * static_cast<double>(batch.size);
    if (correct.defined()) {
      correct_ += correct;
      host_.counted += batch.size;
    }
    const at::Tensor bad = at::full({}, static_cast<int64_t>(batch.step), first_bad_step_.options());
    first_bad_step_ = at::where(loss.isfinite(), first_bad_step_, at::minimum(first_bad_step_, bad));
    host_.samples += batch.size;
  }

  const Task& task_;
  uint64_t seed_;
  c10::Device device_;
  std::shared_ptr<models::Recogniser> net_;
  std::unique_ptr<Worker> worker_;
  at::Tensor loss_, correct_, first_bad_step_;  // scalars, on the device
  Totals host_;
};

}  // namespace

std::unique_ptr<Engine> make_device_engine(const BuildNet& build, const Task& task, uint64_t seed,
                                           c10::Device device, int threads) {
  return std::make_unique<DeviceEngine>(build, task, seed, device, threads);
}

}  // namespace ductus::train
