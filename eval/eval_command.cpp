#include "eval/eval_command.h"

#include <torch/headeronly/version.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "configs/cli/progress.h"
#include "configs/schema/paths.h"
#include "data/source.h"
#include "eval/evaluate.h"
#include "eval/plots.h"
#include "eval/predictions_tsv.h"
#include "eval/report.h"
#include "models/device.h"
#include "models/trained_model.h"

namespace ductus::eval {
namespace {

namespace fs = std::filesystem;

/// The samples that are judged.
struct Judged {
  data::ImageSet set;
  std::vector<int64_t> indices;
  std::string name, split, hash;
};

data::ImageSet read_set(const EvalOptions& options, const models::ModelInfo& info,
                        const data::ReadContext& context) {
  if (!options.data.empty()) return data::read_data(options.data, context);
  DUCTUS_CHECK(!info.recipe.empty(), "{}: has no recipe that names data (give DATA)", options.model);
  const auto recipe = config::Document::parse(info.recipe, options.model + " (its recipe)");
  return data::read_data(data::read_data_recipe(recipe.root().fields().required_node("data")), context);
}

// The part to judge: the one named, else the test part, else everything.
std::vector<int64_t> select(const data::ImageSet& set, std::string& split) {
  if (split.empty()) split = set.splits.count("test") != 0 ? "test" : "all";
  if (split == "all") return all_samples(set);
  const auto found = set.splits.find(split);
  if (found == set.splits.end()) {
    std::vector<std::string> names = {"all"};
    for (const auto& item : set.splits) names.push_back(item.first);
    fail_usage("--split {}: the data have no such part, expected one of: {}", split, fmt::join(names, ", "));
  }
  return {found->second.begin(), found->second.end()};
}

std::string symbols_text(const data::Alphabet& alphabet) {
  constexpr std::size_t kShown = 40;
  std::vector<std::string> shown(
      alphabet.symbols().begin(),
      alphabet.symbols().begin() + static_cast<std::ptrdiff_t>(std::min(alphabet.size(), kShown)));
  return fmt::format("{}{}", fmt::join(shown, " "), alphabet.size() > kShown ? " ..." : "");
}

void check_fits(const Judged& judged, const models::ModelInfo& info) {
  const data::ImageSet& set = judged.set;
  DUCTUS_CHECK(set.height == info.height_px && set.width == info.width_px,
               "{}: images of {} x {} pixels, expected {} x {} as the model takes them (import them with "
               "another size_px)",
               judged.name, set.width, set.height, info.width_px, info.height_px);
  for (int64_t i = 0; i < set.size(); ++i) {
    const std::string& symbol =
        set.alphabet[static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)])];
    DUCTUS_CHECK(info.alphabet.find(symbol) >= 0,
                 "{}: {} is a '{}', which is not in the model's alphabet: {} (judge other data, or go on "
                 "training with --from MODEL)",
                 judged.name, set.id(i), symbol, symbols_text(info.alphabet));
  }
}

Judged read_judged(const EvalOptions& options, const models::ModelInfo& info,
                   const data::ReadContext& context) {
  Judged judged;
  judged.split = options.split;
  const data::ImageSet read = read_set(options, info, context);
  judged.set = data::subset(read, select(read, judged.split));
  judged.hash = judged.set.content_hash();
  judged.name = options.data.empty() ? fmt::format("{}", fmt::join(read.sources, " + ")) : options.data;
  DUCTUS_CHECK(judged.set.size() > 0, "{}: no samples to judge", judged.name);
  check_fits(judged, info);
  judged.set = data::join({judged.set}, info.alphabet);
  judged.indices = all_samples(judged.set);
  return judged;
}

// What the model file says of these very samples.
DataUse data_use(const models::ModelInfo& info, const std::string& hash) {
  if (!info.selected_on.empty() && info.selected_on == hash) return DataUse::kSelection;
  for (const auto& [part, source] : info.data) {
    if (source.hash != hash) continue;
    if (part == "train") return DataUse::kTraining;
    return part == "validation" ? DataUse::kSelection : DataUse::kHeldOut;
  }
  return DataUse::kUnknown;
}

Provenance provenance(const EvalOptions& options, const models::ModelInfo& info, const Judged& judged) {
  Provenance p;
  p.model = options.model;
  p.checkpoint = info.checkpoint;
  p.data = judged.name;
  p.data_hash = judged.hash;
  p.split = judged.split;
  p.data_use = data_use(info, judged.hash);
  p.temperature = info.temperature;
  p.more = {{"net", info.net}, {"torch", TORCH_VERSION}};
  return p;
}

std::vector<LineChart> curves_beside(const fs::path& model) {
  std::ifstream metrics(model.parent_path() / "metrics.jsonl");
  if (!metrics) return {};
  std::stringstream text;
  text << metrics.rdbuf();
  return training_curves(text.str());
}

void write_report(const EvalOptions& options, const ReleaseReport& report, const Predictions& predictions,
                  const Judged& judged, config::Reporter& reporter) {
  ReportExtras extras;
  extras.images = SampleImages{judged.set.height, judged.set.width, [&](int64_t i) {
                                 return judged.set.image(judged.indices[static_cast<std::size_t>(i)]);
                               }};
  extras.curves = curves_beside(options.model);
  for (const fs::path& path : write_files(options.out, report, predictions, extras))
    reporter.info("wrote " + path.string());
}

}  // namespace

int run_eval(const EvalOptions& options) {
  models::keep_heap();
  config::TerminalReporter reporter(options.shared.quiet);
  models::TrainedModel model = models::load_trained(options.model);
  const Judged judged = read_judged(
      options, model.info, {config::data_root(options.shared.data_root), reporter, options.shared.threads});
  PredictOptions predict_options;
  predict_options.threads = options.shared.threads;
  predict_options.temperature = model.info.temperature;
  predict_options.device = models::select_device(options.shared.device);
  model.net->to(predict_options.device);
  const bool fast = models::cpu_has_bfloat16() || predict_options.device.is_cuda();
  if (model.info.precision == "bfloat16" && fast) model.net->set_precision(models::Precision::kBFloat16);
  const Predictions predictions = predict(*model.net, judged.set, judged.indices, predict_options, reporter);
  ReportOptions report_options;
  report_options.table.digits = options.digits;
  const ReleaseReport report =
      make_report(predictions, report_options, provenance(options, model.info, judged));
  std::cout << (options.shared.json ? to_json(report) : to_text(report));
  if (!options.predictions.empty()) write_predictions(options.predictions, predictions);
  if (!options.out.empty()) write_report(options, report, predictions, judged, reporter);
  return 0;
}

}  // namespace ductus::eval
