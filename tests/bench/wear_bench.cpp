// Wear of sheets on one core: each alone at strength 1, and a recipe with all of them, for a line of 600 x 64
// and a receipt of 600 x 1400.
#include <benchmark/benchmark.h>

#include <string>

#include "data/synth/wear/wear_list.h"

namespace {

using namespace ductus;

/// Rows of upright strokes with space between, and the corners of a hundred boxes.
data::Sheet printed(int width, int height) {
  data::Sheet sheet{width, height, {}, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) sheet.grey.push_back(y % 36 > 18 && x % 9 < 3 ? 0.1F : 1);
  }
  for (int i = 0; i < 200; ++i) {
    sheet.points.push_back({static_cast<float>(i * 37 % width), static_cast<float>(i * 53 % height)});
  }
  return sheet;
}

void wear_sheet(benchmark::State& state, const std::string& recipe) {
  const auto list = data::WearList::read(config::Document::parse(recipe, "bench").root());
  const data::Sheet clean = printed(600, static_cast<int>(state.range(0)));
  uint64_t index = 0;
  for (auto _ : state) {
    data::Sheet sheet = clean;
    list.apply(sheet, 1, index++);
    benchmark::DoNotOptimize(sheet.grey.data());
  }
}

/// `[{folds: {strength: [1, 1]}}, ...]`: all that are registered, in their order.
std::string all_wears() {
  std::string recipe = "[";
  for (const std::string& name : data::wears().names()) recipe += "{" + name + ": {strength: [1, 1]}}, ";
  return recipe.substr(0, recipe.size() - 2) + "]";
}

void add(const std::string& name, const std::string& recipe) {
  benchmark::RegisterBenchmark(("wear_sheet/" + name).c_str(), wear_sheet, recipe)
      ->Arg(64)
      ->Arg(1400)
      ->Unit(benchmark::kMicrosecond);
}

const bool added = [] {
  add("nothing", "[]");
  for (const std::string& name : data::wears().names()) add(name, "[{" + name + ": {strength: [1, 1]}}]");
  add("all", all_wears());
  return true;
}();

}  // namespace
