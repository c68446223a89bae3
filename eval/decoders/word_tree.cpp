#include "eval/decoders/word_tree.h"

#include <algorithm>

namespace ductus::eval {

void WordTree::add(std::u32string_view word) {
  uint32_t node = 0;
  for (const char32_t c : word) {
    const auto& children = nodes_[node].children;
    const auto place = std::lower_bound(children.begin(), children.end(), std::pair(c, uint32_t{0}));
    if (place != children.end() && place->first == c) {
      node = place->second;
      continue;
    }
    const auto fresh = static_cast<uint32_t>(nodes_.size());
    nodes_[node].children.insert(place, {c, fresh});
    nodes_.emplace_back();
    node = fresh;
  }
  if (nodes_[node].word >= 0) return;
  nodes_[node].word = static_cast<int32_t>(words_.size());
  words_.emplace_back(word);
}

bool WordTree::contains(std::u32string_view word) const {
  uint32_t node = 0;
  for (const char32_t c : word) {
    const auto& children = nodes_[node].children;
    const auto place = std::lower_bound(children.begin(), children.end(), std::pair(c, uint32_t{0}));
    if (place == children.end() || place->first != c) return false;
    node = place->second;
  }
  return nodes_[node].word >= 0;
}

struct WordTree::Walk {
  std::u32string_view read;
  const EditCosts& costs;
  float best;
  int32_t word = -1;
  std::vector<std::vector<float>> rows;  // [depth]: of the first `depth` characters of a word, the cost from
                                         // each beginning of `read`  [read.size() + 1]
};

void WordTree::descend(uint32_t node, std::size_t depth, Walk& walk) const {
  const float own = walk.rows[depth].back();
  const int32_t word = nodes_[node].word;
  if (word >= 0 && (own < walk.best || (own == walk.best && walk.word >= 0 && word < walk.word))) {
    walk.best = own;
    walk.word = word;
  }
  if (walk.rows.size() == depth + 1) walk.rows.emplace_back(walk.read.size() + 1);
  for (const auto& [c, child] : nodes_[node].children) {
    const std::vector<float>& above = walk.rows[depth];
    std::vector<float>& row = walk.rows[depth + 1];
    const float missed = walk.costs(EditCosts::kNothing, c);
    row[0] = above[0] + missed;
    float least = row[0];
    for (std::size_t j = 1; j < row.size(); ++j) {
      const char32_t read = walk.read[j - 1];
      row[j] = std::min({above[j] + missed, row[j - 1] + walk.costs(read, EditCosts::kNothing),
                         above[j - 1] + walk.costs(read, c)});
      least = std::min(least, row[j]);
    }
    if (least <= walk.best) descend(child, depth + 1, walk);
  }
}

std::optional<WordTree::Match> WordTree::nearest(std::u32string_view read, const EditCosts& costs,
                                                 float bound) const {
  Walk walk{read, costs, bound, -1, {}};
  walk.rows.emplace_back(read.size() + 1, 0.0F);
  for (std::size_t j = 1; j <= read.size(); ++j) {
    walk.rows[0][j] = walk.rows[0][j - 1] + costs(read[j - 1], EditCosts::kNothing);
  }
  descend(0, 0, walk);
  if (walk.word < 0) return std::nullopt;
  return Match{words_[static_cast<std::size_t>(walk.word)], walk.best};
}

}  // namespace ductus::eval
