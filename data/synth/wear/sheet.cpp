#include "data/synth/wear/sheet.h"

#include "data/simd.h"
#include "data/synth/wear/tones.h"

namespace ductus::data {
namespace {

DUCTUS_CLONES void cut_all(int count, float* pixels) {
  for (int i = 0; i < count; ++i) pixels[i] = cut(pixels[i]);
}

}  // namespace

void cut_to_range(Sheet& sheet) { cut_all(static_cast<int>(sheet.count()), sheet.grey.data()); }

}  // namespace ductus::data
