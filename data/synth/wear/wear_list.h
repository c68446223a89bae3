// A recipe's list of wears, and what of it happens to one sheet.
#pragma once

#include <string>
#include <vector>

#include "data/synth/wear/wear.h"

namespace ductus::data {

class WearList {
 public:
  WearList() = default;

  /// Reads `[{folds: {probability: 0.3, strength: [0.2, 0.8], count: 2}}, noise]`: of each entry, how often
  /// it happens (default 1), between which strengths (uniform, default 0.2 to 0.6), and the wear's own
  /// options.
  static WearList read(const config::Node& list);

  /// Applies the entries in the order of the list to sample `index`. Each draws from numbers of its own,
  /// keyed by its name (and how many of that name came before): without one entry, the others draw the same.
  /// `strength` scales that of every entry, [0, 1]; at 0 nothing changes.
  /// The warps of neighbouring shape wears are gathered and sampled once.
  void apply(Sheet& sheet, uint64_t seed, uint64_t index, float strength = 1) const;

  bool empty() const { return entries_.empty(); }

 private:
  struct Entry {
    std::shared_ptr<const Wear> wear;
    uint32_t stage;  // of its random numbers
    float probability;
    float low, high;  // strength
  };

  std::vector<Entry> entries_;
};

/// The stage of the random numbers of the nth wear of this name in a list (from 0): always at least 2^31, so
/// that it meets no other stage of drawing.
uint32_t wear_stage(const std::string& name, uint32_t nth);

}  // namespace ductus::data
