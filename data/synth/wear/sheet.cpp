#include "data/synth/wear/sheet.h"

#include <algorithm>

#include "data/simd.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void cut_all(int count, float* pixels) {
  for (int i = 0; i < count; ++i) pixels[i] = cut(pixels[i]);
}

}  // namespace

void cut_to_range(Sheet& sheet) { cut_all(static_cast<int>(sheet.count()), sheet.grey.data()); }

float paper_level(Sheet& sheet) {
  std::vector<float> edge(sheet.row(0), sheet.row(0) + sheet.width);
  const float* bottom = sheet.row(sheet.height - 1);
  edge.insert(edge.end(), bottom, bottom + sheet.width);
  for (int y = 0; y < sheet.height; ++y) {
    edge.push_back(sheet.row(y)[0]);
    edge.push_back(sheet.row(y)[sheet.width - 1]);
  }
  const auto middle = edge.begin() + static_cast<std::ptrdiff_t>(edge.size() / 2);
  std::nth_element(edge.begin(), middle, edge.end());
  return *middle;
}

}  // namespace ductus::data
