// A run's `metrics.jsonl`: one JSON object a line, with epoch, step and the numbers measured there.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ductus::train {

/// One line. A number that is not finite is kept as the text "nan", "inf" or "-inf".
struct MetricsRecord {
  int64_t epoch = 0;
  int64_t step = 0;
  std::map<std::string, double> values;
};

/// Appends records to a file; each is flushed, so that a killed run keeps what it had.
class MetricsLog {
 public:
  /// Opens `path`, keeping what lies there. Throws ductus::Error.
  explicit MetricsLog(const std::string& path);

  /// As above after truncate_metrics(path, last_step): how a run is resumed.
  MetricsLog(const std::string& path, int64_t last_step);

  /// Throws ductus::Error when the disk is full or a value is named "epoch" or "step".
  void append(const MetricsRecord& record);

 private:
  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/// All records; a torn last line (no line feed: the run was killed in it) is left out.
/// Throws ductus::Error, naming the line, for anything else that is not a record, and for a missing file.
std::vector<MetricsRecord> read_metrics(const std::string& path);

/// Drops the records after `last_step` and a torn last line, by writing the file anew and renaming it.
/// A missing file stays missing.
void truncate_metrics(const std::string& path, int64_t last_step);

}  // namespace ductus::train
