// A list of words, and the nearest of them to what was read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eval/decoders/edit_costs.h"

namespace ductus::eval {

/// Words share their beginnings: a tree with a character an edge.
class WordTree {
 public:
  WordTree() : nodes_(1) {}

  void add(std::u32string_view word);
  bool contains(std::u32string_view word) const;
  std::size_t size() const { return words_.size(); }

  struct Match {
    std::u32string word;
    float cost = 0;
  };

  /// The word that `read` can be turned into at the least cost, if that is below `bound`; of equal ones the
  /// first added. The table of edits is filled row by row on the way down, and branches that can no longer
  /// win are left out.
  std::optional<Match> nearest(std::u32string_view read, const EditCosts& costs, float bound) const;

 private:
  struct Node {
    std::vector<std::pair<char32_t, uint32_t>> children;  // sorted
    int32_t word = -1;                                    // that ends here
  };
  struct Walk;

  void descend(uint32_t node, std::size_t depth, Walk& walk) const;

  std::vector<Node> nodes_;
  std::vector<std::u32string> words_;
};

}  // namespace ductus::eval
