// Characters drawn from handwriting fonts, or from pen strokes, with elastic distortion: labelled data where
// no real data is at hand.
#pragma once

#include <cstdint>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/alphabet.h"
#include "data/image_set.h"
#include "data/synth/between.h"
#include "data/synth/font_set.h"
#include "data/synth/shard.h"
#include "data/synth/stroke_set.h"
#include "data/threads.h"

namespace ductus::data {

/// How many characters each class gets.
enum class Proportions {
  kEqual,  ///< the same number; the first classes one more where it does not divide
  kAz,     ///< as in the A-Z letters of NIST SD19: many O, few I (the alphabet must be A-Z)
};

constexpr int64_t kMaxCharacters = 10'000'000;

struct CharOptions {
  Alphabet alphabet = Alphabet::from_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  int64_t count = 60000;  ///< 1 to kMaxCharacters
  Proportions proportions = Proportions::kEqual;
  uint64_t seed = 1;
  float strength = 1;  ///< of every distortion, in [0, 2]; 0: the shape as it is, fitted and centred
  Between thickness_px{1.5F, 3.5F};  ///< of pen strokes
};

constexpr float kThinnestPen = 0.5F, kThickestPen = 12;  ///< bounds of thickness_px

/// Those of a range of all characters [count, 28, 28], which are sorted by label: ink 255 on paper 0, in a
/// box of 20 x 20 pixels in the middle. Character i has number i, and its pixels follow from i, options and
/// fonts alone, whatever the range and the threads. `fonts`: load_fonts(where, characters_of(alphabet)).
/// Throws ductus::Error, kUsage, for options out of range, and names the symbols that no font has.
ImageSet draw_characters(const CharOptions& options, const FontSet& fonts, SampleRange range,
                         ThreadPool& pool, config::Reporter& reporter);

/// The same from pen strokes: load_strokes(path, alphabet).
ImageSet draw_characters(const CharOptions& options, const StrokeSet& strokes, SampleRange range,
                         ThreadPool& pool, config::Reporter& reporter);

/// Characters a class; they sum to options.count (largest remainder). Throws ductus::Error, kUsage, as above.
std::vector<int64_t> class_counts(const CharOptions& options);

}  // namespace ductus::data
