#include "data/synth/forms/forms_command.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/paths.h"
#include "data/synth/folder_command.h"
#include "data/synth/forms/drawn_forms.h"

namespace ductus::data {
namespace {

/// Flat, clean and alone.
constexpr const char* kPlainPhoto =
    "photo={desk: 0, margin_frac: [0, 0], warmth: [0, 0], exposure: [1, 1], noise: [0, 0], "
    "jpeg_quality: [100, 100]}";

class FormsCommand : public FolderCommand {
 public:
  FormsCommand()
      : FolderCommand(
            {"forms",
             "Draws printed forms with red boxes that hold numbers, as phones see them, and where all is.",
             "recipe of fields, boxes, fonts, hands, paper and camera (default: phone pictures)",
             "forms",
             "fonts.from",
             {"--plain"},
             {"--resume"}}) {}

 private:
  void declare_own(config::CommandLine& line) override {
    line.option("--handwriting", handwriting_,
                "folder, font file or installed family of handwriting, in place of the recipe's");
    line.option("--strokes", strokes_, "file of pen strokes, in place of handwriting fonts");
    line.flag("--plain", plain_, "clean, flat and without a desk");
    line.example("ductus synth forms --count 200 --seed 7 --out forms --preview forms.png");
    line.example("ductus synth forms --strokes char74k.json --set content.comb=1 --plain --out combs");
    line.example("ductus synth forms --again forms --verify");
  }

  void change(config::Document& recipe) const override {
    if (!handwriting_.empty()) recipe.set("handwriting.fonts=" + quoted_list(handwriting_));
    if (strokes_) recipe.set("handwriting.strokes=" + quoted(*strokes_));
    if (plain_) recipe.set({"paper=[]", "camera=[]", kPlainPhoto});
  }

  DrawnFrom load(config::Document& recipe) override {
    source_.emplace(FormRecipe::read(recipe.root()), config::data_root(options_.shared.data_root));
    return {source_->count(), source_->origin(recipe.effective())};
  }

  const NumberedSamples& samples() const override { return *source_; }

  std::vector<std::string> handwriting_;
  std::optional<std::string> strokes_;
  bool plain_ = false;
  std::optional<FormSource> source_;
};

}  // namespace

void add_forms_command(config::CommandLine& program) {
  DrawCommand::add(std::make_shared<FormsCommand>(), program);
}

}  // namespace ductus::data
