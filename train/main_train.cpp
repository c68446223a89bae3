#include <iostream>
#include <optional>

#include "configs/cli/cli.h"
#include "configs/cli/progress.h"
#include "configs/cli/shell_word.h"
#include "configs/schema/paths.h"
#include "models/device.h"
#include "models/process.h"
#include "models/summary.h"
#include "train/character_task.h"
#include "train/line_task.h"
#include "train/trainer.h"

namespace ductus::train {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string recipe, resume, out, from;
  bool summary = false, strict = false;
  config::SharedOptions shared;
};

config::Document load_recipe(const Options& options) {
  if (options.recipe.empty() == options.resume.empty()) fail_usage("expected a RECIPE, or --resume RUN");
  if (!options.resume.empty() && !(options.out.empty() && options.from.empty())) {
    fail_usage("--resume goes on in its own folder from its own weights (leave out --out and --from)");
  }
  const fs::path path =
      options.resume.empty() ? fs::path(options.recipe) : RunDir::open(options.resume).config();
  config::Document document = config::Document::load(path);
  document.set(options.shared.set);
  if (options.shared.seed) document.set(fmt::format("train.seed={}", *options.shared.seed));
  if (options.strict) document.set("data.strict=true");
  return document;
}

void check_same_kind(const Recipe& recipe, const models::TrainedModel& from, const std::string& path) {
  const data::Kind kind = models::nets().find(from.info.net).kind;
  if (kind != recipe.kind)
    fail_usage("--from {}: its {} reads {}, the recipe's {} reads {}", path, from.info.net,
               data::name_of(kind), recipe.model.net, data::name_of(recipe.kind));
}

int print_summary(const Recipe& recipe, const Task& task) {
  const auto net = models::nets().find(recipe.model.net).make(task.shape(), recipe.model.options);
  std::cout << models::summary_table(models::summarise(*net, task.shape()), recipe.model.net);
  return 0;
}

std::unique_ptr<Task> read_task(const Recipe& recipe, const data::ReadContext& context) {
  auto task = recipe.kind == data::Kind::kLines
                  ? make_line_task(data::read_lines(recipe.data, context), recipe, context.reporter)
                  : make_character_task(data::read_data(recipe.data, context), recipe, context.reporter);
  if (recipe.data.strict) data::check_nothing_dropped(task->ledger());
  return task;
}

std::string resume_command(const Options& options, const RunDir& run_dir) {
  std::string command = "ductus train --resume " + config::shell_word(run_dir.path().string());
  if (!options.shared.data_root.empty())
    command += " --data-root " + config::shell_word(options.shared.data_root);
  if (options.shared.device != "auto") command += " --device " + options.shared.device;
  return command;
}

int run(const Options& options) {
  models::prepare_process();
  config::TerminalReporter reporter(options.shared.quiet);
  RunOptions run_options{options.shared.threads,
                         models::select_device(options.shared.device, reporter),
                         !options.resume.empty(),
                         {}};
  if (!options.from.empty()) run_options.from = models::load_trained(options.from);
  const config::Document document = load_recipe(options);
  Recipe recipe = read_recipe(document);
  if (run_options.from) check_same_kind(recipe, *run_options.from, options.from);
  std::optional<RunDir> run_dir;
  if (!options.resume.empty()) {
    run_dir = RunDir::open(options.resume);
  } else if (!options.summary) {
    run_dir = RunDir::choose(options.out, fs::path(options.recipe).stem().string());
  }
  const data::ReadContext context{config::data_root(options.shared.data_root), reporter,
                                  options.shared.threads};
  auto task = read_task(recipe, context);
  const std::string effective = document.effective();  // the sources' options are read with the data
  if (options.summary) return print_summary(recipe, *task);
  reporter.info(task->ledger().summary());
  Trainer trainer(std::move(recipe.train), recipe.model, effective, std::move(task), *run_dir, run_options,
                  reporter);
  if (trainer.fit() == Outcome::kFinished) return std::cout << trainer.run().model().string() << "\n", 0;
  reporter.warn("stopped; go on with: " + resume_command(options, trainer.run()));
  return 130;  // as a shell counts a process that Ctrl-C ended
}

}  // namespace
}  // namespace ductus::train

int main(int argc, char** argv) {
  using Shared = ductus::config::SharedOptions;
  ductus::train::Options options;
  ductus::config::CommandLine line("train", "Trains a recogniser as a recipe says.");
  line.optional_argument("RECIPE", options.recipe, "recipe (configs/*.yaml)");
  line.option("--out", options.out, "folder of the run; default: runs/RECIPE-1, -2, ...");
  line.option("--resume", options.resume,
              "go on with the run in this folder, on a CPU exactly as if it had not stopped");
  line.option("--from", options.from,
              "start from this model; rows of symbols that both alphabets have are kept");
  line.flag("--summary", options.summary, "print the network's layers and stop");
  line.flag("--strict", options.strict, "a sample that must be dropped is an error");
  line.shared(options.shared, Shared::kSet | Shared::kSeed | Shared::kThreads | Shared::kDevice |
                                  Shared::kDataRoot | Shared::kQuiet);
  line.example("ductus train configs/alnum36.yaml --set train.epochs=5");
  line.example("ductus train configs/mnist.yaml --out runs/digits --device cuda");
  line.example("ductus train --resume runs/digits");
  line.action([&] { return ductus::train::run(options); });
  return line.run(argc, argv);
}
