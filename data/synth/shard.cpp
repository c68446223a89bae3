#include "data/synth/shard.h"

#include <string_view>

#include "configs/schema/error.h"
#include "configs/schema/numbers.h"
#include "data/sample_set.h"

namespace ductus::data {

SampleRange shard_of(int64_t count, int64_t number, int64_t shards) {
  if (shards < 1 || number < 1 || number > shards)
    fail_usage("--shard: expected I/N with I from 1 to N, found {}/{}", number, shards);
  const auto cut = [&](int64_t at) {  // at * count / shards, which need not fit into 64 bits
    return at * (count / shards) + at * (count % shards) / shards;
  };
  return {cut(number - 1), cut(number)};
}

SampleRange parse_shard(const std::string& shard, int64_t count) {
  const std::string_view text = shard;
  const std::size_t slash = text.find('/');
  int32_t number = 0, shards = 0;
  const bool parsed = slash != std::string_view::npos &&
                      config::parse_number(text.substr(0, slash), number) == config::Parsed::kGood &&
                      config::parse_number(text.substr(slash + 1), shards) == config::Parsed::kGood;
  if (!parsed) fail_usage("--shard: expected I/N as in 1/4, found '{}'", shard);
  return shard_of(count, number, shards);
}

SampleRange range_of(const SampleSet& set, const std::string& where) {
  const auto size = static_cast<int64_t>(set.number.size());
  const int64_t first = size == 0 ? 0 : set.number[0];
  for (int64_t i = 0; i < size; ++i) {
    DUCTUS_CHECK(set.number[i] == first + i,
                 "{}: sample {} has number {}, expected {} (shards joined twice, or in another order?)",
                 where, i, set.number[i], first + i);
  }
  return {first, first + size};
}

}  // namespace ductus::data
