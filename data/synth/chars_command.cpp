#include "data/synth/chars_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/letters_csv_writer.h"
#include "data/png.h"
#include "data/synth/characters.h"
#include "data/synth/letter_forms.h"

namespace ductus::data {
namespace {

struct CharsCommand {
  std::string out;
  std::string format = "letters_csv";
  std::string symbols = "A-Z";
  std::string proportions = "equal";
  int64_t count = 60000;
  double strength = 1;
  std::vector<std::string> fonts;
  std::string preview;
  bool overwrite = false;
  config::SharedOptions shared;
};

void refuse_existing(const std::string& path, bool overwrite) {
  if (!overwrite && !path.empty() && std::filesystem::exists(path)) {
    fail("{}: is already there (--overwrite replaces it)", path);
  }
}

CharOptions options_of(const CharsCommand& command) {
  CharOptions options;
  options.alphabet = parse_symbols(command.symbols);
  options.count = command.count;
  options.proportions = command.proportions == "az" ? Proportions::kAz : Proportions::kEqual;
  options.seed = command.shared.seed.value_or(1);
  options.strength = static_cast<float>(command.strength);
  class_counts(options);  // what is out of range says so before fonts are looked for
  return options;
}

void write(const CharsCommand& command, const ImageSet& set, config::Reporter& reporter) {
  if (command.format == "ductus") {
    write_dataset(command.out, set);
  } else {
    write_letters_csv(command.out, set, reporter);
  }
  if (!command.preview.empty()) write_png(command.preview, contact_sheet(set));
}

/// The families drawn from are plainly named: this is no handwriting.
void print_result(const CharsCommand& command, const CharOptions& options, const FontSet& fonts) {
  if (command.shared.json) {
    nlohmann::ordered_json json{
        {"path", command.out},  {"count", options.count},       {"symbols", options.alphabet.symbols()},
        {"seed", options.seed}, {"strength", options.strength}, {"handwriting", false}};
    for (const Font& font : fonts) json["fonts"].push_back(font.name);
    fmt::print("{}\n", json.dump());
    return;
  }
  const std::string how = options.strength > 0 ? "with elastic distortion" : "undistorted";
  fmt::print("{}: {} characters ({}) drawn from {} fonts {}; not handwriting\n", command.out,
             config::with_thousands(options.count), command.symbols, fonts.size(), how);
}

int draw(const CharsCommand& command) {
  refuse_existing(command.out, command.overwrite);
  refuse_existing(command.preview, command.overwrite);
  const CharOptions options = options_of(command);
  config::TerminalReporter reporter(command.shared.quiet);
  const FontSet fonts = load_fonts(command.fonts, characters_of(options.alphabet));
  ThreadPool pool(command.shared.threads);
  write(command, draw_characters(options, fonts, pool, reporter), reporter);
  print_result(command, options, fonts);
  return 0;
}

}  // namespace

void add_chars_command(config::CommandLine& program) {
  const auto command = std::make_shared<CharsCommand>();
  config::CommandLine& line =
      program.command("chars", "Draws characters from handwriting fonts with elastic distortion.");
  line.required_option("--out", command->out, "file to write");
  line.choice("--format", command->format, {"letters_csv", "ductus"},
              "layout of the file: the Kaggle A-Z file's, or a data set");
  line.option("--count", command->count, "characters in all");
  line.option("--symbols", command->symbols, "which: characters and ranges, as in 0-9A-Z");
  line.choice("--proportions", command->proportions, {"equal", "az"},
              "of the classes: all the same, or as in the A-Z file");
  line.option("--fonts", command->fonts,
              "folder, font file or installed family to draw from (default: known hands)");
  line.option("--strength", command->strength, "of all distortions, 0 to 2; 0 draws the glyphs as they are");
  line.option("--preview", command->preview, "also write a contact sheet, a PNG");
  line.flag("--overwrite", command->overwrite, "replace files that are there");
  using Shared = config::SharedOptions;
  line.shared(command->shared, Shared::kSeed | Shared::kThreads | Shared::kJson | Shared::kQuiet);
  line.example("ductus synth chars --count 60000 --seed 7 --out letters.csv");
  line.action([command] { return draw(*command); });
}

}  // namespace ductus::data
