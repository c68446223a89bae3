#include "data/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/json_text.h"
#include "data/inspect_text.h"

namespace ductus::data {
namespace {

using config::with_thousands;

std::vector<int64_t> counts_of(const ImageSet& set, const std::string& part) {
  const auto& indices = set.splits.at(part);
  return set.class_counts({indices.begin(), indices.end()});
}

std::string class_table(const ImageSet& set) {
  const auto counts = set.class_counts();
  const int64_t largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  std::vector<std::vector<int64_t>> parts;
  Row header = {"class", "samples", "share"};
  for (const auto& split : set.splits) {
    header.push_back(split.first);
    parts.push_back(counts_of(set, split.first));
  }
  header.emplace_back();
  std::vector<Row> rows = {header};
  for (std::size_t label = 0; label < counts.size(); ++label) {
    Row row = {set.alphabet[label], with_thousands(counts[label]), share_text(counts[label], set.size())};
    for (const auto& part : parts) row.push_back(with_thousands(part[label]));
    row.push_back(bar_of(counts[label], largest));
    rows.push_back(std::move(row));
  }
  return table_text(rows);
}

}  // namespace

Inspection inspect(const ImageSet& set) { return {set, set.content_hash(), find_duplicates(set)}; }

std::string inspection_text(const Inspection& inspection) {
  const ImageSet& set = inspection.set;
  std::string text;
  const auto line = [&](const char* name, const std::string& value) { text += fact(name, value); };
  line("samples", fmt::format("{} of {} x {} pixels (height x width)", with_thousands(set.size()), set.height,
                              set.width));
  line("alphabet", fmt::format("{} classes: {}", set.alphabet.size(), alphabet_text(set.alphabet)));
  line("sources", fmt::format("{}", fmt::join(set.sources, ", ")));
  line("splits", splits_text(set));
  line("duplicates", duplicates_text(inspection.duplicates, "label"));
  line("ledger", set.ledger.summary());
  if (!set.preprocessing.empty()) line("pictures", set.preprocessing);
  line("hash", inspection.hash);
  return text + "\n" + class_table(set);
}

std::string inspection_json(const Inspection& inspection) {
  using nlohmann::json;
  const ImageSet& set = inspection.set;
  json parts = json::object();
  for (const auto& [part, indices] : set.splits) {
    parts[part] = {{"samples", indices.size()}, {"counts", counts_of(set, part)}};
  }
  const json result = {{"samples", set.size()},
                       {"height", set.height},
                       {"width", set.width},
                       {"alphabet", set.alphabet.symbols()},
                       {"counts", set.class_counts()},
                       {"sources", set.sources},
                       {"splits", parts},
                       {"duplicates", json::parse(duplicates_json(inspection.duplicates))},
                       {"ledger", json::parse(set.ledger.to_json())},
                       {"preprocessing", set.preprocessing.empty() ? json() : json::parse(set.preprocessing)},
                       {"content_hash", inspection.hash}};
  return config::json_text(result, 2) + "\n";
}

}  // namespace ductus::data
