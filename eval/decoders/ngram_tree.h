// n-grams by their symbols, while a language model is being made: a tree in a hash table.
#pragma once

#include <cstdint>
#include <vector>

namespace ductus::eval {

/// Node 0 is the empty n-gram; a child has one symbol more at its end. Open addressing over (parent, symbol).
class NgramTree {
 public:
  static constexpr uint32_t kRoot = 0;
  static constexpr uint32_t kNone = UINT32_MAX;

  NgramTree();

  /// The child, or kNone.
  uint32_t find(uint32_t parent, uint32_t symbol) const;

  /// The child, made if it is not there. Throws ductus::Error at 2^31 nodes.
  uint32_t add(uint32_t parent, uint32_t symbol);

  uint32_t size() const { return static_cast<uint32_t>(nodes_.size()); }
  uint32_t parent(uint32_t node) const { return nodes_[node].parent; }
  uint32_t symbol(uint32_t node) const { return nodes_[node].symbol; }
  int depth(uint32_t node) const { return nodes_[node].depth; }

  /// Of every node the one without its first symbol; where that is missing the longest end that is there.
  /// [size()]
  std::vector<uint32_t> suffixes() const;

  /// All nodes by depth, and those of one depth by parent (in this order) and symbol. [size()]
  std::vector<uint32_t> by_level() const;

 private:
  struct Node {
    uint32_t parent = kNone;
    uint32_t symbol = 0;
    int32_t depth = 0;
  };

  std::size_t place_of(uint32_t parent, uint32_t symbol) const;
  void grow();

  std::vector<Node> nodes_;
  std::vector<uint32_t> slots_;  // nodes, or kNone; a power of two, at most half full
};

}  // namespace ductus::eval
