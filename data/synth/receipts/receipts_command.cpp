#include "data/synth/receipts/receipts_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/png.h"
#include "data/synth/receipts/drawn_receipts.h"
#include "data/synth/receipts/receipt_files.h"
#include "data/synth/receipts/receipt_folder.h"
#include "data/synth/receipts/receipts_sheet.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

struct ReceiptsCommand {
  std::string recipe, out, lines, preview, shard = "1/1";
  std::string layout_as = "folders";
  std::vector<std::string> layouts, fonts;
  std::optional<int64_t> count;
  bool plain = false, overwrite = false, resume = false;
  config::SharedOptions shared;
};

/// `till`, or the path of a layout of one's own.
std::string layout_entry(const std::string& name) {
  const fs::path path(name);
  const bool file = path.has_parent_path() || path.has_extension();
  return fmt::format("{{{}: \"{}\"}}", file ? "path" : "name", name);
}

/// The recipe with what the command line changes.
config::Document document_of(const ReceiptsCommand& command) {
  config::Document document = command.recipe.empty() ? config::Document::parse("{}", "receipts")
                                                     : config::Document::load(command.recipe);
  if (!command.layouts.empty()) {
    std::vector<std::string> entries;
    for (const std::string& name : command.layouts) entries.push_back(layout_entry(name));
    document.set(fmt::format("layouts=[{}]", fmt::join(entries, ", ")));
  }
  if (!command.fonts.empty())
    document.set(fmt::format("fonts.from=[\"{}\"]", fmt::join(command.fonts, "\", \"")));
  if (command.plain) document.set("wear=[]");
  if (command.shared.seed) document.set(fmt::format("seed={}", *command.shared.seed));
  if (command.count) document.set(fmt::format("count={}", *command.count));
  document.set(command.shared.set);
  return document;
}

void refuse_existing(const std::string& path, bool overwrite) {
  if (!overwrite && !path.empty() && fs::exists(path))
    fail("{}: is already there (--overwrite replaces it)", path);
}

/// What a run makes, besides the files of each receipt.
class Results {
 public:
  Results(const ReceiptsCommand& command, const ReceiptRecipe& recipe, SampleRange range)
      : recipe_(recipe),
        range_(range),
        wants_lines_(!command.lines.empty()),
        wants_sheet_(!command.preview.empty()) {
    if (wants_lines_) cut_.resize(static_cast<std::size_t>(range.size()));
  }

  /// Whether a receipt whose files are there has to be drawn all the same.
  bool needs(int64_t number) const { return wants_lines_ || on_sheet(number); }

  /// From any thread.
  void take(const DrawnReceipt& drawn) {
    const auto number = static_cast<int64_t>(drawn.index);
    if (wants_lines_) cut_[static_cast<std::size_t>(number - range_.first)] = cut_lines(drawn, recipe_);
    if (!on_sheet(number)) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    shown_[number] = drawn.image;
  }

  void write(const ReceiptsCommand& command, const std::string& origin) {
    if (wants_lines_) write_dataset(command.lines, line_set(std::move(cut_), range_, recipe_, origin));
    if (wants_sheet_) write_png(command.preview, receipts_sheet(shown_));
  }

 private:
  bool on_sheet(int64_t number) const { return wants_sheet_ && number - range_.first < kReceiptsOnSheet; }

  const ReceiptRecipe& recipe_;
  const SampleRange range_;
  const bool wants_lines_, wants_sheet_;
  std::vector<CutLines> cut_;
  std::map<int64_t, Picture> shown_;
  std::mutex mutex_;
};

int draw(const ReceiptsCommand& command) {
  const bool again = command.overwrite || command.resume;
  refuse_existing(command.lines, again);
  refuse_existing(command.preview, again);
  const config::Document document = document_of(command);
  const ReceiptRecipe recipe = ReceiptRecipe::read(document.root());
  const SampleRange range = parse_shard(command.shard, recipe.count);
  const ReceiptFiles as = *receipt_files().value(command.layout_as);
  const Typefaces typefaces = recipe.fonts.load();
  const std::string origin = receipts_origin(document.effective(), command.layout_as, recipe, typefaces);
  begin_receipts(command.out, origin, command.resume, command.overwrite);

  Results results(command, recipe, range);
  std::vector<int64_t> numbers;
  int64_t kept = 0;
  for (int64_t i = range.first; i < range.last; ++i) {
    const bool there = is_written(command.out, static_cast<uint64_t>(i), as);
    kept += there ? 1 : 0;
    if (!there || results.needs(i)) numbers.push_back(i);
  }
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  draw_receipts(recipe, typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
    if (!is_written(command.out, drawn.index, as))
      write_receipt(command.out, drawn, typefaces, recipe.seed, as);
    results.take(drawn);
  });
  results.write(command, origin);
  if (command.shared.json) {
    const nlohmann::ordered_json json{
        {"path", command.out}, {"receipts", range.size()},       {"kept", kept},
        {"seed", recipe.seed}, {"layout_as", command.layout_as}, {"typefaces", typefaces.size()}};
    fmt::print("{}\n", json.dump());
  } else {
    fmt::print("{}: {} receipts{}, {} typefaces\n", command.out, config::with_thousands(range.size()),
               kept > 0 ? fmt::format(", {} of them were there", config::with_thousands(kept)) : "",
               typefaces.size());
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
  line.required_option("-o,--out", command->out, "folder to write: new or empty");
  line.option("--count", command->count, "receipts in all");
  line.option("--layouts", command->layouts,
              "layout by name, or a YAML file of one's own; as often as needed, in place of the recipe's");
  line.choice("--layout-as", command->layout_as, receipt_files().names(),
              "how files lie: a folder a receipt, as SROIE has them, or PAGE XML");
  line.option("--lines", command->lines, "also write the lines of the worn receipts, a data set file");
  line.option("--preview", command->preview, "also write a contact sheet, a PNG");
  line.option("--fonts", command->fonts, "folder, font file or installed family, in place of the recipe's");
  line.flag("--plain", command->plain, "without wear");
  line.option("--shard", command->shard,
              "only part I of N, as in 2/4; parts may go into one folder (--resume)");
  line.flag("--resume", command->resume, "go on after an interruption, with the same recipe");
  line.flag("--overwrite", command->overwrite, "begin anew where receipts were drawn before");
  using Shared = config::SharedOptions;
  line.shared(command->shared,
              Shared::kSeed | Shared::kThreads | Shared::kSet | Shared::kJson | Shared::kQuiet);
  line.example("ductus synth receipts --count 500 --seed 7 --out receipts --preview receipts.png");
  line.example("ductus synth receipts --layouts restaurant --layout-as sroie --out sroie --lines lines.h5");
  line.action([command] { return draw(*command); });
}

}  // namespace ductus::data
