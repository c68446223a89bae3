// Forms drawn from a recipe, on all threads.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "data/synth/forms/form_painter.h"
#include "data/synth/numbered_samples.h"

namespace ductus::data {

/// Everything that decides what forms look like.
struct FormSource : NumberedSamples {
  /// Loads what the recipe names. Throws as TypefaceChoice::load() and Hands::load() do.
  FormSource(FormRecipe recipe, const std::filesystem::path& data_root);

  FormRecipe recipe;
  Typefaces typefaces;  ///< of print
  Hands hands;

  std::string name() const override { return "form"; }
  int64_t count() const override { return recipe.count; }
  uint64_t seed() const override { return recipe.seed; }
  std::vector<std::pair<std::string, std::size_t>> materials() const override;
  /// Handwriting fonts are among its typefaces.
  Origin origin(const std::string& effective_recipe) const override;
  void draw(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
            const TakeSample& take) const override;
};

/// Draws forms `numbers` and calls take(drawn) with each, on the thread that drew it, in any order.
void draw_forms(const FormSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                config::Reporter& reporter, const std::function<void(const DrawnForm&)>& take);

}  // namespace ductus::data
