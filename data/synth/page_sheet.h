// The first pages of a run side by side, for a person to look at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>

#include "data/picture.h"
#include "data/synth/shard.h"

namespace ductus::data {

class PageSheet {
 public:
  static constexpr int64_t kPages = 12;

  /// An empty `path`: no sheet is wanted.
  PageSheet(std::filesystem::path path, SampleRange range);

  bool shows(int64_t number) const;

  /// Keeps a page that it shows. From any thread.
  void take(int64_t number, const Picture& page);

  /// Writes a PNG, in rows of six, each page fitted into the same room.
  void write() const;

 private:
  const std::filesystem::path path_;
  const SampleRange range_;
  std::map<int64_t, Picture> pages_;
  std::mutex mutex_;
};

}  // namespace ductus::data
