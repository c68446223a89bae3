#include "data/inspect_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "configs/cli/progress.h"
#include "configs/schema/json_text.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

using config::with_thousands;

/// Most scripts take a column for a code point.
std::size_t width_of(std::string_view text) { return count_code_points(text); }

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, width_of(text)), ' ');
  return right ? blanks + text : text + blanks;
}

}  // namespace

std::string bar_of(int64_t count, int64_t largest) {
  static constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  constexpr int64_t kColumns = 32;
  const int64_t eighths = largest == 0 ? 0 : (count * kColumns * 8 + largest - 1) / largest;
  std::string bar;
  for (int64_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + kEighths[eighths % 8];
}

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

std::string share_text(int64_t count, int64_t all) {
  return fmt::format("{:.2f} %",
                     100.0 * static_cast<double>(count) / static_cast<double>(std::max<int64_t>(1, all)));
}

std::string fact(const char* name, const std::string& value) {
  return fmt::format("{:<12}{}\n", name, value);
}

std::string alphabet_text(const Alphabet& alphabet) {
  const auto& symbols = alphabet.symbols();
  const bool characters =
      std::all_of(symbols.begin(), symbols.end(), [](const auto& s) { return width_of(s) == 1; });
  return fmt::format("{}", fmt::join(symbols, characters ? "" : ", "));
}

std::string splits_text(const SampleSet& set) {
  std::string text;
  for (const auto& [part, indices] : set.splits) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", part,
                        with_thousands(static_cast<int64_t>(indices.size())));
  }
  return text.empty() ? "none" : text;
}

std::string duplicates_text(const Duplicates& duplicates, const char* meaning) {
  std::string text = with_thousands(duplicates.repeated);
  if (duplicates.conflicting > 0)
    text += fmt::format(", {} with another {}", with_thousands(duplicates.conflicting), meaning);
  for (const Leak& leak : duplicates.leaks) {
    text += fmt::format("; {} of {} also in {}", with_thousands(leak.samples), leak.part, leak.other);
  }
  return text;
}

std::string duplicates_json(const Duplicates& duplicates) {
  nlohmann::json leaks = nlohmann::json::array();
  for (const Leak& leak : duplicates.leaks)
    leaks.push_back({{"part", leak.part}, {"also_in", leak.other}, {"samples", leak.samples}});
  const nlohmann::json result = {
      {"repeated", duplicates.repeated}, {"conflicting", duplicates.conflicting}, {"across", leaks}};
  return config::json_text(result);
}

}  // namespace ductus::data
