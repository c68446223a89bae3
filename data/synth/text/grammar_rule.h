// What a grammar consists of once it is read.
#pragma once

#include <string>
#include <vector>

#include "data/synth/text/grammar.h"

namespace ductus::data {

/// Alternatives with weights, each a sequence of drawings.
class Grammar::Rule {
 public:
  using Sequence = std::vector<DrawText>;

  explicit Rule(std::string name) : name_(std::move(name)) {}

  void add(Sequence sequence, uint32_t weight) {
    total_ += weight;
    bounds_.push_back(total_);
    sequences_.push_back(std::move(sequence));
  }

  void clear() {
    total_ = 0;
    bounds_.clear();
    sequences_.clear();
    refers_to.clear();
  }

  void draw(Rng& rng, std::string& out) const;

  const std::string& name() const { return name_; }
  bool empty() const { return sequences_.empty(); }

  std::string where;                   ///< where it was given, else where it was first referred to
  std::vector<const Rule*> refers_to;  ///< for Grammar::check
  mutable std::size_t depth = 0;       ///< rules on the longest way from here, this one too; 0: not checked

 private:
  std::string name_;
  uint32_t total_ = 0;
  std::vector<uint32_t> bounds_;  // running sums of weights
  std::vector<Sequence> sequences_;
};

}  // namespace ductus::data
