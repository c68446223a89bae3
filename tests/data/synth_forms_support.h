// Forms for tests.
#pragma once

#include <string>
#include <vector>

#include "data/synth/forms/drawn_forms.h"
#include "data/synth/shard.h"

namespace ductus::test {

/// One family that is always there, so that a test's numbers do not depend on what is installed.
inline const std::string kFormFonts =
    "fonts: {from: [DejaVu Sans Mono, DejaVu Sans]}\nhandwriting: {fonts: [DejaVu Sans Mono]}\n";

/// White even light, no noise, no desk: what is left is what paper and camera do.
inline const std::string kNeutralPhoto =
    "photo: {desk: 0, warmth: [0, 0], exposure: [1, 1], noise: [0, 0], jpeg_quality: [100, 100]}\n";

/// Skew and perspective alone: straight lines stay straight.
inline const std::string kSkewed =
    "paper: []\ncamera: [{rotate: {strength: [0.3, 1], angle_deg: 6, rise_frac: 1}}, {perspective: "
    "{strength: [0.3, 1]}}]\n";

inline data::FormRecipe form_recipe(const std::string& yaml) {
  return data::FormRecipe::read(config::Document::parse(yaml, "forms.yaml").root());
}

/// The forms [0, count) of a recipe, in order.
inline std::vector<data::DrawnForm> drawn_forms(const std::string& yaml, int64_t count, int threads = 1) {
  const data::FormSource source(form_recipe(yaml), "");
  data::ThreadPool pool(threads);
  config::NullReporter reporter;
  std::vector<data::DrawnForm> drawn(static_cast<std::size_t>(count));
  data::draw_forms(source, data::SampleRange{0, count}.numbers(), pool, reporter,
                   [&](const data::DrawnForm& form) { drawn[static_cast<std::size_t>(form.index)] = form; });
  return drawn;
}

}  // namespace ductus::test
