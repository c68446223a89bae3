#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <utility>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/json_text.h"
#include "data/inspect.h"
#include "data/inspect_text.h"
#include "data/line_text.h"

namespace ductus::data {
namespace {

using config::with_thousands;
using nlohmann::json;

/// The smallest value, the 5th, 50th and 95th percentile (nearest rank) and the largest.
struct Quantiles {
  explicit Quantiles(std::vector<int64_t> values) {
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    const auto at = [&](int64_t percent) {
      return values[(percent * static_cast<int64_t>(values.size()) + 99) / 100 - 1];
    };
    least = values.front(), p5 = at(5), median = at(50), p95 = at(95), most = values.back();
  }

  std::string text(const char* unit) const {
    return fmt::format("{} to {} {}, median {}, 90 % from {} to {}", with_thousands(least),
                       with_thousands(most), unit, with_thousands(median), with_thousands(p5),
                       with_thousands(p95));
  }

  json as_json() const {
    return {{"min", least}, {"p5", p5}, {"median", median}, {"p95", p95}, {"max", most}};
  }

  int64_t least = 0, p5 = 0, median = 0, p95 = 0, most = 0;
};

/// Characters of each line.
std::vector<int64_t> lengths_of(const LineSet& set) {
  std::vector<int64_t> lengths;
  for (int64_t i = 0; i < set.size(); ++i) lengths.push_back(static_cast<int64_t>(set.labels(i).size()));
  return lengths;
}

/// Lines of each group that has any.
std::vector<int64_t> group_sizes(const LineSet& set) {
  std::vector<int64_t> sizes(set.groups.size());
  for (const int32_t group : set.group) ++sizes[group];
  sizes.erase(std::remove(sizes.begin(), sizes.end(), 0), sizes.end());
  return sizes;
}

std::vector<int64_t> counts_of(const LineSet& set, const std::string& part) {
  const auto& indices = set.splits.at(part);
  return set.symbol_counts({indices.begin(), indices.end()});
}

int64_t groups_in(const LineSet& set, const std::string& part) {
  std::set<int32_t> groups;
  for (const int64_t i : set.splits.at(part)) groups.insert(set.group[i]);
  return static_cast<int64_t>(groups.size());
}

std::string groups_text(const LineSet& set) {
  const auto sizes = group_sizes(set);
  if (sizes.empty()) return "none";
  return fmt::format("{}: {}", with_thousands(static_cast<int64_t>(sizes.size())),
                     Quantiles(sizes).text("lines"));
}

std::string symbol_table(const LineSet& set) {
  const auto counts = set.symbol_counts();
  const int64_t all = std::accumulate(counts.begin(), counts.end(), int64_t{0});
  const int64_t largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  std::vector<std::vector<int64_t>> parts;
  Row header = {"symbol", "count", "share"};
  for (const auto& split : set.splits) {
    header.push_back(split.first);
    parts.push_back(counts_of(set, split.first));
  }
  header.emplace_back();
  std::vector<Row> rows = {header};
  for (std::size_t label = 0; label < counts.size(); ++label) {
    Row row = {shown_symbol(set.alphabet[label]), with_thousands(counts[label]),
               share_text(counts[label], all)};
    for (const auto& part : parts) row.push_back(with_thousands(part[label]));
    row.push_back(bar_of(counts[label], largest));
    rows.push_back(std::move(row));
  }
  return table_text(rows);
}

json parts_json(const LineSet& set) {
  json parts = json::object();
  for (const auto& [part, indices] : set.splits) {
    parts[part] = {{"lines", indices.size()}, {"counts", counts_of(set, part)}};
    if (!set.group.empty()) parts[part]["groups"] = groups_in(set, part);
  }
  return parts;
}

json lines_by_length(const std::vector<int64_t>& lengths) {
  std::vector<int64_t> lines;
  for (const int64_t length : lengths) {
    lines.resize(std::max<std::size_t>(lines.size(), static_cast<std::size_t>(length) + 1));
    ++lines[length];
  }
  return lines;
}

}  // namespace

LineInspection inspect(const LineSet& set) { return {set, set.content_hash(), find_duplicates(set)}; }

std::string inspection_text(const LineInspection& inspection) {
  const LineSet& set = inspection.set;
  const auto lengths = lengths_of(set);
  const int64_t characters = std::accumulate(lengths.begin(), lengths.end(), int64_t{0});
  std::string text;
  const auto line = [&](const char* name, const std::string& value) { text += fact(name, value); };
  line("lines", fmt::format("{} of {} pixels high, {} characters", with_thousands(set.size()), set.height,
                            with_thousands(characters)));
  line("width", Quantiles({set.width.begin(), set.width.end()}).text("pixels"));
  line("length", Quantiles(lengths).text("characters"));
  line("alphabet", fmt::format("{} symbols: {}", set.alphabet.size(), alphabet_text(set.alphabet)));
  line("sources", fmt::format("{}", fmt::join(set.sources, ", ")));
  line("groups", groups_text(set));
  line("splits", splits_text(set));
  line("duplicates", duplicates_text(inspection.duplicates, "text"));
  line("ledger", set.ledger.summary());
  if (!set.preprocessing.empty()) line("pictures", set.preprocessing);
  line("hash", inspection.hash);
  return text + "\n" + symbol_table(set);
}

std::string inspection_json(const LineInspection& inspection) {
  const LineSet& set = inspection.set;
  const auto lengths = lengths_of(set);
  const json result = {{"lines", set.size()},
                       {"height", set.height},
                       {"width", Quantiles({set.width.begin(), set.width.end()}).as_json()},
                       {"length", Quantiles(lengths).as_json()},
                       {"lines_by_length", lines_by_length(lengths)},
                       {"characters", std::accumulate(lengths.begin(), lengths.end(), int64_t{0})},
                       {"alphabet", set.alphabet.symbols()},
                       {"counts", set.symbol_counts()},
                       {"sources", set.sources},
                       {"groups", group_sizes(set).size()},
                       {"splits", parts_json(set)},
                       {"duplicates", json::parse(duplicates_json(inspection.duplicates))},
                       {"ledger", json::parse(set.ledger.to_json())},
                       {"preprocessing", set.preprocessing.empty() ? json() : json::parse(set.preprocessing)},
                       {"content_hash", inspection.hash}};
  return config::json_text(result, 2) + "\n";
}

std::string symbols_text(const LineSet& set) {
  const auto counts = set.symbol_counts();
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  std::string text = fmt::format("{} symbols", counts.size());
  const char* before = ": ";
  for (const std::size_t label : order) {
    text += fmt::format("{}{} {}", before, shown_symbol(set.alphabet[label]), with_thousands(counts[label]));
    before = ", ";
  }
  return text;
}

}  // namespace ductus::data
