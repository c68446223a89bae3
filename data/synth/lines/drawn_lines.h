// Lines drawn from a recipe, as a data set.
#pragma once

#include <string>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "data/synth/lines/line_recipe.h"
#include "data/synth/origin.h"
#include "data/synth/shard.h"
#include "data/threads.h"

namespace ductus::data {

/// Draws the lines of a range. Sources are the kinds of text, numbers count all lines of the recipe, groups
/// are the families of the typefaces, `origin` is that of origin_of(), as JSON. Line i is the same bytes for
/// any range that has it and any number of threads.
LineSet draw_lines(const LineRecipe& recipe, const std::string& origin, const Typefaces& typefaces,
                   SampleRange range, ThreadPool& pool, config::Reporter& reporter);

/// What it takes to draw the lines again.
Origin origin_of(const std::string& effective_recipe, const Typefaces& typefaces);

}  // namespace ductus::data
