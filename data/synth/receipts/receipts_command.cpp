#include "data/synth/receipts/receipts_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/synth/draw_options.h"
#include "data/synth/page_sheet.h"
#include "data/synth/receipts/drawn_receipts.h"
#include "data/synth/receipts/receipt_files.h"
#include "data/synth/receipts/same_receipts.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

struct ReceiptsCommand : DrawOptions {
  std::string lines, layout_as = "folders";
  std::vector<std::string> layouts;
  bool plain = false, resume = false;
};

/// `till`, or the path of a layout of one's own.
std::string layout_entry(const std::string& name) {
  const fs::path path(name);
  const bool file = path.has_parent_path() || path.has_extension();
  return fmt::format("{{{}: {}}}", file ? "path" : "name", quoted(name));
}

config::Document recipe_of(const ReceiptsCommand& command) {
  config::Document recipe = begin_recipe(command, "receipts");
  if (!command.layouts.empty()) {
    std::vector<std::string> entries;
    for (const std::string& name : command.layouts) entries.push_back(layout_entry(name));
    recipe.set(fmt::format("layouts=[{}]", fmt::join(entries, ", ")));
  }
  if (command.plain) recipe.set("wear=[]");
  change_recipe(command, "fonts.from", recipe);
  return recipe;
}

/// Everything that decides what is drawn.
struct Job {
  ReceiptSource source;
  SampleRange range;
  ReceiptFiles as;
  Origin origin;
};

Job job_of(const ReceiptsCommand& command) {
  const config::Document document = recipe_of(command);
  Job job;
  job.source.recipe = ReceiptRecipe::read(document.root(), command.shared.data_root);
  job.range = range_of(command, job.source.recipe.count);
  const std::string as = command.again.empty() ? command.layout_as : origin_again(command).layout_as;
  const auto known = receipt_files().value(as);
  DUCTUS_CHECK(known, "{}: no receipts were drawn into it", command.again);
  job.as = *known;
  job.source.typefaces = job.source.recipe.fonts.load();
  job.origin = origin_of(document.effective(), job.source.typefaces);
  job.origin.files = job.source.recipe.layout_files;
  job.origin.layout_as = as;
  return job;
}

/// What a run makes, besides the files of each receipt.
class Results {
 public:
  Results(const ReceiptsCommand& command, const Job& job)
      : recipe_(job.source.recipe),
        range_(job.range),
        wants_lines_(!command.lines.empty()),
        sheet_(command.preview, job.range) {
    if (wants_lines_) cut_.resize(static_cast<std::size_t>(range_.size()));
  }

  /// Whether a receipt whose files are there has to be drawn all the same.
  bool needs(int64_t number) const { return wants_lines_ || sheet_.shows(number); }

  /// From any thread.
  void take(const DrawnReceipt& drawn) {
    const auto number = static_cast<int64_t>(drawn.index);
    if (wants_lines_) cut_[static_cast<std::size_t>(number - range_.first)] = cut_lines(drawn, recipe_);
    sheet_.take(number, drawn.image);
  }

  void write(const ReceiptsCommand& command, const std::string& origin) {
    if (wants_lines_) write_dataset(command.lines, line_set(std::move(cut_), range_, recipe_, origin));
    sheet_.write();
  }

 private:
  const ReceiptRecipe& recipe_;
  const SampleRange range_;
  const bool wants_lines_;
  std::vector<CutLines> cut_;
  PageSheet sheet_;
};

void print_result(const ReceiptsCommand& command, const Job& job, int64_t kept) {
  if (command.shared.json) {
    const nlohmann::ordered_json json{{"path", command.out},
                                      {"receipts", job.range.size()},
                                      {"kept", kept},
                                      {"seed", job.source.recipe.seed},
                                      {"layout_as", job.origin.layout_as},
                                      {"typefaces", job.source.typefaces.size()}};
    fmt::print("{}\n", json.dump());
    return;
  }
  const std::string there =
      kept > 0 ? fmt::format(", {} of them were there", config::with_thousands(kept)) : "";
  fmt::print("{}: {} receipts{}, {} typefaces\n", command.out, config::with_thousands(job.range.size()),
             there, job.source.typefaces.size());
}

int draw_new(const ReceiptsCommand& command) {
  if (command.out.empty()) fail_usage("--out: expected a folder to write");
  refuse_existing(command.lines, command.overwrite || command.resume);
  refuse_existing(command.preview, command.overwrite || command.resume);
  const Job job = job_of(command);
  begin_folder(command.out, job.origin, command.resume, command.overwrite);

  Results results(command, job);
  std::vector<int64_t> numbers;
  int64_t kept = 0;
  for (int64_t i = job.range.first; i < job.range.last; ++i) {
    const bool there = is_written(command.out, static_cast<uint64_t>(i), job.as);
    kept += there ? 1 : 0;
    if (!there || results.needs(i)) numbers.push_back(i);
  }
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  const ReceiptRecipe& recipe = job.source.recipe;
  const Typefaces& typefaces = job.source.typefaces;
  draw_receipts(recipe, typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
    if (!is_written(command.out, drawn.index, job.as))
      write_receipt(command.out, drawn, typefaces, recipe.seed, job.as);
    results.take(drawn);
  });
  results.write(command, job.origin.to_json());
  print_result(command, job, kept);
  return 0;
}

int verify(const ReceiptsCommand& command) {
  const Job job = job_of(command);
  check_unchanged(origin_again(command), job.origin, command.again);
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  if (fs::is_directory(command.again)) {
    const int64_t same = check_same_receipts(command.again, job.source, job.as, pool, reporter);
    fmt::print("{}: drawn again, {} of {} receipts are there and the same\n", command.again,
               config::with_thousands(same), config::with_thousands(job.source.recipe.count));
  } else {
    const LineSet then = read_line_dataset(command.again);
    const int64_t same = check_same_lines(then, command.again, job.source, pool, reporter);
    fmt::print("{}: drawn again, {} lines are the same\n", command.again, config::with_thousands(same));
  }
  return 0;
}

}  // namespace

void add_receipts_command(config::CommandLine& program) {
  const auto command = std::make_shared<ReceiptsCommand>();
  config::CommandLine& line = program.command(
      "receipts", "Draws whole receipts: pictures, texts, sums that are right, boxes of every character.");
  line.optional_argument("RECIPE", command->recipe,
                         "recipe of layouts, words, fonts and wear (default: scanned till receipts)");
  line.option("-o,--out", command->out, "folder to write: new or empty");
  line.option("--count", command->count, "receipts in all");
  line.option("--layouts", command->layouts,
              "layout by name, or a YAML file of one's own; as often as needed, in place of the recipe's");
  line.choice("--layout-as", command->layout_as, receipt_files().names(),
              "how files lie: a folder a receipt, as SROIE has them, or PAGE XML");
  line.option("--lines", command->lines, "also write the lines of the worn receipts, a data set file");
  line.flag("--plain", command->plain, "without wear");
  line.flag("--resume", command->resume,
            "go on after an interruption, or with another shard, with the same recipe");
  add_draw_options(line, *command);
  line.example("ductus synth receipts --count 500 --seed 7 --out receipts --preview receipts.png");
  line.example("ductus synth receipts --layouts restaurant --layout-as sroie --out sroie --lines lines.h5");
  line.example("ductus synth receipts --again receipts --verify");
  line.action([command, &line] {
    check_again(*command, line, {"--layouts", "--layout-as", "--plain"}, {"--lines", "--resume"});
    return command->verify ? verify(*command) : draw_new(*command);
  });
}

}  // namespace ductus::data
