// Which samples a set has, in a few kilobytes: a model keeps it of what it was trained on, so that its
// reports can tell what they were judged on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/image_set.h"
#include "data/line_set.h"

namespace ductus::data {

/// A number for each of the samples at `indices`: 48 bits of XXH3 over size, symbol or text, and pixels.
/// Equal samples of any two sets have the same, whatever the sets' alphabets and order.
std::vector<uint64_t> sample_hashes(const ImageSet& set, const std::vector<int64_t>& indices);
std::vector<uint64_t> sample_hashes(const LineSet& set, const std::vector<int64_t>& indices);

/// The smallest of a set's distinct sample hashes, at most kKept: a bottom-k sketch (Cohen and Kaplan,
/// "Summarizing data using bottom-k sketches", PODC 2007). Of a sample whose hash is no larger than the
/// largest that is kept it tells whether the set has it. Which samples these are is as good as random, so
/// that what holds of them can be taken for a share of all.
class SampleSketch {
 public:
  static constexpr std::size_t kKept = 1024;

  SampleSketch() = default;  ///< tells of nothing
  explicit SampleSketch(std::vector<uint64_t> hashes);

  bool empty() const { return kept_.empty(); }

  struct Overlap {
    int64_t told = 0;   ///< samples that it tells of; of a set of less than kKept, all
    int64_t found = 0;  ///< of these, those that the set has
  };
  Overlap overlap(const std::vector<uint64_t>& hashes) const;

  /// 12 hexadecimal digits a hash, the smallest first.
  std::string text() const;

  /// The way back. Throws ductus::Error for anything that text() does not write.
  static SampleSketch from_text(std::string_view text);

 private:
  std::vector<uint64_t> kept_;  // ascending, distinct
};

}  // namespace ductus::data
