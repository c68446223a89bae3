#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/rng.h"
#include "data/sklearn_split.h"

namespace ductus::data {
namespace {

using Indices = std::vector<int64_t>;

/// How many of `count` samples go to a part: the nearest whole number, at least one.
int64_t share(double fraction, int64_t count) {
  if (fraction == 0.0) return 0;
  return std::max<int64_t>(1, static_cast<int64_t>(std::floor(fraction * static_cast<double>(count) + 0.5)));
}

void shuffle(Indices& values, Rng& random) {
  for (std::size_t i = values.size(); i-- > 1;) {
    std::swap(values[i], values[random.below(static_cast<uint32_t>(i + 1))]);
  }
}

/// `taken` by class: that many drawn by chance. The rest stays, both in the order of the data.
TwoParts cut_stratified(const ImageSet& set, const Indices& from, const SplitOptions& options,
                        double fraction, uint32_t stage) {
  std::vector<Indices> classes(set.alphabet.size());
  for (const int64_t i : from) classes[set.labels[i]].push_back(i);
  TwoParts parts;
  for (std::size_t label = 0; label < classes.size(); ++label) {
    Indices& members = classes[label];
    const auto count = static_cast<int64_t>(members.size());
    if (count == 0) continue;
    const int64_t taken = share(fraction, count);
    DUCTUS_CHECK(taken < count,
                 "split: class \"{}\" has {} sample{} to cut a fraction of {} from, expected at least one on "
                 "both sides "
                 "(add samples, or leave the class out)",
                 set.alphabet[label], count, count == 1 ? "" : "s", fraction);
    Rng random(options.seed, stage, label, Purpose::kSplit);
    shuffle(members, random);
    parts.test.insert(parts.test.end(), members.begin(), members.begin() + taken);
    parts.train.insert(parts.train.end(), members.begin() + taken, members.end());
  }
  std::sort(parts.test.begin(), parts.test.end());
  std::sort(parts.train.begin(), parts.train.end());
  return parts;
}

/// Samples a class of one group, and where they are.
struct Group {
  std::map<int32_t, int64_t> counts;
  Indices members;
};

std::vector<Group> groups_of(const ImageSet& set, const Indices& from) {
  std::map<int32_t, Group> groups;
  for (const int64_t i : from) {
    Group& group = groups[set.group[i]];
    ++group.counts[set.labels[i]];
    group.members.push_back(i);
  }
  std::vector<Group> result;
  for (auto& entry : groups) result.push_back(std::move(entry.second));
  return result;
}

/// Largest groups first, equal ones by chance: what is placed last is small enough to fill gaps.
Indices placing_order(const std::vector<Group>& groups, Rng& random) {
  Indices order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  shuffle(order, random);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return groups[a].members.size() > groups[b].members.size(); });
  return order;
}

/// One side of a split by groups, and how much of every class it still wants.
struct Part {
  Part(double fraction, const std::vector<int64_t>& counts) {
    for (const int64_t count : counts) wanted.push_back(fraction * static_cast<double>(count));
    lacking = wanted;
  }

  /// The group's samples, each weighted by the share of its class that is still lacking.
  double need(const Group& group) const {
    double sum = 0.0;
    for (const auto& [label, count] : group.counts) {
      sum += static_cast<double>(count) * lacking[label] / wanted[label];
    }
    return sum;
  }

  void take(const Group& group) {
    for (const auto& [label, count] : group.counts) lacking[label] -= static_cast<double>(count);
    members.insert(members.end(), group.members.begin(), group.members.end());
  }

  std::vector<double> wanted;
  std::vector<double> lacking;
  Indices members;
};

/// Whole groups, each to the side that lacks more of its classes (iterative stratification, Sechidis et al.,
/// 2011).
TwoParts cut_groups(const ImageSet& set, const Indices& from, const SplitOptions& options, double fraction,
                    uint32_t stage) {
  const auto groups = groups_of(set, from);
  const auto counts = set.class_counts(from);
  Part train(1.0 - fraction, counts);
  Part test(fraction, counts);
  Rng random(options.seed, stage, 0, Purpose::kSplit);
  for (const int64_t g : placing_order(groups, random)) {
    (test.need(groups[g]) > train.need(groups[g]) ? test : train).take(groups[g]);
  }
  DUCTUS_CHECK(!test.members.empty() && !train.members.empty(),
               "split: {} group{} cannot be cut at a fraction of {}, since a group stays on one side "
               "(another fraction, or "
               "more groups)",
               groups.size(), groups.size() == 1 ? "" : "s", fraction);
  std::sort(test.members.begin(), test.members.end());
  std::sort(train.members.begin(), train.members.end());
  return {std::move(train.members), std::move(test.members)};
}

Indices at(const Indices& from, const Indices& positions) {
  Indices result;
  for (const int64_t position : positions) result.push_back(from[position]);
  return result;
}

TwoParts cut_sklearn(const ImageSet& set, const Indices& from, const SplitOptions& options, double fraction) {
  std::vector<int32_t> labels;
  for (const int64_t i : from) labels.push_back(set.labels[i]);
  const TwoParts parts = sklearn_split(labels, set.alphabet, fraction, options.seed, options.one_hot);
  return {at(from, parts.train), at(from, parts.test)};
}

TwoParts cut_keras(const ImageSet& set, const Indices& from, double fraction) {
  const auto first = static_cast<std::ptrdiff_t>(fraction * static_cast<double>(from.size()));
  TwoParts parts{{from.begin() + first, from.end()}, {from.begin(), from.begin() + first}};
  const auto train = set.class_counts(parts.train);
  const auto validation = set.class_counts(parts.test);
  for (std::size_t label = 0; label < train.size(); ++label) {
    DUCTUS_CHECK((train[label] == 0) == (validation[label] == 0),
                 "split: class \"{}\" is missing in the {} part: Keras's validation_split takes the first {} "
                 "samples as they "
                 "lie (another order of the data, or another method)",
                 set.alphabet[label], train[label] == 0 ? "train" : "validation", first);
  }
  return parts;
}

/// `stage` keeps the draws of the two cuts apart.
TwoParts cut(const ImageSet& set, const Indices& from, const SplitOptions& options, double fraction,
             uint32_t stage) {
  if (options.like == SplitMethod::kSklearn) return cut_sklearn(set, from, options, fraction);
  if (options.like == SplitMethod::kKeras) return cut_keras(set, from, fraction);
  if (!set.group.empty()) return cut_groups(set, from, options, fraction, stage);
  return cut_stratified(set, from, options, fraction, stage);
}

void check_options(const SplitOptions& options) {
  for (const double fraction : {options.test, options.validation}) {
    if (!(fraction >= 0.0 && fraction < 1.0))
      fail_usage("split: a fraction of {}, expected [0, 1)", fraction);
  }
  if (options.like == SplitMethod::kKeras && options.test > 0.0) {
    fail_usage("split: Keras's validation_split makes no test part, found test {} (set it to 0)",
               options.test);
  }
}

}  // namespace

config::Choice<SplitMethod> split_methods() {
  return {
      {"ductus", SplitMethod::kDuctus}, {"sklearn", SplitMethod::kSklearn}, {"keras", SplitMethod::kKeras}};
}

std::map<std::string, Buffer<int64_t>> make_splits(const ImageSet& set, const SplitOptions& options) {
  check_options(options);
  std::map<std::string, Buffer<int64_t>> splits;
  Indices train(static_cast<std::size_t>(set.size()));
  std::iota(train.begin(), train.end(), 0);
  if (options.test > 0.0) {
    TwoParts parts = cut(set, train, options, options.test, 0);
    train = std::move(parts.train);
    splits["test"] = std::move(parts.test);
  } else if (set.splits.count("test") > 0 && set.splits.count("train") > 0) {
    const auto& kept = set.splits.at("train");
    train.assign(kept.begin(), kept.end());
    splits["test"] = set.splits.at("test");
  }
  if (options.validation > 0.0) {
    TwoParts parts = cut(set, train, options, options.validation, 1);
    train = std::move(parts.train);
    splits["validation"] = std::move(parts.test);
  }
  splits["train"] = std::move(train);
  return splits;
}

}  // namespace ductus::data
