// Forms drawn from a recipe, on all threads.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/synth/forms/form_painter.h"
#include "data/synth/origin.h"
#include "data/threads.h"

namespace ductus::data {

/// Everything that decides what forms look like.
struct FormSource {
  FormRecipe recipe;
  Typefaces typefaces;  ///< of print
  Hands hands;

  /// With what the recipe names. Throws as TypefaceChoice::load() and Hands::load() do.
  static FormSource load(FormRecipe recipe, const std::filesystem::path& data_root);

  /// What it takes to draw the forms again; handwriting fonts are among its typefaces.
  Origin origin(const std::string& effective_recipe) const;
};

/// Draws forms `numbers` (ascending) and calls take(drawn) with each, on the thread that drew it, in any
/// order. A form is the same for any numbers beside it and any number of threads.
void draw_forms(const FormSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                config::Reporter& reporter, const std::function<void(const DrawnForm&)>& take);

}  // namespace ductus::data
