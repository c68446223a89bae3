#include "data/synth/receipts/receipts_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/overwrite.h"
#include "data/synth/folder_command.h"
#include "data/synth/receipts/receipt_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// `till`, or the path of a layout of one's own.
std::string layout_entry(const std::string& name) {
  const fs::path path(name);
  const bool file = path.has_parent_path() || path.has_extension();
  return fmt::format("{{{}: {}}}", file ? "path" : "name", quoted(name));
}

class ReceiptsCommand : public FolderCommand {
 public:
  ReceiptsCommand()
      : FolderCommand(
            {"receipts",
             "Draws whole receipts: pictures, texts, sums that are right, boxes of every character.",
             "recipe of layouts, words, fonts and wear (default: scanned till receipts)",
             "receipts",
             "fonts.from",
             {"--layouts", "--layout-as", "--plain"},
             {"--lines", "--resume"}}) {}

 private:
  void declare_own(config::CommandLine& line) override {
    line.option("--layouts", layouts_,
                "layout by name, or a YAML file of one's own; as often as needed, in place of the recipe's");
    line.choice("--layout-as", layout_as_, receipt_files().names(),
                "how files lie: a folder a receipt, as SROIE has them, or PAGE XML");
    line.option("--lines", lines_, "also write the lines of the worn receipts, a data set file");
    line.flag("--plain", plain_, "without wear");
    line.example("ductus synth receipts --count 500 --seed 7 --out receipts --preview receipts.png");
    line.example("ductus synth receipts --layouts restaurant --layout-as sroie --out sroie --lines lines.h5");
    line.example("ductus synth receipts --again receipts --verify");
  }

  void check_outputs() const override {
    FolderCommand::check_outputs();
    refuse_to_overwrite(lines_, options_.overwrite || options_.resume);
  }

  void change(config::Document& recipe) const override {
    if (!layouts_.empty()) {
      std::vector<std::string> entries;
      for (const std::string& name : layouts_) entries.push_back(layout_entry(name));
      recipe.set(fmt::format("layouts=[{}]", fmt::join(entries, ", ")));
    }
    if (plain_) recipe.set("wear=[]");
  }

  DrawnFrom load(config::Document& document) override {
    ReceiptRecipe recipe = ReceiptRecipe::read(document.root(), options_.shared.data_root);
    const auto as = receipt_files().value(options_.again.empty() ? layout_as_ : origin_again().layout_as);
    DUCTUS_CHECK(as, "{}: no receipts were drawn into it", options_.again);
    source_.emplace(std::move(recipe), *as);
    return {source_->count(), source_->origin(document.effective())};
  }

  const NumberedSamples& samples() const override { return *source_; }
  bool needs_all() const override { return !lines_.empty(); }

  void draw_samples(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                    const TakeSample& take) override {
    if (lines_.empty()) return FolderCommand::draw_samples(numbers, pool, reporter, take);
    std::vector<CutLines> cut(static_cast<std::size_t>(range().size()));
    draw_receipts(*source_, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
      const int64_t place = static_cast<int64_t>(drawn.index) - range().first;
      cut[static_cast<std::size_t>(place)] = cut_lines(drawn, source_->recipe);
      take(source_->sample(drawn));
    });
    write_dataset(lines_, line_set(std::move(cut), range(), source_->recipe, origin().to_json()));
  }

  DrawResult verify(ThreadPool& pool, config::Reporter& reporter) override {
    if (fs::is_directory(options_.again)) return FolderCommand::verify(pool, reporter);
    prepare();
    check_unchanged(origin_again(), origin(), options_.again);
    const LineSet then = read_line_dataset(options_.again);
    return verified("lines", check_same_lines(then, options_.again, *source_, pool, reporter));
  }

  std::string lines_, layout_as_ = "folders";
  std::vector<std::string> layouts_;
  bool plain_ = false;
  std::optional<ReceiptSource> source_;
};

}  // namespace

void add_receipts_command(config::CommandLine& program) {
  DrawCommand::add(std::make_shared<ReceiptsCommand>(), program);
}

}  // namespace ductus::data
