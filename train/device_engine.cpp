#include <ATen/ATen.h>

#include <chrono>

#include "data/augmentations/render_torch.h"
#include "data/threads.h"
#include "train/engine.h"
#include "train/parameters.h"

namespace ductus::train {
namespace {

using Clock = std::chrono::steady_clock;

class DeviceEngine : public Engine {
 public:
  DeviceEngine(const BuildNet& build, TrainingData data, c10::Device device, int threads)
      : data_(std::move(data)),
        device_(device),
        pool_(threads),
        renderer_({data_.set.height, data_.set.width}, device),
        net_(build()) {
    const data::ImageSet& set = data_.set;
    pixels_ =
        at::from_blob(const_cast<uint8_t*>(set.pixels.data()), {set.size(), set.height, set.width}, at::kByte)
            .to(device_);
    labels_ =
        at::from_blob(const_cast<int32_t*>(set.labels.data()), {set.size()}, at::kInt).to(device_, at::kLong);
    values_ = gather_parameters(*net_).to(device_);
    buffers_ = gather_buffers(*net_).to(device_);
    gradient_ = at::zeros_like(values_);
    bind_parameters(*net_, values_, gradient_);
    bind_buffers(*net_, buffers_);
    net_->train();
    data_.loss.to(device_);
    set_totals({});
  }

  void compute_gradient(const BatchView& batch) override {
    const auto start = Clock::now();
    const at::Tensor index = upload_index(batch);
    const data::PlanBatch plans = draw_plans(batch);
    const at::Tensor images = renderer_.render(pixels_.index_select(0, index), plans);
    const double data_s = std::chrono::duration<double>(Clock::now() - start).count();
    const at::Tensor labels = labels_.index_select(0, index);
    const models::Noise noise{data_.seed, batch.step, batch.samples};
    models::Input input;
    input.images = images;
    input.noise = &noise;
    gradient_.zero_();
    const models::Output output = net_->forward(input);
    const at::Tensor loss = data_.loss.sum(output.log_probs, labels) / divisor(batch);
    loss.backward();
    keep(output.log_probs.detach(), labels, loss.detach(), batch);
    host_.data_s += data_s;
    host_.compute_s += std::chrono::duration<double>(Clock::now() - start).count() - data_s;
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
  at::Tensor upload_index(const BatchView& batch) const {
    at::Tensor index =
        at::empty({batch.size}, at::TensorOptions().dtype(at::kLong).pinned_memory(device_.is_cuda()));
    std::copy_n(batch.samples, batch.size, index.data_ptr<int64_t>());
    return index.to(device_, /*non_blocking=*/true);
  }

  data::PlanBatch draw_plans(const BatchView& batch) {
    std::vector<data::Plan> plans(static_cast<std::size_t>(batch.size));
    const data::ImageSize size{data_.set.height, data_.set.width};
    pool_.parallel_for(batch.size, [&](int64_t i) {
      plans[static_cast<std::size_t>(i)] =
          data_.augmenter.plan(data_.seed, batch.epoch, static_cast<uint64_t>(batch.samples[i]), size);
    });
    return data::pack(plans, device_.is_cuda());
  }

  double divisor(const BatchView& batch) {
    batch_labels_.resize(static_cast<std::size_t>(batch.size));
    for (int64_t i = 0; i < batch.size; ++i) batch_labels_[i] = data_.set.labels[batch.samples[i]];
    return data_.loss.divisor(batch_labels_.data(), batch.size);
  }

  void keep(const at::Tensor& log_probs, const at::Tensor& labels, const at::Tensor& loss,
            const BatchView& batch) {
    loss_ += loss.to(at::kDouble) * static_cast<double>(batch.size);
    correct_ += log_probs.squeeze(0).argmax(1).eq(labels).sum();
    const at::Tensor bad = at::full({}, static_cast<int64_t>(batch.step), first_bad_step_.options());
    first_bad_step_ = at::where(loss.isfinite(), first_bad_step_, at::minimum(first_bad_step_, bad));
    host_.samples += batch.size;
  }

  TrainingData data_;
  c10::Device device_;
  data::ThreadPool pool_;
  data::BatchRenderer renderer_;
  std::shared_ptr<models::Recogniser> net_;
  at::Tensor pixels_, labels_;                  // [M, H, W] uint8, [M] int64, on the device
  at::Tensor loss_, correct_, first_bad_step_;  // scalars, on the device
  std::vector<int64_t> batch_labels_;
  Totals host_;
};

}  // namespace

std::unique_ptr<Engine> make_device_engine(const BuildNet& build, TrainingData data, c10::Device device,
                                           int threads) {
  return std::make_unique<DeviceEngine>(build, std::move(data), device, threads);
}

}  // namespace ductus::train
