#include "data/synth/chars_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/paths.h"
#include "configs/schema/thousands.h"
#include "data/export_characters.h"
#include "data/synth/char_recipe.h"
#include "data/synth/set_command.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// "1.5-3.5", or one number for both.
std::string thickness_yaml(const std::string& thickness) {
  const std::size_t dash = thickness.find('-');
  const std::string low = thickness.substr(0, dash);
  return fmt::format("[{}, {}]", low, dash == std::string::npos ? low : thickness.substr(dash + 1));
}

class CharsCommand : public SetCommand<ImageSet> {
 public:
  CharsCommand()
      : SetCommand({"chars",
                    "Draws characters from handwriting fonts, or pen strokes, with elastic distortion.",
                    "recipe, in place of the options",
                    "characters",
                    "fonts",
                    {"--symbols", "--proportions", "--strength", "--thickness"},
                    {"--format"}},
                   "letters_csv") {}

 private:
  void declare(config::CommandLine& line) override {
    line.option("-o,--out", options_.out,
                "file to write; of idx what both names begin with; of folders the folder");
    declare_format(line, character_exports().names(),
                   "a data set, the Kaggle A-Z file's layout, MNIST's, or a sub-folder of PNGs a class");
    line.option("--count", options_.count, "characters in all (default: 60000)");
    line.option("--symbols", symbols_, "which: characters and ranges, as in 0-9A-Z (default: A-Z)");
    line.option("--proportions", proportions_,
                "of the classes: equal, all the same (default), or az, as in the A-Z file");
    line.option(
        "--strokes", strokes_,
        "JSON file of pen strokes to draw from, in Chars74K's form: {\"A\": [[[[x, y], ...], ...], ...]}");
    line.option("--thickness", thickness_,
                "LOW-HIGH of pen strokes, pixels of 28, from 0.5 to 12 (default: 1.5-3.5)");
    line.option("--strength", strength_,
                "of all distortions, 0 to 2; 0 draws the shapes as they are (default: 1)");
    line.example("ductus synth chars --count 60000 --seed 7 --out letters.csv");
    line.example(
        "ductus synth chars --strokes char74k.json --thickness 1.5-4 --symbols 0-9A-Za-z --format ductus "
        "--out strokes.h5 --preview strokes.png");
    line.example("ductus synth chars --again strokes.h5 --verify");
  }

  void change(config::Document& recipe) const override {
    const auto set_text = [&](const char* key, const std::string& value) {
      if (!value.empty()) recipe.set(fmt::format("{}={}", key, quoted(value)));
    };
    set_text("symbols", symbols_);
    set_text("proportions", proportions_);
    set_text("strokes", strokes_);
    if (strength_) recipe.set(fmt::format("strength={}", *strength_));
    if (!thickness_.empty()) recipe.set("thickness_px=" + thickness_yaml(thickness_));
  }

  DrawnFrom load(config::Document& document) override {
    recipe_ = CharRecipe::read(document.root());
    shapes_.emplace(recipe_, config::data_root(options_.shared.data_root));
    return {recipe_.options.count, shapes_->origin(document.effective())};
  }

  std::vector<fs::path> outputs() const override {
    const auto as = character_exports().value(format_);
    return as ? exported_paths(options_.out, *as) : SetCommand::outputs();
  }

  ImageSet draw_part(SampleRange part, ThreadPool& pool, config::Reporter& reporter) const override {
    ImageSet set = shapes_->draw(recipe_.options, part, pool, reporter);
    set.origin = origin().to_json();
    return set;
  }

  void write_export(const ImageSet& set, const std::string& format, const fs::path& out,
                    config::Reporter& reporter) const override {
    const CharacterExport as = *character_exports().value(format);
    if (as == CharacterExport::kFolders) empty_drawn_folder(out);
    export_characters(set, out, as, reporter);
  }

  std::string format_in(const fs::path&) const override { return "folders"; }

  /// Of drawings by hand the licence is their file's; what fonts are drawn into is no handwriting.
  std::string drawn_from() const {
    if (shapes_->strokes())
      return fmt::format("the pen strokes in {}, whose licence holds for them", shapes_->strokes()->name);
    return fmt::format("{} fonts; not handwriting", shapes_->fonts().size());
  }

  DrawResult result(const ImageSet& set) const override {
    const CharOptions& options = recipe_.options;
    DrawResult result;
    result.json = {{"path", options_.out},
                   {"count", set.size()},
                   {"symbols", options.alphabet.symbols()},
                   {"seed", options.seed},
                   {"strength", options.strength},
                   {"handwriting", shapes_->strokes().has_value()},
                   {"content_hash", set.content_hash()}};
    for (const Material& font : origin().typefaces) result.json["fonts"].push_back(font.name);
    for (const Material& file : origin().strokes) result.json["strokes"] = file.name;
    result.text = fmt::format("{}: {} characters of {} classes drawn {} from {}", options_.out,
                              config::with_thousands(set.size()), options.alphabet.size(),
                              options.strength > 0 ? "with elastic distortion" : "undistorted", drawn_from());
    return result;
  }

  std::string strokes_, thickness_, symbols_, proportions_;
  std::optional<double> strength_;
  CharRecipe recipe_;
  std::optional<CharShapes> shapes_;
};

}  // namespace

void add_chars_command(config::CommandLine& program) {
  DrawCommand::add(std::make_shared<CharsCommand>(), program);
}

}  // namespace ductus::data
