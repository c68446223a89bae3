#include "train/checkpoint.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

#include "configs/schema/error.h"
#include "configs/schema/yaml_difference.h"
#include "models/model_file.h"

namespace ductus::train {
namespace {

constexpr const char* kPrefix = "ductus.checkpoint.";

// Doubles as hexadecimal text, so that reading gives back the same bits.
std::string exact(double value) { return fmt::format("{:a}", value); }

class Reader {
 public:
  Reader(const std::map<std::string, std::string>& metadata, std::string where)
      : metadata_(metadata), where_(std::move(where)) {}

  const std::string& text(const std::string& key) const {
    const auto found = metadata_.find(kPrefix + key);
    DUCTUS_CHECK(found != metadata_.end(), "{}: not a checkpoint of this ductus: no '{}' in it", where_, key);
    return found->second;
  }
  int64_t whole(const std::string& key) const { return std::stoll(text(key)); }
  double real(const std::string& key) const { return std::strtod(text(key).c_str(), nullptr); }

 private:
  const std::map<std::string, std::string>& metadata_;
  std::string where_;
};

/// The keys that differ, of many the first; empty: none does.
std::string difference(const std::string& recipe, const std::string& other) {
  constexpr std::size_t kShown = 5;
  const auto a = config::parse_yaml(recipe, "recipe"), b = config::parse_yaml(other, "recipe");
  std::vector<std::string> paths = config::differing_paths(*a, *b);
  const std::size_t more = paths.size() - std::min(paths.size(), kShown);
  paths.resize(paths.size() - more);
  return fmt::format("{}{}", fmt::join(paths, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

}  // namespace

void save_checkpoint(const std::filesystem::path& path, const CheckpointKey& key, const Progress& progress,
                     const StateTensors& state) {
  const Totals& t = progress.totals;
  const std::map<std::string, std::string> values = {{"recipe", key.recipe},
                                                     {"data_hash", key.data_hash},
                                                     {"epoch", std::to_string(progress.epoch)},
                                                     {"batch", std::to_string(progress.batch)},
                                                     {"step", std::to_string(progress.step)},
                                                     {"best", exact(progress.best)},
                                                     {"best_epoch", std::to_string(progress.best_epoch)},
                                                     {"stopped", std::to_string(progress.stopped)},
                                                     {"precision", progress.precision},
                                                     {"ancestors", models::lineage_text(progress.ancestors)},
                                                     {"loss", exact(t.loss)},
                                                     {"samples", std::to_string(t.samples)},
                                                     {"correct", std::to_string(t.correct)},
                                                     {"counted", std::to_string(t.counted)},
                                                     {"data_s", exact(t.data_s)},
                                                     {"compute_s", exact(t.compute_s)}};
  std::map<std::string, std::string> metadata;
  for (const auto& [name, value] : values) metadata[kPrefix + name] = value;
  models::save_tensors(path.string(), metadata, state);
}

Progress load_checkpoint(const std::filesystem::path& path, const CheckpointKey& key, StateTensors& state) {
  const auto [metadata, tensors] = models::load_tensors(path.string());
  const Reader read(metadata, path.string());
  const std::string different = difference(read.text("recipe"), key.recipe);
  DUCTUS_CHECK(
      different.empty(),
      "{}: belongs to another recipe, which differs in {} (a run is resumed with its own config.yaml; "
      "train another one --from its model)",
      path.string(), different);
  DUCTUS_CHECK(read.text("data_hash") == key.data_hash,
               "{}: the training data has changed: expected content {}, found {}", path.string(),
               read.text("data_hash"), key.data_hash);
  std::map<std::string, at::Tensor> by_name(tensors.begin(), tensors.end());
  for (auto& [name, tensor] : state) {
    const auto found = by_name.find(name);
    DUCTUS_CHECK(found != by_name.end() && found->second.sizes() == tensor.sizes(),
                 "{}: tensor '{}' is missing or of another size", path.string(), name);
    tensor.copy_(found->second);
  }
  Progress progress;
  progress.epoch = static_cast<uint32_t>(read.whole("epoch"));
  progress.batch = read.whole("batch");
  progress.step = read.whole("step");
  progress.best = read.real("best");
  progress.best_epoch = static_cast<int>(read.whole("best_epoch"));
  progress.stopped = read.whole("stopped") != 0;
  progress.precision = read.text("precision");
  progress.ancestors = models::read_lineage(read.text("ancestors"), path.string());
  progress.totals.loss = read.real("loss");
  progress.totals.samples = read.whole("samples");
  progress.totals.correct = read.whole("correct");
  progress.totals.counted = read.whole("counted");
  progress.totals.data_s = read.real("data_s");
  progress.totals.compute_s = read.real("compute_s");
  return progress;
}

}  // namespace ductus::train
