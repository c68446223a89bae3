#include "data/synth/chars_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/export_characters.h"
#include "data/png.h"
#include "data/synth/char_recipe.h"
#include "data/synth/draw_options.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

struct CharsCommand : DrawOptions {
  std::string strokes, thickness, format = "letters_csv", symbols, proportions;
  std::optional<double> strength;
};

/// "1.5-3.5", or one number for both.
std::string thickness_yaml(const std::string& thickness) {
  const std::size_t dash = thickness.find('-');
  const std::string low = thickness.substr(0, dash);
  return fmt::format("[{}, {}]", low, dash == std::string::npos ? low : thickness.substr(dash + 1));
}

config::Document recipe_of(const CharsCommand& command) {
  config::Document recipe = begin_recipe(command, "chars");
  const auto set_text = [&](const char* key, const std::string& value) {
    if (!value.empty()) recipe.set(fmt::format("{}={}", key, quoted(value)));
  };
  set_text("symbols", command.symbols);
  set_text("proportions", command.proportions);
  set_text("strokes", command.strokes);
  if (command.strength) recipe.set(fmt::format("strength={}", *command.strength));
  if (!command.thickness.empty()) recipe.set("thickness_px=" + thickness_yaml(command.thickness));
  change_recipe(command, "fonts", recipe);
  return recipe;
}

/// Everything that decides what is drawn.
struct Job {
  explicit Job(const CharsCommand& command) : Job(command, recipe_of(command)) {}

  CharRecipe recipe;
  SampleRange range;
  CharShapes shapes;
  Origin origin;

 private:
  Job(const CharsCommand& command, const config::Document& document)
      : recipe(CharRecipe::read(document.root())),
        range(range_of(command, recipe.options.count)),
        shapes(recipe, config::data_root(command.shared.data_root)),
        origin(shapes.origin(document.effective())) {}
};

/// Before the work, not after it.
void refuse_outputs(const CharsCommand& command) {
  std::vector<fs::path> paths{command.out};
  if (const auto as = character_exports().value(command.format)) paths = exported_paths(command.out, *as);
  paths.emplace_back(command.preview);
  for (const fs::path& path : paths) refuse_existing(path, command.overwrite);
}

void write(const CharsCommand& command, const ImageSet& set, config::Reporter& reporter) {
  const auto as = character_exports().value(command.format);
  if (as == CharacterExport::kFolders) empty_drawn_folder(command.out);
  if (as)
    export_characters(set, command.out, *as, reporter);
  else
    write_dataset(command.out, set);
  if (!command.preview.empty()) write_png(command.preview, contact_sheet(set));
}

/// Of drawings by hand the licence is their file's; what fonts are drawn into is no handwriting.
std::string drawn_from(const Job& job) {
  if (job.shapes.strokes())
    return fmt::format("the pen strokes in {}, whose licence holds for them", job.shapes.strokes()->name);
  return fmt::format("{} fonts; not handwriting", job.shapes.fonts().size());
}

void print_result(const CharsCommand& command, const Job& job, const ImageSet& set) {
  const CharOptions& options = job.recipe.options;
  if (command.shared.json) {
    nlohmann::ordered_json json{{"path", command.out},
                                {"count", set.size()},
                                {"symbols", options.alphabet.symbols()},
                                {"seed", options.seed},
                                {"strength", options.strength},
                                {"handwriting", job.shapes.strokes().has_value()},
                                {"content_hash", set.content_hash()}};
    for (const Material& font : job.origin.typefaces) json["fonts"].push_back(font.name);
    for (const Material& file : job.origin.strokes) json["strokes"] = file.name;
    fmt::print("{}\n", json.dump());
    return;
  }
  fmt::print("{}: {} characters of {} classes drawn {} from {}\n", command.out,
             config::with_thousands(set.size()), options.alphabet.size(),
             options.strength > 0 ? "with elastic distortion" : "undistorted", drawn_from(job));
}

ImageSet draw(const CharsCommand& command, const Job& job, SampleRange range) {
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  return job.shapes.draw(job.recipe.options, range, pool, reporter);
}

int draw_new(const CharsCommand& command) {
  if (command.out.empty()) fail_usage("--out: expected a file or folder to write");
  refuse_outputs(command);
  const Job job(command);
  ImageSet set = draw(command, job, job.range);
  set.origin = job.origin.to_json();
  config::TerminalReporter reporter(command.shared.quiet);
  write(command, set, reporter);
  print_result(command, job, set);
  return 0;
}

int verify(const CharsCommand& command) {
  const ImageSet then = read_dataset(command.again);
  const Origin origin = Origin::from_json(then.origin, command.again);
  const Job job(command);
  check_unchanged(origin, job.origin, command.again);
  const int64_t first = then.number.empty() ? 0 : then.number[0];
  const ImageSet now = draw(command, job, {first, first + then.size()});
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: drawn again it is not the same (it was by {})",
               command.again, origin.drawn_by);
  fmt::print("{}: drawn again, {} characters are the same\n", command.again,
             config::with_thousands(now.size()));
  return 0;
}

}  // namespace

void add_chars_command(config::CommandLine& program) {
  const auto command = std::make_shared<CharsCommand>();
  config::CommandLine& line = program.command(
      "chars", "Draws characters from handwriting fonts, or pen strokes, with elastic distortion.");
  line.optional_argument("RECIPE", command->recipe, "recipe, in place of the options");
  line.option("-o,--out", command->out,
              "file to write; of idx what both names begin with; of folders the folder");
  std::vector<std::string> formats = character_exports().names();
  formats.insert(formats.begin(), "ductus");
  line.choice("--format", command->format, formats,
              "a data set, the Kaggle A-Z file's layout, MNIST's, or a sub-folder of PNGs a class");
  line.option("--count", command->count, "characters in all (default: 60000)");
  line.option("--symbols", command->symbols, "which: characters and ranges, as in 0-9A-Z (default: A-Z)");
  line.option("--proportions", command->proportions,
              "of the classes: equal, all the same (default), or az, as in the A-Z file");
  line.option(
      "--strokes", command->strokes,
      "JSON file of pen strokes to draw from, in Chars74K's form: {\"A\": [[[[x, y], ...], ...], ...]}");
  line.option("--thickness", command->thickness,
              "LOW-HIGH of pen strokes, pixels of 28, from 0.5 to 12 (default: 1.5-3.5)");
  line.option("--strength", command->strength,
              "of all distortions, 0 to 2; 0 draws the shapes as they are (default: 1)");
  add_draw_options(line, *command);
  line.example("ductus synth chars --count 60000 --seed 7 --out letters.csv");
  line.example(
      "ductus synth chars --strokes char74k.json --thickness 1.5-4 --symbols 0-9A-Za-z --format ductus --out "
      "strokes.h5 --preview strokes.png");
  line.example("ductus synth chars --again strokes.h5 --verify");
  line.action([command, &line] {
    check_again(*command, line, {"--symbols", "--proportions", "--strength", "--thickness"}, {"--format"});
    return command->verify ? verify(*command) : draw_new(*command);
  });
}

}  // namespace ductus::data
