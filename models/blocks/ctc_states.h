// What CTC's training and decoding agree on: the states that a text is read in, and which follow which.
#pragma once

#include <algorithm>
#include <cstdint>

namespace ductus::models {

/// Of L labels S = 2 L + 1 states: a blank, the first label, a blank, ..., the last label, a blank (Graves et
/// al. 2006). Step by step a path stays in its state, goes on to the next, or skips a blank between labels
/// that differ; it begins in one of the first two states and ends in one of the last two.
class CtcStates {
 public:
  /// `first_class`: the class of label 0, which is 0 where labels are classes. Labels must outlive this.
  CtcStates(const int32_t* labels, int64_t count, int32_t first_class = 0)
      : labels_(labels), size_(2 * count + 1), first_class_(first_class) {}

  int64_t size() const { return size_; }

  /// The class that a state says: 0, the blank, of even ones.
  int32_t class_of(int64_t s) const { return s % 2 == 0 ? 0 : labels_[s / 2] + first_class_; }

  /// Whether the blank before this state may be left out.
  bool skips(int64_t s) const { return s >= 2 && s % 2 == 1 && labels_[s / 2] != labels_[s / 2 - 1]; }

  /// At step t of `steps` only states [first, last) are on a path from the beginning to the end.
  int64_t first(int64_t t, int64_t steps) const { return std::max<int64_t>(0, size_ - 2 * (steps - t)); }
  int64_t last(int64_t t) const { return std::min(size_, 2 * (t + 1)); }

 private:
  const int32_t* labels_;
  int64_t size_;
  int32_t first_class_;
};

/// Time steps that a text needs: one a label, and a blank between equal neighbours.
inline int64_t ctc_steps(const int32_t* labels, int64_t count) {
  int64_t steps = count;
  for (int64_t i = 1; i < count; ++i) steps += labels[i] == labels[i - 1] ? 1 : 0;
  return steps;
}

}  // namespace ductus::models
