#include "data/source_cache.h"

#include <sys/stat.h>
#include <xxhash.h>

#include <cstdlib>
#include <system_error>
#include <type_traits>

#include "configs/schema/error.h"
#include "data/dataset_file.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffix = ".ductus.h5";

std::string hash(const std::string& text) {
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? fs::absolute(path) : real;
}

/// Size and time of last change, to the nanosecond.
std::string state_of(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return fmt::format("{} {} {}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

/// The user's cache folder, or "" when there is no home.
fs::path cache_folder() {
  const char* xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg != nullptr && *xdg != '\0') return fs::path(xdg) / "ductus" / "sources";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".cache" / "ductus" / "sources" : fs::path();
}

bool starts_with(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

template <typename Set>
Set read_kept(const fs::path& place) {
  if constexpr (std::is_same_v<Set, LineSet>)
    return read_line_dataset(place);
  else
    return read_dataset(place);
}

/// Removes the files that were kept of earlier states.
void remove_others(const fs::path& kept, const std::string& prefix) {
  std::error_code error;
  for (fs::directory_iterator entry(kept.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (entry->path() != kept && starts_with(name, prefix) && ends_with(name, kSuffix))
      fs::remove(entry->path(), ignored);
  }
}

}  // namespace

SourceCache::SourceCache(const fs::path& source, std::string_view options, const fs::path& list)
    : source_(real_path(source)), list_(list.empty() ? list : real_path(list)) {
  const std::string key =
      fmt::format("{} {} {}{}", kDatasetVersion, source_.string(), options, list_.string());
  prefix_ = fmt::format("{}.{}-", source_.filename().string(), hash(key));
  state_ = state();
}

std::string SourceCache::state() const {
  return list_.empty() ? state_of(source_) : state_of(source_) + state_of(list_);
}

std::vector<fs::path> SourceCache::places() const {
  const std::string name = prefix_ + hash(state_) + kSuffix;
  std::vector<fs::path> places = {source_.parent_path() / name};
  const fs::path folder = cache_folder();
  if (!folder.empty()) places.push_back(folder / name);
  return places;
}

template <typename Set>
std::optional<Set> SourceCache::find(config::Reporter& reporter, std::string* options) const {
  for (const fs::path& place : places()) {
    std::error_code error;
    if (!fs::exists(place, error)) continue;
    try {
      if (options != nullptr) *options = read_options(place);
      return read_kept<Set>(place);
    } catch (const Error& damage) {
      reporter.warn(fmt::format("{} (made anew from {})", damage.what(), source_.filename().string()));
    }
  }
  return std::nullopt;
}

template <typename Set>
void SourceCache::keep(const Set& set, config::Reporter& reporter, const std::string& options) const {
  if (state_.empty() || state() != state_) return;
  std::string failures;
  for (const fs::path& place : places()) {
    try {
      write_dataset(place, set, options);
      remove_others(place, prefix_);
      reporter.info(fmt::format("kept as {}: opens in milliseconds from now on", place.string()));
      return;
    } catch (const Error& failure) {
      failures += failures.empty() ? failure.what() : fmt::format("; {}", failure.what());
    }
  }
  reporter.warn(fmt::format("{} will be read again: {}", source_.filename().string(), failures));
}

template std::optional<ImageSet> SourceCache::find(config::Reporter&, std::string*) const;
template std::optional<LineSet> SourceCache::find(config::Reporter&, std::string*) const;
template void SourceCache::keep(const ImageSet&, config::Reporter&, const std::string&) const;
template void SourceCache::keep(const LineSet&, config::Reporter&, const std::string&) const;

}  // namespace ductus::data
