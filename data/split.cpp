#include "data/split.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "data/cut.h"
#include "data/mapped_file.h"
#include "data/sklearn_split.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

using Indices = std::vector<int64_t>;

/// Cuts a fraction of the samples `from` off; `stage` keeps the draws of the two cuts apart.
using Cut = std::function<TwoParts(const Indices& from, double fraction, uint32_t stage)>;

TwoParts cut_ductus(const CutSamples& samples, const Indices& from, double fraction,
                    const CutChance& chance) {
  return samples.group.empty() ? cut_stratified(samples, from, fraction, chance)
                               : cut_groups(samples, from, fraction, chance);
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

void check_options(const SplitOptions& options) {
  for (const double fraction : {options.test, options.validation}) {
    if (!(fraction >= 0.0 && fraction < 1.0))
      fail_usage("split: a fraction of {}, expected [0, 1)", fraction);
  }
  if (!options.test_groups.empty() && options.test > 0.0)
    fail_usage("split: test groups and a test fraction of {}, expected one of them", options.test);
  if (options.like == SplitMethod::kKeras && options.test > 0.0) {
    fail_usage("split: Keras's validation_split makes no test part, found test {} (set it to 0)",
               options.test);
  }
}

/// Which groups are named, by group.
std::vector<bool> chosen_groups(const SampleSet& set, const std::vector<std::string>& names) {
  DUCTUS_CHECK(!set.groups.empty(), "split: test groups are named, but the samples have no named groups");
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t g = 0; g < set.groups.size(); ++g) places.emplace(set.groups[g], g);
  std::vector<bool> chosen(set.groups.size());
  for (const std::string& name : names) {
    const auto place = places.find(name);
    DUCTUS_CHECK(place != places.end(), "split: no group is called '{}', expected one of {}: {}, ...{}", name,
                 set.groups.size(), set.groups.front(), config::did_you_mean(name, set.groups));
    chosen[place->second] = true;
  }
  return chosen;
}

/// The samples of the groups are the test part.
TwoParts cut_named(const SampleSet& set, const std::vector<std::string>& names) {
  const std::vector<bool> chosen = chosen_groups(set, names);
  TwoParts parts;
  for (std::size_t i = 0; i < set.group.size(); ++i) {
    (chosen[set.group[i]] ? parts.test : parts.train).push_back(static_cast<int64_t>(i));
  }
  DUCTUS_CHECK(!parts.test.empty() && !parts.train.empty(),
               "split: the test groups hold {} of {} samples, expected some on both sides", parts.test.size(),
               set.group.size());
  return parts;
}

/// What is not in the test part that the set brings: its train part, in that order, or where there are more
/// parts, which go back to it, all of them in the order of the data. A sample that is in no part stays in
/// none, unless there is no train part.
Indices brought_rest(const SampleSet& set, int64_t count) {
  const auto train = set.splits.find("train");
  const bool has_train = train != set.splits.end();
  if (has_train && set.splits.size() == 2) return {train->second.begin(), train->second.end()};
  std::vector<bool> in_rest(static_cast<std::size_t>(count), !has_train);
  for (const auto& [part, indices] : set.splits) {
    for (const int64_t i : indices) in_rest[i] = true;
  }
  for (const int64_t i : set.splits.at("test")) in_rest[i] = false;
  Indices rest;
  for (int64_t i = 0; i < count; ++i) {
    if (in_rest[i]) rest.push_back(i);
  }
  return rest;
}

/// The test part that the set brings, and what else there is.
TwoParts brought_test(const SampleSet& set, int64_t count) {
  const auto& test = set.splits.at("test");
  TwoParts parts{brought_rest(set, count), {test.begin(), test.end()}};
  DUCTUS_CHECK(!parts.train.empty(), "split: all {} samples are the test part, expected some for training",
               count);
  return parts;
}

/// The test part and what it leaves.
TwoParts cut_test(const SampleSet& set, int64_t count, const SplitOptions& options, const Cut& cut) {
  if (!options.test_groups.empty()) return cut_named(set, options.test_groups);
  if (options.test == 0.0 && set.splits.count("test") > 0) return brought_test(set, count);
  Indices all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return options.test > 0.0 ? cut(all, options.test, 0) : TwoParts{std::move(all), {}};
}

Splits make_parts(const SampleSet& set, int64_t count, const SplitOptions& options, const Cut& cut) {
  check_options(options);
  Splits splits;
  TwoParts parts = cut_test(set, count, options, cut);
  if (!parts.test.empty()) splits["test"] = std::move(parts.test);
  if (options.validation > 0.0) {
    parts = cut(parts.train, options.validation, 1);
    splits["validation"] = std::move(parts.test);
  }
  splits["train"] = std::move(parts.train);
  return splits;
}

}  // namespace

config::Choice<SplitMethod> split_methods() {
  return {
      {"ductus", SplitMethod::kDuctus}, {"sklearn", SplitMethod::kSklearn}, {"keras", SplitMethod::kKeras}};
}

config::Choice<bool> stratifications() { return {{"one_hot", true}, {"integer", false}}; }

Splits make_splits(const ImageSet& set, const SplitOptions& options) {
  CutSamples samples{set.labels, {}, set.group};
  for (const std::string& symbol : set.alphabet.symbols())
    samples.classes.push_back(fmt::format("class \"{}\"", symbol));
  return make_parts(set, set.size(), options, [&](const Indices& from, double fraction, uint32_t stage) {
    if (options.like == SplitMethod::kSklearn) return cut_sklearn(set, from, options, fraction);
    if (options.like == SplitMethod::kKeras) return cut_keras(set, from, fraction);
    return cut_ductus(samples, from, fraction, {options.seed, stage});
  });
}

Splits make_splits(const LineSet& set, const SplitOptions& options) {
  if (options.like != SplitMethod::kDuctus) {
    fail_usage("split: lines are split like {}, found {}", split_methods().name(SplitMethod::kDuctus),
               split_methods().name(options.like));
  }
  const CutSamples samples{std::vector<int32_t>(set.texts.size()), {"the set"}, set.group};
  return make_parts(set, set.size(), options, [&](const Indices& from, double fraction, uint32_t stage) {
    return cut_ductus(samples, from, fraction, {options.seed, stage});
  });
}

Splits remaining_splits(const Splits& splits, const std::vector<int64_t>& kept, int64_t size) {
  std::vector<int64_t> place(static_cast<std::size_t>(size), -1);
  for (std::size_t i = 0; i < kept.size(); ++i) place[kept[i]] = static_cast<int64_t>(i);
  Splits result;
  for (const auto& [part, indices] : splits) {
    std::vector<int64_t> left;
    for (const int64_t i : indices) {
      if (place[i] >= 0) left.push_back(place[i]);
    }
    result[part] = std::move(left);
  }
  return result;
}

std::vector<std::string> read_group_names(const std::filesystem::path& path) {
  const MappedFile file(path);
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  for (const TextLine& line : text_lines(file.text(), path.string())) {
    const std::string name(trimmed(line.text));
    if (!name.empty() && seen.insert(name).second) names.push_back(name);
  }
  DUCTUS_CHECK(!names.empty(), "{}: expected the name of a group a line, found none", path.string());
  return names;
}

}  // namespace ductus::data
