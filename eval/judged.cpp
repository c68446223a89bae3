#include "eval/judged.h"

#include <torch/headeronly/version.h>

#include <fstream>
#include <numeric>
#include <sstream>

#include "models/device.h"

namespace ductus::eval {

std::vector<int64_t> select_part(const data::SampleSet& set, int64_t size, std::string& split) {
  if (split.empty()) split = set.splits.count("test") != 0 ? "test" : "all";
  if (split == "all") {
    std::vector<int64_t> all(static_cast<std::size_t>(size));
    std::iota(all.begin(), all.end(), 0);
    return all;
  }
  const auto found = set.splits.find(split);
  if (found == set.splits.end()) {
    std::vector<std::string> names = {"all"};
    for (const auto& item : set.splits) names.push_back(item.first);
    fail_usage("--split {}: the data have no such part, expected one of: {}", split, fmt::join(names, ", "));
  }
  return {found->second.begin(), found->second.end()};
}

data::DataRecipe recipe_data(const EvalOptions& options, const models::ModelInfo& info) {
  DUCTUS_CHECK(!info.recipe.empty(), "{}: has no recipe that names data (give DATA)", options.model);
  const auto recipe = config::Document::parse(info.recipe, options.model + " (its recipe)");
  data::DataRecipe data = data::read_data_recipe(recipe.root().fields().required_node("data"));
  if (options.split != "train" && options.split != "all") data.train_only.clear();  // need not be at hand
  return data;
}

data::DataOptions as_the_model_sees(const EvalOptions& options, const models::ModelInfo& info) {
  data::DataOptions reading;
  if (info.preprocessing.empty() || !data::is_source(options.data)) return reading;
  const config::Document document = data::source_document(options.data);
  const auto [format, source] = document.root().tagged();
  if (data::has_view(format) && source.is_map() && !source.fields().has("view"))
    reading.set.push_back("view=" + info.preprocessing);
  return reading;
}

void tell_left_out(const EvalOptions& options, const data::Ledger& ledger, config::Reporter& reporter) {
  if (ledger.dropped().empty()) return;
  if (options.strict) data::check_nothing_dropped(ledger);
  reporter.warn("not judged: " + ledger.summary());
}

std::string symbols_text(const data::Alphabet& alphabet) {
  constexpr std::size_t kShown = 40;
  std::vector<std::string> shown(
      alphabet.symbols().begin(),
      alphabet.symbols().begin() + static_cast<std::ptrdiff_t>(std::min(alphabet.size(), kShown)));
  return fmt::format("{}{}", fmt::join(shown, " "), alphabet.size() > kShown ? " ..." : "");
}

namespace {

/// What it computed with: results differ in the last digits between precisions, and between devices.
std::vector<std::pair<std::string, std::string>> machinery(const models::TrainedModel& model) {
  const bool bfloat16 = model.net->precision() == models::Precision::kBFloat16;
  return {{"net", model.info.net},
          {"precision", bfloat16 ? "bfloat16" : "float32"},
          {"device", model.net->parameters().front().device().str()},
          {"torch", TORCH_VERSION}};
}

}  // namespace

Provenance provenance(const EvalOptions& options, const models::TrainedModel& model, const std::string& name,
                      const std::string& hash, const std::string& split) {
  const models::ModelInfo& info = model.info;
  Provenance p;
  p.model = options.model;
  p.model_hash = info.file_hash;
  p.checkpoint = info.checkpoint;
  p.data = name;
  p.data_hash = hash;
  p.split = split;
  p.temperature = info.temperature;
  p.more = machinery(model);
  return p;
}

std::vector<LineChart> curves_beside(const std::filesystem::path& model, config::Reporter& reporter) {
  const std::filesystem::path path = model.parent_path() / "metrics.jsonl";
  std::ifstream metrics(path);
  if (!metrics) return {};
  std::stringstream text;
  text << metrics.rdbuf();
  try {
    return training_curves(text.str());
  } catch (const Error& error) {
    reporter.warn(fmt::format("{}: {} (the report has no curves)", path.string(), error.what()));
    return {};
  }
}

void place(models::TrainedModel& model, c10::Device device) {
  model.net->to(device);
  if (model.info.precision == "bfloat16" && models::multiplies_bfloat16(device))
    model.net->set_precision(models::Precision::kBFloat16);
}

}  // namespace ductus::eval
