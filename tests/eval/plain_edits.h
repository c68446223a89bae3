// The alignment that EditAligner promises, by the table of distances as textbooks have it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "eval/edit_distance.h"

namespace ductus::test {

/// Distances of all beginnings.  [a + 1][b + 1]
template <typename Sequence>
std::vector<std::vector<int64_t>> plain_table(const Sequence& a, const Sequence& b) {
  std::vector<std::vector<int64_t>> table(a.size() + 1, std::vector<int64_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      const auto places = static_cast<int64_t>(i + j);
      table[i][j] = i == 0 || j == 0 ? places
                                     : std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                                 table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
    }
  }
  return table;
}

/// Of several shortest lists the one that EditAligner::align() describes.
template <typename Sequence>
std::vector<eval::Edit> plain_edits(const Sequence& truth, const Sequence& predicted) {
  using eval::Edit;
  const std::size_t most = std::min(truth.size(), predicted.size());
  std::size_t prefix = 0;
  while (prefix < most && truth[prefix] == predicted[prefix]) ++prefix;
  std::size_t i = truth.size();
  std::size_t j = predicted.size();
  std::vector<Edit> edits;  // from the end
  while (i > prefix && j > prefix && truth[i - 1] == predicted[j - 1]) {
    edits.push_back(Edit::kHit);
    --i, --j;
  }
  const Sequence rest(truth.begin() + static_cast<std::ptrdiff_t>(prefix),
                      truth.begin() + static_cast<std::ptrdiff_t>(i));
  const Sequence read(predicted.begin() + static_cast<std::ptrdiff_t>(prefix),
                      predicted.begin() + static_cast<std::ptrdiff_t>(j));
  const auto table = plain_table(rest, read);
  for (i = rest.size(), j = read.size(); i > 0 || j > 0;) {
    if (j == 0 || (i > 0 && table[i - 1][j] + 1 == table[i][j])) {
      edits.push_back(Edit::kDeletion);
      --i;
    } else if (i == 0 || table[i][j - 1] < table[i - 1][j - 1]) {
      edits.push_back(Edit::kInsertion);
      --j;
    } else {
      edits.push_back(rest[i - 1] == read[j - 1] ? Edit::kHit : Edit::kSubstitution);
      --i, --j;
    }
  }
  edits.insert(edits.end(), prefix, Edit::kHit);
  std::reverse(edits.begin(), edits.end());
  return edits;
}

}  // namespace ductus::test
