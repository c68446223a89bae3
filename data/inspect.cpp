#include "data/inspect.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"

namespace ductus::data {
namespace {

using config::with_thousands;

std::vector<int64_t> counts_of(const ImageSet& set, const std::string& part) {
  const auto& indices = set.splits.at(part);
  return set.class_counts({indices.begin(), indices.end()});
}

/// Code points, which is the columns that most scripts take.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, width_of(text)), ' ');
  return right ? blanks + text : text + blanks;
}

/// A bar of eighths of a column.
std::string bar_of(int64_t count, int64_t largest) {
  static constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  constexpr int64_t kColumns = 32;
  const int64_t eighths = largest == 0 ? 0 : (count * kColumns * 8 + largest - 1) / largest;
  std::string bar;
  for (int64_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + kEighths[eighths % 8];
}

using Row = std::vector<std::string>;

/// The first column to the left, numbers to the right, the last (bars) as it is.
std::string table_text(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t c = 0; c + 1 < row.size(); ++c) line += "  " + padded(row[c], widths[c], c > 0);
    line += "  " + row.back();
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
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
    const double share =
        100.0 * static_cast<double>(counts[label]) / static_cast<double>(std::max<int64_t>(1, set.size()));
    Row row = {set.alphabet[label], with_thousands(counts[label]), fmt::format("{:.2f} %", share)};
    for (const auto& part : parts) row.push_back(with_thousands(part[label]));
    row.push_back(bar_of(counts[label], largest));
    rows.push_back(std::move(row));
  }
  return table_text(rows);
}

std::string alphabet_text(const Alphabet& alphabet) {
  const auto& symbols = alphabet.symbols();
  const bool characters =
      std::all_of(symbols.begin(), symbols.end(), [](const auto& s) { return width_of(s) == 1; });
  return fmt::format("{}", fmt::join(symbols, characters ? "" : ", "));
}

std::string splits_text(const ImageSet& set) {
  std::string text;
  for (const auto& [part, indices] : set.splits) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", part,
                        with_thousands(static_cast<int64_t>(indices.size())));
  }
  return text.empty() ? "none" : text;
}

std::string duplicates_text(const Duplicates& duplicates) {
  std::string text = with_thousands(duplicates.repeated);
  if (duplicates.conflicting > 0)
    text += fmt::format(", {} with another label", with_thousands(duplicates.conflicting));
  for (const Leak& leak : duplicates.leaks) {
    text += fmt::format("; {} of {} also in {}", with_thousands(leak.samples), leak.part, leak.other);
  }
  return text;
}

}  // namespace

Inspection inspect(const ImageSet& set) { return {set, set.content_hash(), find_duplicates(set)}; }

std::string inspection_text(const Inspection& inspection) {
  const ImageSet& set = inspection.set;
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    text += fmt::format("{:<12}{}\n", name, value);
  };
  line("samples", fmt::format("{} of {} x {} pixels (height x width)", with_thousands(set.size()), set.height,
                              set.width));
  line("alphabet", fmt::format("{} classes: {}", set.alphabet.size(), alphabet_text(set.alphabet)));
  line("sources", fmt::format("{}", fmt::join(set.sources, ", ")));
  line("splits", splits_text(set));
  line("duplicates", duplicates_text(inspection.duplicates));
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
  json leaks = json::array();
  for (const Leak& leak : inspection.duplicates.leaks) {
    leaks.push_back({{"part", leak.part}, {"also_in", leak.other}, {"samples", leak.samples}});
  }
  const json result = {{"samples", set.size()},
                       {"height", set.height},
                       {"width", set.width},
                       {"alphabet", set.alphabet.symbols()},
                       {"counts", set.class_counts()},
                       {"sources", set.sources},
                       {"splits", parts},
                       {"duplicates",
                        {{"repeated", inspection.duplicates.repeated},
                         {"conflicting", inspection.duplicates.conflicting},
                         {"across", leaks}}},
                       {"ledger", json::parse(set.ledger.to_json())},
                       {"preprocessing", set.preprocessing.empty() ? json() : json::parse(set.preprocessing)},
                       {"content_hash", inspection.hash}};
  return result.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace ductus::data
