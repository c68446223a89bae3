#include "eval/evaluate.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <numeric>

#include "configs/schema/error.h"
#include "data/augmentations/render_cpu.h"
#include "data/threads.h"
#include "eval/eval_scope.h"

namespace ductus::eval {
namespace {

at::Tensor load_batch(const data::ImageSet& set, const int64_t* samples, int64_t count,
                      const PredictOptions& options) {
  const data::ImageSize size{set.height, set.width};
  data::Renderer renderer(size);
  at::Tensor images = at::empty({count, 1, size.height, size.width});
  float* out = images.data_ptr<float>();
  for (int64_t i = 0; i < count; ++i, out += size.height * size.width) {
    const auto plan =
        options.augmenter == nullptr
            ? data::Plan{}
            : options.augmenter->plan(options.seed, options.epoch, static_cast<uint64_t>(samples[i]), size);
    renderer.render(set.image(samples[i]), plan, out);
  }
  return images.to(options.device);
}

// log_probs [N, K] of one batch into the place it has among all.
void predict_batch(models::Recogniser& net, const data::ImageSet& set, const int64_t* samples, int64_t count,
                   const PredictOptions& options, float* log_probs) {
  const c10::InferenceMode no_gradients;
  models::Input input;
  input.images = load_batch(set, samples, count, options);
  at::Tensor log_p = net.forward(input).log_probs.squeeze(0);  // [N, K]
  if (options.temperature != 1) log_p = at::log_softmax(log_p / options.temperature, 1);
  log_p = log_p.to(at::kCPU).contiguous();
  std::copy_n(log_p.const_data_ptr<float>(), log_p.numel(), log_probs);
}

}  // namespace

Predictions predict(models::Recogniser& net, const data::ImageSet& set, const std::vector<int64_t>& indices,
                    const PredictOptions& options, config::Reporter& reporter) {
  const EvalScope scope(net);
  const auto count = static_cast<int64_t>(indices.size()),
             classes = static_cast<int64_t>(set.alphabet.size());
  Predictions result;
  result.alphabet = set.alphabet;
  result.log_probs.resize(static_cast<std::size_t>(count * classes));
  data::ThreadPool pool(options.device.is_cpu() ? options.threads : 1);
  // Chunks of batches, so that progress can be told between them.
  const int64_t batches = (count + options.batch - 1) / options.batch, chunk = 16 * pool.threads();
  reporter.progress("evaluating", 0, count);  // its clock starts here
  for (int64_t first = 0; first < batches; first += chunk) {
    pool.parallel_for(std::min(chunk, batches - first), [&](int64_t i) {
      at::set_num_threads(1);
      const int64_t from = (first + i) * options.batch, size = std::min(options.batch, count - from);
      predict_batch(net, set, indices.data() + from, size, options, result.log_probs.data() + from * classes);
    });
    reporter.progress("evaluating", std::min((first + chunk) * options.batch, count), count);
  }
  for (int64_t i = 0; i < count; ++i) {
    const float* row = result.log_probs.data() + i * classes;
    result.truth.push_back(set.labels[static_cast<std::size_t>(indices[i])]);
    result.predicted.push_back(static_cast<int32_t>(std::max_element(row, row + classes) - row));
    result.ids.push_back(set.id(indices[i]));
  }
  return result;
}

std::vector<int64_t> all_samples(const data::ImageSet& set) {
  std::vector<int64_t> indices(static_cast<std::size_t>(set.size()));
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

}  // namespace ductus::eval
