// What the verbs of `ductus synth` have in common on their command lines: a recipe, or a drawing to be drawn
// again, and what is changed about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/cli.h"
#include "configs/schema/yaml_reader.h"
#include "data/synth/origin.h"
#include "data/synth/shard.h"

namespace ductus::data {

/// RECIPE, --out and --count are declared by the verb, which knows what it draws and writes.
struct DrawOptions {
  std::string recipe, out, again, preview, shard = "1/1";
  std::vector<std::string> fonts;
  std::optional<int64_t> count;
  bool overwrite = false, verify = false;
  config::SharedOptions shared;
};

/// Declares the others.
void add_draw_options(config::CommandLine& line, DrawOptions& options);

/// Refuses what is without effect beside --again or --verify, or would change what they draw. `decides`: the
/// verb's own options that say what is drawn; `writes`: those that say how it is written.
void check_again(const DrawOptions& options, const config::CommandLine& line,
                 const std::vector<std::string>& decides, const std::vector<std::string>& writes);

/// What --again names: a folder or a data set file. Throws ductus::Error when nothing says how it was drawn.
Origin origin_again(const DrawOptions& options);

/// The recipe that --again names, or RECIPE, or an empty one, which errors call `name`. The verb changes it
/// by its own options, then calls change_recipe().
config::Document begin_recipe(const DrawOptions& options, const std::string& name);

/// --fonts at `fonts_key`, --seed, --count and --set.
void change_recipe(const DrawOptions& options, const std::string& fonts_key, config::Document& recipe);

/// What --shard says. Throws ductus::Error (usage) where no sample is left.
SampleRange range_of(const DrawOptions& options, int64_t count);

/// A text as a YAML scalar, whatever is in it.
std::string quoted(const std::string& text);
/// A YAML list of them.
std::string quoted_list(const std::vector<std::string>& texts);

}  // namespace ductus::data
