// Lines of an unfinished run, in pieces beside the file that they shall become.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "data/line_set.h"
#include "data/synth/origin.h"

namespace ductus::data {

/// The folder OUT.pieces, with a data set file for every kLinesAPiece lines drawn: an interruption loses one
/// piece at most.
class LinePieces {
 public:
  explicit LinePieces(const std::filesystem::path& out);

  /// Throws ductus::Error when an earlier run's pieces are there and shall neither be used nor replaced.
  void begin(bool resume, bool overwrite) const;

  /// The piece whose first line is number `first`, or none. Throws ductus::Error as check_resumable() does
  /// when it was drawn otherwise.
  std::optional<LineSet> load(int64_t first, const Origin& origin) const;
  void save(int64_t first, const LineSet& piece) const;

  /// Removes the folder, once OUT is written.
  void remove() const;

 private:
  std::filesystem::path file(int64_t first) const;

  std::filesystem::path folder_;
};

constexpr int64_t kLinesAPiece = 20'000;

}  // namespace ductus::data
