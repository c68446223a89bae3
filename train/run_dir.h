// The folder of one training: recipe, ledger, checkpoint, models, metrics.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "data/ledger.h"

namespace ductus::train {

/// What lies where:
///   config.yaml             effective recipe: every default filled in
///   ledger.json             every sample accounted for
///   metrics.jsonl           a line an epoch; events.out.tfevents.*: the same for TensorBoard
///   checkpoint.safetensors  full state, to resume from
///   best.safetensors        the best model by the monitored metric so far
///   model.safetensors       the result, once the training is finished
///   report/                 curves.png
class RunDir {
 public:
  /// Where a new run will be, once it is claimed. An empty `path` means runs/NAME-1, -2, ...: the first that
  /// is free. Throws ductus::Error when `path` already holds a run or what a run would write over, or cannot
  /// be made there.
  static RunDir choose(const std::filesystem::path& path, const std::string& name);

  /// A run that was begun, with the checkpoint that it goes on from. Throws ductus::Error when there is none.
  static RunDir open(const std::filesystem::path& path);

  /// Makes a new run's folder (with the next number where another training has taken this one meanwhile), and
  /// keeps every other training out of it while this object or a copy lives. Throws ductus::Error when one is
  /// at work there.
  void claim();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path config() const { return path_ / "config.yaml"; }
  std::filesystem::path ledger() const { return path_ / "ledger.json"; }
  std::filesystem::path metrics() const { return path_ / "metrics.jsonl"; }
  std::filesystem::path checkpoint() const { return path_ / "checkpoint.safetensors"; }
  std::filesystem::path best() const { return path_ / "best.safetensors"; }
  std::filesystem::path model() const { return path_ / "model.safetensors"; }
  std::filesystem::path report() const { return path_ / "report"; }

  /// Writes ledger.json and config.yaml, by which a folder is known as a run: its first checkpoint stands by
  /// then.
  void describe(const std::string& effective_recipe, const data::Ledger& ledger) const;

 private:
  explicit RunDir(std::filesystem::path path) : path_(std::move(path)) {}

  bool make_folder() const;
  void check_free() const;

  std::filesystem::path path_;
  bool begun_ = false;
  std::string numbered_;               // NAME of runs/NAME-1, -2, ...; empty: the path was given
  std::shared_ptr<const void> claim_;  // ends with the last copy
};

}  // namespace ductus::train
