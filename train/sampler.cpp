#include "train/sampler.h"

#include <algorithm>
#include <utility>

#include "configs/schema/error.h"
#include "data/rng.h"

namespace ductus::train {

Sampler::Sampler(std::vector<int64_t> samples, int64_t batch, LastBatch last, uint64_t seed)
    : samples_(std::move(samples)), batch_(batch), last_(last), seed_(seed) {
  const auto count = static_cast<int64_t>(samples_.size());
  DUCTUS_CHECK(count > 0, "train: the training part is empty");
  if (last_ == LastBatch::kDrop && count < batch_) {
    fail_usage("train.batch: {} samples do not fill one batch of {} (smaller batch, or last_batch: keep)",
               count, batch_);
  }
}

int64_t Sampler::steps_per_epoch() const {
  const auto count = static_cast<int64_t>(samples_.size());
  return last_ == LastBatch::kDrop ? count / batch_ : (count + batch_ - 1) / batch_;
}

int64_t Sampler::samples_per_epoch() const {
  return std::min(steps_per_epoch() * batch_, static_cast<int64_t>(samples_.size()));
}

void Sampler::start(uint32_t epoch) {
  order_ = samples_;
  data::Rng rng(seed_, epoch, 0, data::Purpose::kShuffle);
  for (std::size_t i = order_.size() - 1; i > 0; --i)
    std::swap(order_[i], order_[rng.below(static_cast<uint32_t>(i + 1))]);
}

Sampler::Slice Sampler::batch(int64_t i) const {
  const int64_t from = i * batch_;
  return {order_.data() + from, std::min(batch_, static_cast<int64_t>(order_.size()) - from)};
}

std::vector<int64_t> repeat_sources(const data::ImageSet& set, const std::vector<int64_t>& samples,
                                    const std::vector<Repeat>& repeats) {
  std::vector<int> times(set.sources.size(), 1);
  for (const Repeat& repeat : repeats) {
    const auto found = std::find(set.sources.begin(), set.sources.end(), repeat.source);
    if (found == set.sources.end()) {
      fail_usage("train.repeat: no source '{}' in the data, expected one of: {}", repeat.source,
                 fmt::join(set.sources, ", "));
    }
    times[static_cast<std::size_t>(found - set.sources.begin())] = repeat.times;
  }
  std::vector<int64_t> repeated;
  for (const int64_t i : samples)
    repeated.insert(repeated.end(), static_cast<std::size_t>(times[set.source[static_cast<std::size_t>(i)]]),
                    i);
  return repeated;
}

}  // namespace ductus::train
