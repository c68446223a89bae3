// Sheets and single wears for the tests of data/synth/wear.
#pragma once

#include <string>
#include <vector>

#include "data/synth/wear/wear_list.h"

namespace ductus::test {

inline data::Sheet flat_sheet(int width, int height, float grey) {
  return {width, height, std::vector<float>(static_cast<std::size_t>(width) * height, grey), {}};
}

/// Grey between 0 and 1, at random, and a few points in and around it.
inline data::Sheet random_sheet(int width, int height, uint64_t sample) {
  data::Rng rng(11, 0, sample, data::Purpose::kSynth);
  data::Sheet sheet = flat_sheet(width, height, 1);
  for (float& v : sheet.grey) v = rng.uniform();
  for (int i = 0; i < 5; ++i) {
    const float x = rng.uniform(-3, static_cast<float>(width) + 3);
    sheet.points.push_back({x, rng.uniform(-3, static_cast<float>(height) + 3)});
  }
  return sheet;
}

inline std::unique_ptr<data::Wear> wear(const std::string& name, const std::string& options = "{}") {
  return data::make_wear(name, config::Document::parse(options, "test").root());
}

inline data::WearList wear_list(const std::string& yaml) {
  return data::WearList::read(config::Document::parse(yaml, "test").root());
}

/// The sheet with one wear, drawn with the numbers of a sample.
inline data::Sheet worn(data::Sheet sheet, const data::Wear& wear, float strength, uint64_t sample = 0) {
  data::Rng rng(5, 0, sample, data::Purpose::kSynth);
  wear.apply(sheet, strength, rng);
  return sheet;
}

inline bool same(const data::Sheet& a, const data::Sheet& b) {
  if (a.grey != b.grey || a.points.size() != b.points.size()) return false;
  for (std::size_t i = 0; i < a.points.size(); ++i) {
    if (a.points[i].x != b.points[i].x || a.points[i].y != b.points[i].y) return false;
  }
  return true;
}

}  // namespace ductus::test
