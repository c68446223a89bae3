#include "train/sampler.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "models/blocks/ragged.h"

namespace ductus::train {
namespace {

template <typename T>
void shuffle(std::vector<T>& values, data::Rng& rng) {
  for (std::size_t i = values.size() - 1; i > 0; --i)
    std::swap(values[i], values[rng.below(static_cast<uint32_t>(i + 1))]);
}

// Sizes of the batches when samples of these widths, in rising order, are dealt out. The last takes what is
// left.
std::vector<int64_t> bucket_sizes(const std::vector<int32_t>& sorted_px,
                                  const BucketSampler::Limits& limits) {
  std::vector<int64_t> sizes;
  const auto count = static_cast<int64_t>(sorted_px.size());
  for (int64_t at = 0; at < count; at += sizes.back()) {
    int64_t room = 1;
    while (at + room < count && room < limits.samples &&
           (room + 1) * sorted_px[static_cast<std::size_t>(at + room)] <= limits.width_px)
      ++room;
    const bool whole = at + room == count || room == limits.samples;
    sizes.push_back(whole ? room : models::rounded_batch(room));
  }
  return sizes;
}

}  // namespace

Sampler::Sampler(std::vector<int64_t> samples) : samples_(std::move(samples)) {
  DUCTUS_CHECK(!samples_.empty(), "train: the training part is empty");
}

Sampler::Slice Sampler::batch(int64_t i) const {
  const auto at = static_cast<std::size_t>(i);
  return {order_.data() + cuts_[at], cuts_[at + 1] - cuts_[at]};
}

ShuffledSampler::ShuffledSampler(std::vector<int64_t> samples, int64_t batch, LastBatch last, uint64_t seed)
    : Sampler(std::move(samples)), seed_(seed) {
  const auto count = static_cast<int64_t>(samples_.size());
  if (last == LastBatch::kDrop && count < batch) {
    fail_usage("train.batch: {} samples do not fill one batch of {} (smaller batch, or last_batch: keep)",
               count, batch);
  }
  for (int64_t at = 0; at + batch <= count; at += batch) cuts_.push_back(at);
  cuts_.push_back(count / batch * batch);
  if (last == LastBatch::kKeep && count % batch != 0) cuts_.push_back(count);
}

void ShuffledSampler::start(uint32_t epoch) {
  order_ = samples_;
  data::Rng rng(seed_, epoch, 0, data::Purpose::kShuffle);
  shuffle(order_, rng);
}

BucketSampler::BucketSampler(std::vector<int64_t> samples, const std::vector<int32_t>& nominal_px,
                             WidthOf width_of, const Limits& limits, uint64_t seed)
    : Sampler(std::move(samples)), width_of_(std::move(width_of)), seed_(seed) {
  std::vector<int32_t> sorted;
  for (const int64_t i : samples_)
    sorted.push_back(nominal_px[static_cast<std::size_t>(i) % nominal_px.size()]);
  std::sort(sorted.begin(), sorted.end());
  sizes_ = bucket_sizes(sorted, limits);
  cuts_.assign(sizes_.size() + 1, 0);
  cuts_.back() = static_cast<int64_t>(samples_.size());  // the others follow the order of an epoch
}

void BucketSampler::start(uint32_t epoch) {
  constexpr float kJitterPx = 8;  // so that without augmentation, too, batches are new every epoch
  data::Rng rng(seed_, epoch, 0, data::Purpose::kShuffle);
  std::vector<std::pair<double, int64_t>> by_width;
  for (const int64_t i : samples_)
    by_width.emplace_back(width_of_(epoch, i) + static_cast<double>(rng.uniform(-kJitterPx, kJitterPx)), i);
  std::sort(by_width.begin(), by_width.end());

  std::vector<int64_t> starts(sizes_.size());
  std::exclusive_scan(sizes_.begin(), sizes_.end(), starts.begin(), int64_t{0});
  std::vector<std::size_t> turn(sizes_.size());
  std::iota(turn.begin(), turn.end(), std::size_t{0});
  shuffle(turn, rng);

  order_.clear();
  for (std::size_t step = 0; step < turn.size(); ++step) {
    cuts_[step] = static_cast<int64_t>(order_.size());
    for (int64_t k = 0; k < sizes_[turn[step]]; ++k)
      order_.push_back(by_width[static_cast<std::size_t>(starts[turn[step]] + k)].second);
  }
}

std::vector<int64_t> repeat_sources(const data::Buffer<uint16_t>& source,
                                    const std::vector<std::string>& sources,
                                    const std::vector<int64_t>& samples, const std::vector<Repeat>& repeats) {
  std::vector<int> times(sources.size(), 1);
  for (const Repeat& repeat : repeats) {
    const auto found = std::find(sources.begin(), sources.end(), repeat.source);
    if (found == sources.end()) {
      fail_usage("train.repeat: no source '{}' in the data, expected one of: {}", repeat.source,
                 fmt::join(sources, ", "));
    }
    times[static_cast<std::size_t>(found - sources.begin())] = repeat.times;
  }
  std::vector<int64_t> repeated;
  const auto size = static_cast<int64_t>(source.size());
  for (const int64_t i : samples) {
    for (int turn = 0; turn < times[source[static_cast<std::size_t>(i)]]; ++turn)
      repeated.push_back(i + turn * size);
  }
  return repeated;
}

}  // namespace ductus::train
