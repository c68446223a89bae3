#include "eval/decoders/ngram_tree.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

constexpr std::size_t kFirstSlots = 1024;

/// Fibonacci hashing; the upper half of the product is well mixed.
std::size_t hash(uint32_t parent, uint32_t symbol) {
  const uint64_t key = (static_cast<uint64_t>(parent) << 32 | symbol) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>((key ^ key >> 29) * 0xBF58476D1CE4E5B9U >> 20);
}

}  // namespace

NgramTree::NgramTree() : nodes_(1), slots_(kFirstSlots, kNone) {}

std::size_t NgramTree::place_of(uint32_t parent, uint32_t symbol) const {
  std::size_t place = hash(parent, symbol) & (slots_.size() - 1);
  for (; slots_[place] != kNone; place = (place + 1) & (slots_.size() - 1)) {
    const Node& node = nodes_[slots_[place]];
    if (node.parent == parent && node.symbol == symbol) break;
  }
  return place;
}

uint32_t NgramTree::find(uint32_t parent, uint32_t symbol) const { return slots_[place_of(parent, symbol)]; }

uint32_t NgramTree::add(uint32_t parent, uint32_t symbol) {
  std::size_t place = place_of(parent, symbol);
  if (slots_[place] != kNone) return slots_[place];
  if (nodes_.size() * 2 >= slots_.size()) {
    grow();
    place = place_of(parent, symbol);
  }
  DUCTUS_CHECK(nodes_.size() < std::size_t{1} << 31,
               "language model: more than 2^31 n-grams (a lower order?)");
  slots_[place] = size();
  nodes_.push_back({parent, symbol, nodes_[parent].depth + 1});
  return slots_[place];
}

void NgramTree::grow() {
  slots_.assign(slots_.size() * 2, kNone);
  for (uint32_t node = 1; node < size(); ++node) slots_[place_of(parent(node), symbol(node))] = node;
}

std::vector<uint32_t> NgramTree::suffixes() const {
  std::vector<uint32_t> suffix(size(), kRoot);
  for (const uint32_t node : by_level()) {
    if (depth(node) < 2) continue;
    uint32_t end = suffix[parent(node)];
    uint32_t found = find(end, symbol(node));
    while (found == kNone && end != kRoot) {
      end = suffix[end];
      found = find(end, symbol(node));
    }
    suffix[node] = found == kNone ? kRoot : found;
  }
  return suffix;
}

std::vector<uint32_t> NgramTree::by_level() const {
  std::vector<uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return depth(a) < depth(b); });
  std::vector<uint32_t> place(size(), 0);
  for (auto begin = order.begin(); begin != order.end();) {
    const int level = depth(*begin);
    const auto end = std::find_if(begin, order.end(), [&](uint32_t node) { return depth(node) != level; });
    std::sort(begin, end, [&](uint32_t a, uint32_t b) {
      if (level == 0 || parent(a) == parent(b)) return symbol(a) < symbol(b);
      return place[parent(a)] < place[parent(b)];
    });
    for (auto node = begin; node != end; ++node) place[*node] = static_cast<uint32_t>(node - order.begin());
    begin = end;
  }
  return order;
}

}  // namespace ductus::eval
