// Lines of an unfinished run, in pieces beside the file that they shall become.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "data/line_set.h"
#include "data/synth/origin.h"
#include "data/synth/shard.h"

namespace ductus::data {

/// The folder OUT.pieces, with a data set file for every kLinesAPiece lines drawn: an interruption loses one
/// piece at most.
class LinePieces {
 public:
  explicit LinePieces(const std::filesystem::path& out);

  /// Throws ductus::Error when an earlier run's pieces are there and shall neither be used nor replaced.
  void begin(bool resume, bool overwrite) const;

  /// The piece that has the lines `part`, or none. Throws ductus::Error as check_resumable() does when it was
  /// drawn otherwise, and when it begins with the same line but ends with another: another shard's.
  std::optional<LineSet> load(SampleRange part, const Origin& origin) const;
  void save(SampleRange part, const LineSet& piece) const;

  /// Removes the folder, once OUT is written.
  void remove() const;

 private:
  std::filesystem::path file(SampleRange part) const;

  std::filesystem::path folder_;
};

constexpr int64_t kLinesAPiece = 20'000;

}  // namespace ductus::data
