// What sets of characters and sets of lines have in common: what each sample is called, where it came from,
// and which group and part it is in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "data/buffer.h"
#include "data/ledger.h"

namespace ductus::data {

/// Its content, in a folder of drawn pictures, is the `origin` of their set.
constexpr const char* kOriginFile = "origin.json";

/// The base of ImageSet and LineSet, which add the pictures and what they say. Copies are cheap: the arrays
/// are shared, and may be a mapped file.
struct SampleSet {
  Alphabet alphabet;
  Buffer<uint16_t> source;           // [N], index into `sources`
  Buffer<uint32_t> number;           // [N], the sample's place in its source (IDX index, row), from 0
  std::vector<std::string> sources;  ///< what ids are named by: "train-images-idx3-ubyte", "lines.tsv"
  std::vector<std::string> names;    ///< [N] or empty: a name of its own each (an image file), used as id
  Buffer<int32_t> group;             ///< [N] or empty: writer, page or receipt, never cut by a split
  std::vector<std::string> groups;   ///< names of the groups; empty: they have none
  std::map<std::string, Buffer<int64_t>> splits;  ///< sample indices by part: "train", "validation", "test"
  Ledger ledger;
  std::string preprocessing;  ///< how a picture became what is here, as JSON; empty: it already was
  std::string
      origin;  ///< of drawn samples: what it takes to draw them again, as JSON; empty: not drawn, or not all

  /// The sample's name in errors, ledgers, predictions and reports: its own name, or "source#number".
  std::string id(int64_t i) const;

 protected:
  /// Throws ductus::Error unless all that is here is about `count` samples.
  void check_samples(const std::string& where, std::size_t count) const;
};

/// Fills in what SampleSet has, but the alphabet: one set after the other. Sources of one name are told apart
/// by a number, and so are samples ("x.png(2)"); groups never meet (a sample without one is a group of its
/// own), splits are kept, and a set without any is training data where another has some; `preprocessing` is
/// that of the first set with one. Parts of one drawing (the same `origin`) keep their names, and where they
/// follow each other the origin.
void join_samples(const std::vector<const SampleSet*>& sets, SampleSet& joined);

/// Fills in what SampleSet has for the samples at `indices` of `set`, without splits.
/// Throws ductus::Error on an index outside the set.
void take_samples(const SampleSet& set, const std::vector<int64_t>& indices, SampleSet& taken);

/// Pointers to the part that sets have in common.
template <typename Set>
std::vector<const SampleSet*> sample_sets(const std::vector<Set>& sets) {
  std::vector<const SampleSet*> result;
  for (const Set& set : sets) result.push_back(&set);
  return result;
}

/// values[indices], or nothing where there are no values. The indices must be inside.
template <typename Values, typename T = std::decay_t<decltype(std::declval<Values>()[0])>>
std::vector<T> gather(const Values& values, const std::vector<int64_t>& indices) {
  std::vector<T> gathered;
  if (values.empty()) return gathered;
  gathered.reserve(indices.size());
  for (const int64_t i : indices) gathered.push_back(values[static_cast<std::size_t>(i)]);
  return gathered;
}

}  // namespace ductus::data
