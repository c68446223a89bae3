#include "eval/line_slices.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

using Indices = std::vector<int64_t>;

/// Slices in the order of their keys; those without lines are left out.
template <typename KeyOf, typename NameOf>
LineSlicing sliced(const char* by, const std::vector<LineScore>& scores, KeyOf key_of, NameOf name_of) {
  std::map<int64_t, Indices> parts;
  for (std::size_t i = 0; i < scores.size(); ++i) parts[key_of(i)].push_back(static_cast<int64_t>(i));
  LineSlicing slicing{by, {}};
  for (const auto& [key, indices] : parts) slicing.slices.push_back({name_of(key), total(scores, indices)});
  return slicing;
}

/// The power of two from 4 on that is not below `value`.
int64_t bucket(int64_t value) {
  int64_t bound = 4;
  while (bound < value) bound *= 2;
  return bound;
}

std::string bucket_name(int64_t bound) {
  return bound == 4 ? "0 - 4" : fmt::format("{} - {}", bound / 2 + 1, bound);
}

/// By name, most errors first.
void add_named(std::vector<LineSlicing>& slicings, const char* by, const std::vector<std::string>& names,
               const std::vector<LineScore>& scores) {
  if (names.empty()) return;
  std::unordered_map<std::string, int64_t> numbers;
  std::vector<const std::string*> by_number;
  std::vector<int64_t> number_of;
  for (const std::string& name : names) {
    const auto [found, added] = numbers.try_emplace(name, static_cast<int64_t>(by_number.size()));
    if (added) by_number.push_back(&found->first);
    number_of.push_back(found->second);
  }
  if (by_number.size() < 2 || by_number.size() == names.size()) return;
  LineSlicing slicing = sliced(
      by, scores, [&](std::size_t i) { return number_of[i]; },
      [&](int64_t number) { return *by_number[static_cast<std::size_t>(number)]; });
  std::stable_sort(slicing.slices.begin(), slicing.slices.end(), [](const LineSlice& a, const LineSlice& b) {
    return a.totals.characters.errors() > b.totals.characters.errors();
  });
  slicings.push_back(std::move(slicing));
}

}  // namespace

std::vector<LineSlicing> slice_lines(const LinePredictions& lines, const std::vector<LineScore>& scores) {
  std::vector<LineSlicing> slicings;
  slicings.push_back(sliced(
      "type", scores, [&](std::size_t i) { return static_cast<int64_t>(scores[i].type); },
      [](int64_t type) { return line_type_name(static_cast<LineType>(type)); }));
  slicings.push_back(sliced(
      "length", scores, [&](std::size_t i) { return bucket(scores[i].characters.truth()); }, bucket_name));
  if (!lines.width_px.empty()) {
    slicings.push_back(sliced(
        "width_px", scores, [&](std::size_t i) { return bucket(lines.width_px[i]); }, bucket_name));
  }
  add_named(slicings, "source", lines.source, scores);
  add_named(slicings, "group", lines.group, scores);
  return slicings;
}

}  // namespace ductus::eval
