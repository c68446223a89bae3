#include "data/synth/draw_options.h"

#include <fmt/format.h>

#include <filesystem>

#include "configs/schema/error.h"
#include "data/dataset_file.h"

namespace ductus::data {

using config::Document;

void add_draw_options(config::CommandLine& line, DrawOptions& options) {
  line.option("--fonts", options.fonts, "folder, font file or installed family, in place of the recipe's");
  line.option("--shard", options.shard,
              "only part I of N, as in 2/4; `ductus data join` joins data set files of them");
  line.option("--again", options.again, "draw what this data set file or folder was drawn by");
  line.flag("--verify", options.verify, "with --again: only see whether it is the same");
  line.option("--preview", options.preview, "also write a contact sheet, a PNG");
  line.flag("--overwrite", options.overwrite, "replace what is there, if it is files or was drawn");
  using Shared = config::SharedOptions;
  line.shared(options.shared, Shared::kSeed | Shared::kThreads | Shared::kSet | Shared::kDataRoot |
                                  Shared::kJson | Shared::kQuiet);
}

void check_again(const DrawOptions& options, const config::CommandLine& line,
                 const std::vector<std::string>& decides, const std::vector<std::string>& writes) {
  if (options.again.empty()) {
    line.refuse({"--verify"}, "is for --again");
  } else {
    line.refuse({"RECIPE", "--count", "--seed", "--set"}, "would change what --again draws");
    line.refuse(decides, "would change what --again draws");
  }
  if (!options.verify) return;
  line.refuse({"--out", "--shard", "--preview", "--overwrite"}, "is not for --verify");
  line.refuse(writes, "is not for --verify");
}

Origin origin_again(const DrawOptions& options) {
  if (std::filesystem::is_directory(options.again)) return Origin::of_folder(options.again);
  const bool lines = read_kind(options.again) == Kind::kLines;
  return Origin::from_json(
      lines ? read_line_dataset(options.again).origin : read_dataset(options.again).origin, options.again);
}

Document begin_recipe(const DrawOptions& options, const std::string& name) {
  if (!options.again.empty()) return Document::parse(origin_again(options).recipe, options.again);
  return options.recipe.empty() ? Document::parse("{}", name) : Document::load(options.recipe);
}

void change_recipe(const DrawOptions& options, const std::string& fonts_key, Document& recipe) {
  if (!options.fonts.empty()) recipe.set(fonts_key + "=" + quoted_list(options.fonts));
  if (options.shared.seed) recipe.set(fmt::format("seed={}", *options.shared.seed));
  if (options.count) recipe.set(fmt::format("count={}", *options.count));
  recipe.set(options.shared.set);
}

SampleRange range_of(const DrawOptions& options, int64_t count) {
  const SampleRange range = parse_shard(options.shard, count);
  if (range.size() == 0) fail_usage("--shard {}: has none of {}", options.shard, count);
  return range;
}

std::string quoted(const std::string& text) {
  std::string yaml = "'";
  for (const char c : text) yaml += c == '\'' ? std::string("''") : std::string(1, c);
  return yaml + "'";
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string yaml;
  for (const std::string& text : texts) yaml += (yaml.empty() ? "" : ", ") + quoted(text);
  return "[" + yaml + "]";
}

}  // namespace ductus::data
