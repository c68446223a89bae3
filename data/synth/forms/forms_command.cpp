#include "data/synth/forms/forms_command.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/png.h"
#include "data/synth/forms/drawn_forms.h"
#include "data/synth/forms/form_files.h"
#include "data/synth/origin.h"
#include "data/synth/receipts/receipts_sheet.h"
#include "data/synth/shard.h"

namespace ductus::data {
namespace {

struct FormsCommand {
  std::string recipe, out, preview, shard = "1/1";
  std::vector<std::string> fonts, handwriting;
  std::optional<std::string> strokes;
  std::optional<int64_t> count;
  bool plain = false, overwrite = false, resume = false;
  config::SharedOptions shared;
};

std::string list_yaml(const std::vector<std::string>& names) {
  return fmt::format("[\"{}\"]", fmt::join(names, "\", \""));
}

/// Flat, clean and alone.
constexpr const char* kPlainPhoto =
    "photo={desk: 0, margin_frac: [0, 0], warmth: [0, 0], exposure: [1, 1], noise: [0, 0], "
    "jpeg_quality: [100, 100]}";

/// The recipe with what the command line changes.
config::Document document_of(const FormsCommand& command) {
  config::Document document = command.recipe.empty() ? config::Document::parse("{}", "forms")
                                                     : config::Document::load(command.recipe);
  if (!command.fonts.empty()) document.set("fonts.from=" + list_yaml(command.fonts));
  if (!command.handwriting.empty()) document.set("handwriting.fonts=" + list_yaml(command.handwriting));
  if (command.strokes) document.set(fmt::format("handwriting.strokes=\"{}\"", *command.strokes));
  if (command.plain) document.set({"paper=[]", "camera=[]", kPlainPhoto});
  if (command.shared.seed) document.set(fmt::format("seed={}", *command.shared.seed));
  if (command.count) document.set(fmt::format("count={}", *command.count));
  document.set(command.shared.set);
  return document;
}

Origin origin_of(const std::string& effective_recipe, const FormRecipe& recipe, const Typefaces& typefaces,
                 const Hands& hands) {
  Origin origin{"ductus " DUCTUS_VERSION, effective_recipe, {}, {}};
  for (const Typeface& typeface : typefaces) origin.typefaces.push_back({typeface.name, typeface.hash});
  std::vector<Material>& written = recipe.handwriting.strokes ? origin.strokes : origin.typefaces;
  for (const Material& hand : hands.materials()) written.push_back(hand);
  return origin;
}

/// The first forms of a run, for its contact sheet.
class Preview {
 public:
  Preview(std::string path, SampleRange range) : path_(std::move(path)), range_(range) {}

  bool shows(int64_t number) const { return !path_.empty() && number - range_.first < kReceiptsOnSheet; }

  /// From any thread.
  void take(const DrawnForm& drawn) {
    if (!shows(static_cast<int64_t>(drawn.index))) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    shown_[static_cast<int64_t>(drawn.index)] = drawn.image;
  }

  void write() const {
    if (!path_.empty()) write_png(path_, receipts_sheet(shown_));
  }

 private:
  const std::string path_;
  const SampleRange range_;
  std::map<int64_t, Picture> shown_;
  std::mutex mutex_;
};

int draw(const FormsCommand& command) {
  const bool again = command.overwrite || command.resume;
  refuse_existing(command.preview, again);
  const config::Document document = document_of(command);
  const FormRecipe recipe = FormRecipe::read(document.root());
  const SampleRange range = parse_shard(command.shard, recipe.count);
  const Typefaces typefaces = recipe.fonts.load();
  const Hands hands = Hands::load(recipe.handwriting, config::data_root(command.shared.data_root));
  begin_folder(command.out, origin_of(document.effective(), recipe, typefaces, hands), command.resume,
               command.overwrite);

  Preview preview(command.preview, range);
  std::vector<int64_t> numbers;
  int64_t kept = 0;
  for (int64_t i = range.first; i < range.last; ++i) {
    const bool there = form_is_written(command.out, static_cast<uint64_t>(i));
    kept += there ? 1 : 0;
    if (!there || preview.shows(i)) numbers.push_back(i);
  }
  config::TerminalReporter reporter(command.shared.quiet);
  ThreadPool pool(command.shared.threads);
  draw_forms(recipe, typefaces, hands, numbers, pool, reporter, [&](const DrawnForm& drawn) {
    if (!form_is_written(command.out, drawn.index))
      write_form(command.out, drawn, typefaces, hands, recipe.seed);
    preview.take(drawn);
  });
  preview.write();
  if (command.shared.json) {
    const nlohmann::ordered_json json{
        {"path", command.out}, {"forms", range.size()},         {"kept", kept},
        {"seed", recipe.seed}, {"typefaces", typefaces.size()}, {"hands", hands.size()}};
    fmt::print("{}\n", json.dump());
  } else {
    fmt::print("{}: {} forms{}, {} typefaces, {} hands\n", command.out, config::with_thousands(range.size()),
               kept > 0 ? fmt::format(", {} of them were there", config::with_thousands(kept)) : "",
               typefaces.size(), hands.size());
  }
  return 0;
}

}  // namespace

void add_forms_command(config::CommandLine& program) {
  const auto command = std::make_shared<FormsCommand>();
  config::CommandLine& line = program.command(
      "forms", "Draws printed forms with red boxes that hold numbers, as phones see them, and where all is.");
  line.optional_argument("RECIPE", command->recipe,
                         "recipe of fields, boxes, fonts, hands, paper and camera (default: phone pictures)");
  line.required_option("-o,--out", command->out, "folder to write: new or empty");
  line.option("--count", command->count, "forms in all");
  line.option("--preview", command->preview, "also write a contact sheet, a PNG");
  line.option("--fonts", command->fonts,
              "folder, font file or installed family of print, in place of the recipe's");
  line.option("--handwriting", command->handwriting, "the same of handwriting");
  line.option("--strokes", command->strokes, "file of pen strokes, in place of handwriting fonts");
  line.flag("--plain", command->plain, "clean, flat and without a desk");
  line.option("--shard", command->shard,
              "only part I of N, as in 2/4; parts may go into one folder (--resume)");
  line.flag("--resume", command->resume, "go on after an interruption, with the same recipe");
  line.flag("--overwrite", command->overwrite, "begin anew where forms were drawn before");
  using Shared = config::SharedOptions;
  line.shared(command->shared, Shared::kSeed | Shared::kThreads | Shared::kSet | Shared::kJson |
                                   Shared::kQuiet | Shared::kDataRoot);
  line.example("ductus synth forms --count 200 --seed 7 --out forms --preview forms.png");
  line.example("ductus synth forms --strokes char74k.json --set content.comb=1 --plain --out combs");
  line.action([command] { return draw(*command); });
}

}  // namespace ductus::data
