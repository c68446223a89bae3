// Forms drawn from a recipe, on all threads.
#pragma once

#include <functional>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/synth/forms/form_painter.h"
#include "data/threads.h"

namespace ductus::data {

/// Draws forms `numbers` (ascending) and calls take(drawn) with each, on the thread that drew it, in any
/// order. A form is the same for any numbers beside it and any number of threads.
void draw_forms(const FormRecipe& recipe, const Typefaces& typefaces, const Hands& hands,
                const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                const std::function<void(const DrawnForm&)>& take);

}  // namespace ductus::data
