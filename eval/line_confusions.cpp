#include "eval/line_confusions.h"

#include <algorithm>
#include <tuple>

namespace ductus::eval {

int64_t& ConfusionCounts::count_of(Key truth, Key predicted) {
  if (truth < kAscii && predicted < kAscii) return ascii_[truth * kAscii + predicted];
  return others_[static_cast<uint64_t>(truth) << 32U | predicted];
}

void ConfusionCounts::add(std::u32string_view truth, std::u32string_view predicted,
                          const std::vector<Edit>& edits) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (const Edit edit : edits) {
    if (edit != Edit::kHit) {
      ++count_of(edit == Edit::kInsertion ? kNothing : truth[i] + 1,
                 edit == Edit::kDeletion ? kNothing : predicted[j] + 1);
    }
    i += edit != Edit::kInsertion;
    j += edit != Edit::kDeletion;
  }
}

std::vector<Confusion> ConfusionCounts::sorted(const GraphemeUnits& graphemes) const {
  const auto text = [&](uint64_t key) {
    return key == kNothing ? std::string() : encode_utf8(graphemes.text(static_cast<char32_t>(key - 1)));
  };
  std::vector<Confusion> confusions;
  for (std::size_t pair = 0; pair < ascii_.size(); ++pair) {
    if (ascii_[pair] > 0) confusions.push_back({text(pair / kAscii), text(pair % kAscii), ascii_[pair]});
  }
  for (const auto& [pair, count] : others_) {
    confusions.push_back({text(pair >> 32U), text(pair & 0xFFFFFFFFU), count});
  }
  std::sort(confusions.begin(), confusions.end(), [](const Confusion& a, const Confusion& b) {
    return std::tie(b.count, a.truth, a.predicted) < std::tie(a.count, b.truth, b.predicted);
  });
  return confusions;
}

}  // namespace ductus::eval
