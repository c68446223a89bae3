// Lines and plans for the tests of line augmentation.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/augmentations/lines/line_augmentation.h"
#include "data/augmentations/lines/line_renderer.h"

namespace ductus::test {

/// A line that owns its pixels.
struct OwnedLine {
  int height, width;
  std::vector<uint8_t> pixels;

  data::LinePicture picture() const { return {pixels.data(), height, width}; }
};

inline OwnedLine random_line(int height, int width, uint64_t seed) {
  OwnedLine line{height, width, std::vector<uint8_t>(static_cast<std::size_t>(height) * width)};
  data::Rng rng(seed, 0, 0, data::Purpose::kSynth);
  for (uint8_t& p : line.pixels) p = static_cast<uint8_t>(rng.below(256));
  return line;
}

inline data::LinePlan identity(int width) {
  data::LinePlan plan;
  plan.width_px = width;
  return plan;
}

inline std::vector<float> render(const OwnedLine& line, const data::LinePlan& plan) {
  std::vector<float> out(static_cast<std::size_t>(line.height) * plan.width_px);
  data::LineRenderer().render(line.picture(), nullptr, nullptr, plan, out.data(), plan.width_px);
  return out;
}

inline data::LineAugmenter line_augmenter(const std::string& recipe) {
  return data::LineAugmenter::read(config::Document::parse(recipe, "test").root());
}

/// The largest difference of two lists of the same length.
template <typename A, typename B>
double farthest(const A& a, const B& b) {
  double worst = a.size() == b.size() ? 0 : 1e9;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  }
  return worst;
}

}  // namespace ductus::test
