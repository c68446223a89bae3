#include "data/synth/lines/lines_command.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/export_lines.h"
#include "data/png.h"
#include "data/source.h"
#include "data/synth/draw_options.h"
#include "data/synth/lines/drawn_lines.h"
#include "data/synth/lines/line_pieces.h"

namespace ductus::data {
namespace {

struct LinesCommand : DrawOptions {
  std::string format = "ductus";
  std::vector<std::string> types;
  std::optional<int64_t> per_type;
  bool plain = false, resume = false;
};

config::Document recipe_of(const LinesCommand& command) {
  config::Document recipe = begin_recipe(command, "lines");
  if (!command.types.empty())
    recipe.set(fmt::format("texts=[{{{}: {{}}}}]", fmt::join(command.types, ": {}}, {")));
  if (command.plain) recipe.set("wear=[]");
  change_recipe(command, "fonts.from", recipe);
  return recipe;
}

/// Everything that decides what is drawn.
struct Job {
  LineRecipe recipe;
  Typefaces typefaces;
  Origin origin;
  SampleRange range;
};

Job job_of(const LinesCommand& command) {
  config::Document document = recipe_of(command);
  Job job;
  job.recipe = LineRecipe::read(document.root(), command.shared.data_root);
  if (command.per_type) {
    document.set("per_type=true");
    document.set(fmt::format("count={}", *command.per_type * static_cast<int64_t>(job.recipe.texts.size())));
    job.recipe = LineRecipe::read(document.root(), command.shared.data_root);
  }
  job.typefaces = job.recipe.fonts.load();
  job.origin = origin_of(document.effective(), job.typefaces);
  job.origin.files = job.recipe.text_files;
  job.range = range_of(command, job.recipe.count);
  return job;
}

/// All lines are in memory once at the end. Their size is guessed from receipts: 5.5 times as wide as high.
void check_memory(const Job& job) {
  const double need =
      static_cast<double>(job.range.size()) * 5.5 * job.recipe.view.height_px * job.recipe.view.height_px;
  const double have =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  if (need > 0.8 * have)
    fail("count: {} lines need about {:.0f} GB, this machine has {:.0f} (draw parts: --shard 1/{:.0f})",
         config::with_thousands(job.range.size()), need / 1e9, have / 1e9, std::ceil(2 * need / have));
}

/// Draws piece by piece; what an interrupted run has drawn is taken from its pieces.
LineSet draw(const Job& job, const LinePieces& pieces, ThreadPool& pool, config::Reporter& reporter) {
  const std::string origin = job.origin.to_json();
  if (job.range.size() <= kLinesAPiece)
    return draw_lines(job.recipe, origin, job.typefaces, job.range, pool, reporter);
  std::vector<LineSet> sets;
  for (int64_t first = job.range.first; first < job.range.last; first += kLinesAPiece) {
    const SampleRange range{first, std::min(job.range.last, first + kLinesAPiece)};
    std::optional<LineSet> piece = pieces.load(first, job.origin);
    if (!piece) {
      piece = draw_lines(job.recipe, origin, job.typefaces, range, pool, reporter);
      pieces.save(first, *piece);
    }
    reporter.info(fmt::format("{} of {} lines", config::with_thousands(range.last - job.range.first),
                              config::with_thousands(job.range.size())));
    sets.push_back(std::move(*piece));
  }
  return join(sets, joined_alphabet(sets));
}

void write(const LinesCommand& command, const LineSet& set, config::Reporter& reporter) {
  if (command.format == "ductus") {
    write_dataset(command.out, set);
  } else {
    empty_drawn_folder(command.out);
    export_lines(set, command.out, *line_exports().value(command.format), reporter);
  }
  if (!command.preview.empty()) write_png(command.preview, contact_sheet(set));
}

void print_result(const LinesCommand& command, const Job& job, const LineSet& set) {
  if (command.shared.json) {
    const nlohmann::ordered_json json{{"path", command.out},
                                      {"lines", set.size()},
                                      {"seed", job.recipe.seed},
                                      {"symbols", set.alphabet.symbols()},
                                      {"typefaces", job.typefaces.size()},
                                      {"content_hash", set.content_hash()}};
    fmt::print("{}\n", json.dump());
    return;
  }
  fmt::print("{}: {} lines, {} symbols, {} typefaces of {} families\n", command.out,
             config::with_thousands(set.size()), set.alphabet.size(), job.typefaces.size(),
             set.groups.size());
}

int draw_new(const LinesCommand& command) {
  if (command.out.empty()) fail_usage("--out: expected a file or folder to write");
  refuse_existing(command.out, command.overwrite);
  refuse_existing(command.preview, command.overwrite);
  const Job job = job_of(command);
  check_memory(job);
  const LinePieces pieces(command.out);
  pieces.begin(command.resume, command.overwrite);
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  const LineSet set = draw(job, pieces, pool, reporter);
  write(command, set, reporter);
  pieces.remove();
  print_result(command, job, set);
  return 0;
}

int verify(const LinesCommand& command) {
  const LineSet then = read_line_dataset(command.again);
  Job job = job_of(command);
  const Origin origin = Origin::from_json(then.origin, command.again);
  check_unchanged(origin, job.origin, command.again);
  const int64_t first = then.number.empty() ? 0 : then.number[0];
  job.range = {first, first + then.size()};
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  const LineSet now = draw_lines(job.recipe, then.origin, job.typefaces, job.range, pool, reporter);
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: drawn again it is not the same (it was by {})",
               command.again, origin.drawn_by);
  fmt::print("{}: drawn again, {} lines are the same\n", command.again, config::with_thousands(now.size()));
  return 0;
}

}  // namespace

void add_lines_command(config::CommandLine& program) {
  const auto command = std::make_shared<LinesCommand>();
  config::CommandLine& line =
      program.command("lines", "Draws text lines: texts set in type, printed, worn, cut out.");
  line.optional_argument("RECIPE", command->recipe,
                         "recipe of texts, fonts, style and wear (default: receipts, plain)");
  line.option("-o,--out", command->out, "data set file to write, or folder");
  std::vector<std::string> formats = line_exports().names();
  formats.insert(formats.begin(), "ductus");
  line.choice("--format", command->format, formats, "a data set file, or pictures and texts in a folder");
  line.option("--types", command->types, "kind of text, as often as needed, in place of the recipe's");
  line.option("--count", command->count, "lines in all");
  line.option("--per-type", command->per_type, "lines of each kind of text, in place of --count");
  line.flag("--plain", command->plain, "without wear");
  line.flag("--resume", command->resume, "go on after an interruption");
  add_draw_options(line, *command);
  line.example("ductus synth lines --count 1000 --seed 7 --out lines.h5 --preview lines.png");
  line.example("ductus synth lines configs/draw/receipt_lines.yaml --out drawn.h5");
  line.example(
      "ductus synth lines --types price_left --types date --per-type 500 --format sample_txt --out "
      "results_test");
  line.example("ductus synth lines --again drawn.h5 --verify");
  line.action([command, &line] {
    check_again(*command, line, {"--types", "--per-type", "--plain"}, {"--format", "--resume"});
    return command->verify ? verify(*command) : draw_new(*command);
  });
}

}  // namespace ductus::data
