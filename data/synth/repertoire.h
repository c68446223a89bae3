// The shapes that may be drawn for a class, each with its weight.
#pragma once

#include <algorithm>
#include <vector>

#include "data/alphabet.h"
#include "data/rng.h"
#include "data/synth/font_set.h"
#include "data/synth/stroke_set.h"

namespace ductus::data {

/// Of one class. Shape: Outline (a font's glyph) or PenStrokes; the shapes must outlive it.
template <typename Shape>
class Repertoire {
 public:
  void add(const Shape& shape, float weight) {
    until_ += weight;
    candidates_.push_back({&shape, until_});
  }

  bool empty() const { return candidates_.empty(); }

  /// By weight; there must be one.
  const Shape& pick(Rng& rng) const {
    const float at = rng.uniform(0, candidates_.back().until);
    const auto it =
        std::upper_bound(candidates_.begin(), candidates_.end() - 1, at,
                         [](float value, const Candidate& candidate) { return value < candidate.until; });
    return *it->shape;
  }

  bool fill_box = false;  ///< whether its shapes are stretched to fill the character's box both ways

 private:
  struct Candidate {
    const Shape* shape;
    float until;  // sum of the weights up to and with this one
  };

  std::vector<Candidate> candidates_;
  float until_ = 0;
};

/// By label: every form of a symbol (forms_of) with its share, every font with its weight. Throws
/// ductus::Error with the symbols that no font has.
std::vector<Repertoire<Outline>> repertoires(const Alphabet& alphabet, const FontSet& fonts);

/// By label: every drawing of the class alike, and only those: whoever drew them said which they are. The set
/// is load_strokes(path, alphabet).
std::vector<Repertoire<PenStrokes>> repertoires(const Alphabet& alphabet, const StrokeSet& strokes);

}  // namespace ductus::data
