#include "data/synth/forms/forms_command.h"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/synth/draw_options.h"
#include "data/synth/forms/form_files.h"
#include "data/synth/forms/same_forms.h"
#include "data/synth/page_sheet.h"

namespace ductus::data {
namespace {

struct FormsCommand : DrawOptions {
  std::vector<std::string> handwriting;
  std::optional<std::string> strokes;
  bool plain = false, resume = false;
};

/// Flat, clean and alone.
constexpr const char* kPlainPhoto =
    "photo={desk: 0, margin_frac: [0, 0], warmth: [0, 0], exposure: [1, 1], noise: [0, 0], "
    "jpeg_quality: [100, 100]}";

config::Document recipe_of(const FormsCommand& command) {
  config::Document recipe = begin_recipe(command, "forms");
  if (!command.handwriting.empty()) recipe.set("handwriting.fonts=" + quoted_list(command.handwriting));
  if (command.strokes) recipe.set("handwriting.strokes=" + quoted(*command.strokes));
  if (command.plain) recipe.set({"paper=[]", "camera=[]", kPlainPhoto});
  change_recipe(command, "fonts.from", recipe);
  return recipe;
}

/// Everything that decides what is drawn.
struct Job {
  FormSource source;
  SampleRange range;
  Origin origin;
};

Job job_of(const FormsCommand& command) {
  const config::Document document = recipe_of(command);
  FormRecipe recipe = FormRecipe::read(document.root());
  const SampleRange range = range_of(command, recipe.count);
  FormSource source = FormSource::load(std::move(recipe), config::data_root(command.shared.data_root));
  Origin origin = source.origin(document.effective());
  return {std::move(source), range, std::move(origin)};
}

void print_result(const FormsCommand& command, const Job& job, int64_t kept) {
  const FormSource& source = job.source;
  if (command.shared.json) {
    const nlohmann::ordered_json json{{"path", command.out},
                                      {"forms", job.range.size()},
                                      {"kept", kept},
                                      {"seed", source.recipe.seed},
                                      {"typefaces", source.typefaces.size()},
                                      {"hands", source.hands.size()}};
    fmt::print("{}\n", json.dump());
    return;
  }
  const std::string there =
      kept > 0 ? fmt::format(", {} of them were there", config::with_thousands(kept)) : "";
  fmt::print("{}: {} forms{}, {} typefaces, {} hands\n", command.out,
             config::with_thousands(job.range.size()), there, source.typefaces.size(), source.hands.size());
}

int draw_new(const FormsCommand& command) {
  if (command.out.empty()) fail_usage("--out: expected a folder to write");
  refuse_existing(command.preview, command.overwrite || command.resume);
  const Job job = job_of(command);
  begin_folder(command.out, job.origin, command.resume, command.overwrite);

  PageSheet preview(command.preview, job.range);
  std::vector<int64_t> numbers;
  int64_t kept = 0;
  for (int64_t i = job.range.first; i < job.range.last; ++i) {
    const bool there = form_is_written(command.out, static_cast<uint64_t>(i));
    kept += there ? 1 : 0;
    if (!there || preview.shows(i)) numbers.push_back(i);
  }
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  const FormSource& source = job.source;
  draw_forms(source, numbers, pool, reporter, [&](const DrawnForm& drawn) {
    if (!form_is_written(command.out, drawn.index))
      write_form(command.out, drawn, source.typefaces, source.hands, source.recipe.seed);
    preview.take(static_cast<int64_t>(drawn.index), drawn.image);
  });
  preview.write();
  print_result(command, job, kept);
  return 0;
}

int verify(const FormsCommand& command) {
  const Job job = job_of(command);
  check_unchanged(Origin::of_folder(command.again), job.origin, command.again);
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  const int64_t same = check_same_forms(command.again, job.source, pool, reporter);
  fmt::print("{}: drawn again, {} of {} forms are there and the same\n", command.again,
             config::with_thousands(same), config::with_thousands(job.source.recipe.count));
  return 0;
}

}  // namespace

void add_forms_command(config::CommandLine& program) {
  const auto command = std::make_shared<FormsCommand>();
  config::CommandLine& line = program.command(
      "forms", "Draws printed forms with red boxes that hold numbers, as phones see them, and where all is.");
  line.optional_argument("RECIPE", command->recipe,
                         "recipe of fields, boxes, fonts, hands, paper and camera (default: phone pictures)");
  line.option("-o,--out", command->out, "folder to write: new or empty");
  line.option("--count", command->count, "forms in all");
  line.option("--handwriting", command->handwriting,
              "folder, font file or installed family of handwriting, in place of the recipe's");
  line.option("--strokes", command->strokes, "file of pen strokes, in place of handwriting fonts");
  line.flag("--plain", command->plain, "clean, flat and without a desk");
  line.flag("--resume", command->resume,
            "go on after an interruption, or with another shard, with the same recipe");
  add_draw_options(line, *command);
  line.example("ductus synth forms --count 200 --seed 7 --out forms --preview forms.png");
  line.example("ductus synth forms --strokes char74k.json --set content.comb=1 --plain --out combs");
  line.example("ductus synth forms --again forms --verify");
  line.action([command, &line] {
    check_again(*command, line, {"--plain"}, {"--resume"});
    return command->verify ? verify(*command) : draw_new(*command);
  });
}

}  // namespace ductus::data
