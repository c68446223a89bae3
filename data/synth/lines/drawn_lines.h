// Lines drawn from a recipe, as a data set.
#pragma once

#include <cstdint>
#include <string>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "data/synth/lines/line_recipe.h"
#include "data/threads.h"

namespace ductus::data {

/// Lines [first, last) of those that a recipe counts.
struct LineRange {
  int64_t first = 0, last = 0;

  int64_t size() const { return last - first; }
};

/// Shard `number` of `shards`, from 1: they follow each other and differ by one line at most.
/// Throws ductus::Error (usage) unless 1 <= number <= shards.
LineRange shard_of(int64_t count, int64_t number, int64_t shards);

/// The same of "2/4", what `--shard` is given.
LineRange shard_of(const std::string& shard, int64_t count);

/// Draws the lines of a range. Sources are the kinds of text, numbers count all lines of the recipe, groups
/// are the families of the typefaces, `origin` is origin_of(). Line i is the same bytes for any range that
/// has it and any number of threads.
LineSet draw_lines(const LineRecipe& recipe, const std::string& origin, const Typefaces& typefaces,
                   LineRange range, ThreadPool& pool, config::Reporter& reporter);

/// What it takes to draw the lines again, as JSON: ductus's version, the effective recipe, and name and hash
/// of every typeface.
std::string origin_of(const std::string& effective_recipe, const Typefaces& typefaces);

}  // namespace ductus::data
