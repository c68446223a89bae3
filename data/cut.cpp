#include "data/cut.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "configs/schema/error.h"
#include "data/rng.h"

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

/// Samples a class of one group, and where they are.
struct Group {
  std::map<int32_t, int64_t> counts;
  Indices members;
};

std::vector<Group> groups_of(const CutSamples& samples, const Indices& from) {
  std::map<int32_t, Group> groups;
  for (const int64_t i : from) {
    Group& group = groups[samples.group[i]];
    ++group.counts[samples.labels[i]];
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

}  // namespace

TwoParts cut_stratified(const CutSamples& samples, const Indices& from, double fraction,
                        const CutChance& chance) {
  std::vector<Indices> classes(samples.classes.size());
  for (const int64_t i : from) classes[samples.labels[i]].push_back(i);
  TwoParts parts;
  for (std::size_t label = 0; label < classes.size(); ++label) {
    Indices& members = classes[label];
    const auto count = static_cast<int64_t>(members.size());
    if (count == 0) continue;
    const int64_t taken = share(fraction, count);
    DUCTUS_CHECK(taken < count,
                 "split: {} has {} sample{} to cut a fraction of {} from, expected at least one on "
                 "both sides "
                 "(add samples, or leave the class out)",
                 samples.classes[label], count, count == 1 ? "" : "s", fraction);
    Rng random(chance.seed, chance.stage, label, Purpose::kSplit);
    shuffle(members, random);
    parts.test.insert(parts.test.end(), members.begin(), members.begin() + taken);
    parts.train.insert(parts.train.end(), members.begin() + taken, members.end());
  }
  std::sort(parts.test.begin(), parts.test.end());
  std::sort(parts.train.begin(), parts.train.end());
  return parts;
}

TwoParts cut_groups(const CutSamples& samples, const Indices& from, double fraction,
                    const CutChance& chance) {
  const auto groups = groups_of(samples, from);
  std::vector<int64_t> counts(samples.classes.size());
  for (const int64_t i : from) ++counts[samples.labels[i]];
  Part train(1.0 - fraction, counts);
  Part test(fraction, counts);
  Rng random(chance.seed, chance.stage, 0, Purpose::kSplit);
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

}  // namespace ductus::data
