#include "data/synth/lines/lines_command.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/thousands.h"
#include "data/export_lines.h"
#include "data/source.h"
#include "data/synth/lines/drawn_lines.h"
#include "data/synth/lines/line_pieces.h"
#include "data/synth/set_command.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;
using config::with_thousands;

/// All lines are in memory once at the end. Their size is guessed from receipts: 5.5 times as wide as high.
void check_memory(int64_t count, int height_px) {
  const double need = static_cast<double>(count) * 5.5 * height_px * height_px;
  const double have =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  if (need > 0.8 * have)
    fail("count: {} lines need about {:.0f} GB, this machine has {:.0f} (draw parts: --shard 1/{:.0f})",
         with_thousands(count), need / 1e9, have / 1e9, std::ceil(2 * need / have));
}

/// Lines in all. Throws ductus::Error (usage) when these are more than a recipe may have.
int64_t count_per_type(int64_t lines, std::size_t types) {
  const int64_t most = kMostDrawnLines / static_cast<int64_t>(types);
  if (lines < 1 || lines > most)
    fail_usage("--per-type: expected from 1 to {} for {} kinds of text, found {}", most, types, lines);
  return lines * static_cast<int64_t>(types);
}

class LinesCommand : public SetCommand<LineSet> {
 public:
  LinesCommand()
      : SetCommand({"lines",
                    "Draws text lines: texts set in type, printed, worn, cut out.",
                    "recipe of texts, fonts, style and wear (default: receipts, plain)",
                    "lines",
                    "fonts.from",
                    {"--types", "--per-type", "--plain"},
                    {"--format", "--resume"}},
                   "ductus") {}

 private:
  void declare(config::CommandLine& line) override {
    line.option("-o,--out", options_.out, "data set file to write, or folder");
    declare_format(line, line_exports().names(), "a data set file, or pictures and texts in a folder");
    line.option("--types", types_, "kind of text, as often as needed, in place of the recipe's");
    line.option("--count", options_.count, "lines in all");
    line.option("--per-type", per_type_, "lines of each kind of text, in place of --count");
    line.flag("--plain", plain_, "without wear");
    line.flag("--resume", options_.resume, "go on after an interruption");
    line.example("ductus synth lines --count 1000 --seed 7 --out lines.h5 --preview lines.png");
    line.example("ductus synth lines configs/draw/receipt_lines.yaml --out drawn.h5");
    line.example(
        "ductus synth lines --types price_left --types date --per-type 500 --format sample_txt --out "
        "results_test");
    line.example("ductus synth lines --again drawn.h5 --verify");
  }

  void change(config::Document& recipe) const override {
    if (!types_.empty()) recipe.set(fmt::format("texts=[{{{}: {{}}}}]", fmt::join(types_, ": {}}, {")));
    if (plain_) recipe.set("wear=[]");
  }

  DrawnFrom load(config::Document& document) override {
    recipe_ = LineRecipe::read(document.root(), options_.shared.data_root);
    if (per_type_) {
      document.set("per_type=true");
      document.set(fmt::format("count={}", count_per_type(*per_type_, recipe_.texts.size())));
      recipe_ = LineRecipe::read(document.root(), options_.shared.data_root);
    }
    typefaces_ = recipe_.fonts.load();
    Origin origin = origin_of(document.effective(), typefaces_);
    origin.files = recipe_.text_files;
    return {recipe_.count, std::move(origin)};
  }

  DrawResult draw(ThreadPool& pool, config::Reporter& reporter) override {
    check_memory(range().size(), recipe_.view.height_px);
    const LinePieces pieces(options_.out);
    pieces.begin(options_.resume, options_.overwrite);
    DrawResult result = SetCommand::draw(pool, reporter);
    pieces.remove();
    return result;
  }

  LineSet draw_part(SampleRange part, ThreadPool& pool, config::Reporter& reporter) const override {
    return draw_lines(recipe_, origin().to_json(), typefaces_, part, pool, reporter);
  }

  /// Piece by piece; what an interrupted run has drawn is taken from its pieces.
  LineSet draw_all(ThreadPool& pool, config::Reporter& reporter) const override {
    if (range().size() <= kLinesAPiece) return draw_part(range(), pool, reporter);
    const LinePieces pieces(options_.out);
    std::vector<LineSet> sets;
    for (int64_t first = range().first; first < range().last; first += kLinesAPiece) {
      const SampleRange part{first, std::min(range().last, first + kLinesAPiece)};
      std::optional<LineSet> piece = pieces.load(part, origin());
      if (!piece) {
        piece = draw_part(part, pool, reporter);
        pieces.save(part, *piece);
      }
      reporter.info(fmt::format("{} of {} lines", with_thousands(part.last - range().first),
                                with_thousands(range().size())));
      sets.push_back(std::move(*piece));
    }
    return join(sets, joined_alphabet(sets));
  }

  void write_export(const LineSet& set, const std::string& format, const fs::path& out,
                    config::Reporter& reporter) const override {
    empty_drawn_folder(out);
    export_lines(set, out, *line_exports().value(format), reporter);
  }

  std::string format_in(const fs::path& folder) const override {
    if (fs::exists(folder / "sample.txt")) return "sample_txt";
    return fs::exists(folder / "lines.tsv") ? "tsv" : "gt_txt";
  }

  DrawResult result(const LineSet& set) const override {
    return {
        {{"path", options_.out},
         {"lines", set.size()},
         {"seed", recipe_.seed},
         {"symbols", set.alphabet.symbols()},
         {"typefaces", typefaces_.size()},
         {"content_hash", set.content_hash()}},
        fmt::format("{}: {} lines, {} symbols, {} typefaces of {} families", options_.out,
                    with_thousands(set.size()), set.alphabet.size(), typefaces_.size(), set.groups.size())};
  }

  std::vector<std::string> types_;
  std::optional<int64_t> per_type_;
  bool plain_ = false;
  LineRecipe recipe_;
  Typefaces typefaces_;
};

}  // namespace

void add_lines_command(config::CommandLine& program) {
  DrawCommand::add(std::make_shared<LinesCommand>(), program);
}

}  // namespace ductus::data
