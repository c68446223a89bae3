#include "data/sample_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

void check_index(int64_t index, std::size_t size, const std::string& where) {
  DUCTUS_CHECK(index >= 0 && static_cast<uint64_t>(index) < size,
               "{}: index {} is outside a set of {} samples", where, index, size);
}

/// Names of which none is used twice: a second "a.csv" becomes "a.csv(2)".
class UniqueNames {
 public:
  void add(const std::string& name) {
    std::string candidate = name;
    for (int n = 2; !taken_.insert(candidate).second; ++n) candidate = fmt::format("{}({})", name, n);
    names_.push_back(std::move(candidate));
  }

  std::size_t size() const { return names_.size(); }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::unordered_set<std::string> taken_;
  std::vector<std::string> names_;
};

/// Whether the samples are in the order in which they were drawn, none left out and none twice: by number,
/// or, where numbers count within groups (lines of a receipt, which have names), group after group.
bool in_drawn_order(const SampleSet& set) {
  const bool by_group = !set.names.empty() && !set.group.empty();
  for (std::size_t i = 1; i < set.number.size(); ++i) {
    const bool next = set.number[i] == set.number[i - 1] + 1;
    const bool next_group = by_group && set.number[i] == 0 && set.group[i] > set.group[i - 1];
    if (!next && !next_group) return false;
  }
  return true;
}

/// Collects sets one after the other.
class Joiner {
 public:
  Joiner(const std::vector<const SampleSet*>& sets, SampleSet& joined) : sets_(sets), joined_(joined) {
    const auto any = [&](auto has) {
      return std::any_of(sets.begin(), sets.end(), [&](const SampleSet* set) { return has(*set); });
    };
    named_ = any([](const SampleSet& set) { return !set.names.empty(); });
    grouped_ = any([](const SampleSet& set) { return !set.group.empty(); });
    groups_named_ = any([](const SampleSet& set) { return !set.groups.empty(); });
    split_ = any([](const SampleSet& set) { return !set.splits.empty(); });
    const auto cut_from_one = [&](const SampleSet* set) {
      const SampleSet& first = *sets.front();
      return !set->origin.empty() && set->origin == first.origin && set->sources == first.sources &&
             set->groups == first.groups && set->group.empty() == first.group.empty();
    };
    one_drawing_ = std::all_of(sets.begin(), sets.end(), cut_from_one);
  }

  void join() {
    for (const SampleSet* set : sets_) append(*set);
    joined_.source = std::move(source_);
    joined_.number = std::move(number_);
    joined_.group = std::move(group_);
    joined_.names = sample_names_.take();
    joined_.sources = source_names_.take();
    joined_.groups = group_names_.take();
    if (one_drawing_ && !sets_.empty() && in_drawn_order(joined_)) joined_.origin = sets_.front()->origin;
    for (auto& [part, indices] : parts_) joined_.splits.emplace(part, std::move(indices));
  }

 private:
  void append(const SampleSet& set) {
    append_splits(set);
    append_ids(set);
    if (grouped_) append_groups(set);
    joined_.ledger.add(set.ledger);
    if (joined_.preprocessing.empty()) joined_.preprocessing = set.preprocessing;
  }

  void append_splits(const SampleSet& set) {
    if (!split_) return;
    const auto before = static_cast<int64_t>(source_.size());
    const auto count = static_cast<int64_t>(set.source.size());
    for (const auto& [part, indices] : set.splits) {
      for (const int64_t index : indices) parts_[part].push_back(before + index);
    }
    for (int64_t i = 0; set.splits.empty() && i < count; ++i) parts_["train"].push_back(before + i);
  }

  void append_ids(const SampleSet& set) {
    for (std::size_t i = 0; named_ && i < set.source.size(); ++i)
      sample_names_.add(set.id(static_cast<int64_t>(i)));
    const std::size_t before = one_drawing_ ? 0 : source_names_.size();
    if (!one_drawing_ || source_names_.size() == 0) {
      for (const std::string& name : set.sources) source_names_.add(name);
    }
    DUCTUS_CHECK(source_names_.size() <= UINT16_MAX, "join: more than {} sources", UINT16_MAX);
    for (const uint16_t index : set.source) source_.push_back(static_cast<uint16_t>(before + index));
    number_.insert(number_.end(), set.number.begin(), set.number.end());
  }

  void append_groups(const SampleSet& set) {
    if (one_drawing_) return append_known_groups(set);
    if (set.groups.empty()) return append_unnamed_groups(set);
    for (const int32_t group : set.group) group_.push_back(next_group_ + group);
    next_group_ += static_cast<int32_t>(set.groups.size());
    for (const std::string& name : set.groups) group_names_.add(name);
  }

  void append_known_groups(const SampleSet& set) {
    group_.insert(group_.end(), set.group.begin(), set.group.end());
    for (std::size_t g = group_names_.size(); g < set.groups.size(); ++g) group_names_.add(set.groups[g]);
  }

  // Numbers without names may be any: they are counted as they occur. A sample without a group is one of its
  // own, called by the sample's name.
  void append_unnamed_groups(const SampleSet& set) {
    std::unordered_map<int32_t, int32_t> known;
    for (std::size_t i = 0; i < set.source.size(); ++i) {
      const int32_t number = set.group.empty() ? static_cast<int32_t>(i) : set.group[i];
      const auto [group, fresh] = known.emplace(number, next_group_);
      group_.push_back(group->second);
      if (!fresh) continue;
      ++next_group_;
      if (groups_named_)
        group_names_.add(set.group.empty() ? set.id(static_cast<int64_t>(i))
                                           : fmt::format("group {}", number));
    }
  }

  const std::vector<const SampleSet*>& sets_;
  SampleSet& joined_;
  bool named_ = false;
  bool grouped_ = false;
  bool groups_named_ = false;
  bool split_ = false;
  bool one_drawing_ = false;  // sources and groups are those of the whole in every set
  int32_t next_group_ = 0;
  UniqueNames sample_names_;
  UniqueNames source_names_;
  UniqueNames group_names_;
  std::vector<uint16_t> source_;
  std::vector<uint32_t> number_;
  std::vector<int32_t> group_;
  std::map<std::string, std::vector<int64_t>> parts_;
};

}  // namespace

std::string SampleSet::id(int64_t i) const {
  const auto at = static_cast<std::size_t>(i);
  if (!names.empty()) return names[at];
  return fmt::format("{}#{}", sources[source[at]], number[at]);
}

void SampleSet::check_samples(const std::string& where, std::size_t count) const {
  DUCTUS_CHECK(source.size() == count && number.size() == count,
               "{}: expected a source and number for each of {} samples, found {} and {}", where, count,
               source.size(), number.size());
  DUCTUS_CHECK(names.empty() || names.size() == count, "{}: expected {} names, found {}", where, count,
               names.size());
  DUCTUS_CHECK((group.empty() && groups.empty()) || group.size() == count, "{}: expected {} groups, found {}",
               where, count, group.size());
  for (std::size_t i = 0; i < count; ++i) {
    DUCTUS_CHECK(source[i] < sources.size(), "{}: sample {} is of source {}, expected one of {}", where, i,
                 source[i], sources.size());
  }
  for (std::size_t i = 0; !groups.empty() && i < group.size(); ++i) {
    DUCTUS_CHECK(group[i] >= 0 && static_cast<std::size_t>(group[i]) < groups.size(),
                 "{}: {} is of group {}, expected one of {}", where, id(static_cast<int64_t>(i)), group[i],
                 groups.size());
  }
  std::unordered_set<std::string_view> group_names;
  for (const std::string& name : groups)
    DUCTUS_CHECK(group_names.insert(name).second, "{}: two groups are called '{}'", where, name);
  for (const auto& [part, indices] : splits) {
    const std::string split = fmt::format("{}: split '{}'", where, part);
    for (const int64_t index : indices) check_index(index, count, split);
  }
}

void join_samples(const std::vector<const SampleSet*>& sets, SampleSet& joined) {
  Joiner(sets, joined).join();
}

void take_samples(const SampleSet& set, const std::vector<int64_t>& indices, SampleSet& taken) {
  for (const int64_t index : indices) check_index(index, set.source.size(), "subset");
  taken.alphabet = set.alphabet;
  taken.source = gather(set.source, indices);
  taken.number = gather(set.number, indices);
  taken.sources = set.sources;
  taken.names = gather(set.names, indices);
  taken.group = gather(set.group, indices);
  taken.groups = set.groups;
  taken.preprocessing = set.preprocessing;
  taken.ledger.use(static_cast<int64_t>(indices.size()));
}

}  // namespace ductus::data
