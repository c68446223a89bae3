#include "data/synth/draw_command.h"

#include <fmt/format.h>

#include <filesystem>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/json_text.h"
#include "configs/schema/thousands.h"
#include "data/dataset_file.h"

namespace ductus::data {
namespace {

using config::Document;
using config::with_thousands;

void declare_shared(config::CommandLine& line, DrawOptions& options) {
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

}  // namespace

void DrawCommand::add(std::shared_ptr<DrawCommand> command, config::CommandLine& program) {
  config::CommandLine& line = program.command(command->kind_.verb, command->kind_.help);
  line.optional_argument("RECIPE", command->options_.recipe, command->kind_.recipe);
  command->declare(line);
  declare_shared(line, command->options_);
  line.action([command, &line] { return command->run(line); });
}

int DrawCommand::run(const config::CommandLine& line) {
  check_again(line);
  if (!options_.verify) {
    check_outputs();
    prepare();
  }
  config::TerminalReporter reporter(options_.shared.quiet);
  ThreadPool pool(options_.shared.threads);
  const DrawResult result = options_.verify ? verify(pool, reporter) : draw(pool, reporter);
  fmt::print("{}\n", options_.shared.json ? config::json_text(result.json) : result.text);
  return 0;
}

/// What is without effect beside --again or --verify, or would change what they draw.
void DrawCommand::check_again(const config::CommandLine& line) const {
  if (options_.again.empty()) {
    line.refuse({"--verify"}, "is for --again");
  } else {
    line.refuse({"RECIPE", "--count", "--seed", "--set"}, "would change what --again draws");
    line.refuse(kind_.decides, "would change what --again draws");
  }
  if (!options_.verify) return;
  line.refuse({"--out", "--shard", "--preview", "--overwrite"}, "is not for --verify");
  line.refuse(kind_.writes, "is not for --verify");
}

Origin DrawCommand::origin_again() const {
  const std::string& again = options_.again;
  if (std::filesystem::is_directory(again)) return Origin::of_folder(again);
  const bool lines = read_kind(again) == Kind::kLines;
  return Origin::from_json(lines ? read_line_dataset(again).origin : read_dataset(again).origin, again);
}

void DrawCommand::prepare() {
  Document recipe = !options_.again.empty()   ? Document::parse(origin_again().recipe, options_.again)
                    : options_.recipe.empty() ? Document::parse("{}", kind_.verb)
                                              : Document::load(options_.recipe);
  change(recipe);
  if (!options_.fonts.empty()) recipe.set(kind_.fonts_key + "=" + quoted_list(options_.fonts));
  if (options_.shared.seed) recipe.set(fmt::format("seed={}", *options_.shared.seed));
  if (options_.count) recipe.set(fmt::format("count={}", *options_.count));
  recipe.set(options_.shared.set);

  auto [count, origin] = load(recipe);
  range_ = parse_shard(options_.shard, count);
  if (range_.size() == 0) fail_usage("--shard {}: has none of {}", options_.shard, count);
  origin_ = std::move(origin);
}

DrawResult DrawCommand::verified(const std::string& samples, int64_t same) const {
  return {{{"path", options_.again}, {samples, same}, {"same", true}},
          fmt::format("{}: drawn again, {} {} are the same", options_.again, with_thousands(same), samples)};
}

DrawResult DrawCommand::verified_part(int64_t same) const {
  const std::string& samples = kind_.samples;
  const int64_t all = range_.last;
  return {{{"path", options_.again}, {samples, same}, {"same", true}, {"of", all}},
          fmt::format("{}: drawn again, {} of {} {} are there and the same", options_.again,
                      with_thousands(same), with_thousands(all), samples)};
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
