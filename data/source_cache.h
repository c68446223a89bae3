// Data set files that ductus keeps beside large sources, so that the next program opens them in
// milliseconds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/image_set.h"
#include "data/line_set.h"

namespace ductus::data {

/// What was read from one source with one set of options: NAME.OPTIONS-STATE.ductus.h5, where OPTIONS is a
/// hash of path and options, STATE of the source's size and time. Lies beside the source, or in
/// ${XDG_CACHE_HOME:-~/.cache}/ductus/sources when nothing can be written there. Safe with several programs
/// at once: files appear whole, the last one stands.
class SourceCache {
 public:
  static constexpr uintmax_t kSmallestSource = 8U << 20;  ///< bytes; smaller ones are read as fast as opened

  /// Looks at the source as it is now. `options`: everything besides the path that decides what is read;
  /// `list`: another file that does, such as the list of an archive's pictures, or "".
  SourceCache(const std::filesystem::path& source, std::string_view options,
              const std::filesystem::path& list = {});

  /// The set as it was kept, mapped, and the options that it was kept with. None: it was not, or it is
  /// damaged, which is a warning. Set: ImageSet or LineSet.
  template <typename Set = ImageSet>
  std::optional<Set> find(config::Reporter& reporter, std::string* options = nullptr) const;

  /// Keeps the set and the options (YAML) that it was read with, defaults filled in, and removes what was
  /// kept of earlier states of the source. A failure is a warning: the set is not needed to go on. Nothing is
  /// kept when the source changed since this was made.
  template <typename Set>
  void keep(const Set& set, config::Reporter& reporter, const std::string& options = {}) const;

  /// Where it may lie, in the order in which the places are tried.
  std::vector<std::filesystem::path> places() const;

 private:
  std::string state() const;

  std::filesystem::path source_;
  std::filesystem::path list_;
  std::string prefix_;  // az.csv.OPTIONS-
  std::string state_;
};

}  // namespace ductus::data
