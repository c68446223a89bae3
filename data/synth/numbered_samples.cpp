#include "data/synth/numbered_samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <system_error>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/atomic_folder.h"
#include "data/sample_set.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& path, const std::string& content) {
  std::ifstream file(path, std::ios::binary);
  return std::equal(std::istreambuf_iterator<char>(file), {}, content.begin(), content.end());
}

/// What is found out about a folder, by any thread.
class Comparison {
 public:
  explicit Comparison(const fs::path& folder) : folder_(folder) {}

  void add(uint64_t index, const std::vector<DrawnFile>& files) {
    std::string problem;
    for (const DrawnFile& file : files) {
      const fs::path path = folder_ / file.path;
      if (problem.empty() && !fs::exists(path)) problem = file.path.string() + " is missing";
      if (problem.empty() && !holds(path, file.content))
        problem = file.path.string() + " is not the same drawn again";
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const DrawnFile& file : files) known_.insert(file.path.string());
    if (!problem.empty()) problems_[index] = problem;
  }

  void finish(const std::string& sample, std::size_t samples) const {
    if (!problems_.empty())
      fail("{}: {} ({} of {} {}s differ)", folder_.string(), problems_.begin()->second, problems_.size(),
           samples, sample);
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const std::string path = entry.path().lexically_relative(folder_).string();
      DUCTUS_CHECK(entry.is_directory() || path == kOriginFile || known_.count(path) > 0,
                   "{}: {} is of no {} that is whole", folder_.string(), path, sample);
    }
  }

 private:
  const fs::path folder_;
  std::mutex mutex_;
  std::map<uint64_t, std::string> problems_;  // by the samples' numbers
  std::set<std::string> known_;
};

}  // namespace

std::string sample_name(uint64_t index) { return fmt::format("{:06}", index); }

fs::path NumberedSamples::mark(uint64_t index) const { return sample_name(index); }

bool is_written(const fs::path& folder, const NumberedSamples& samples, uint64_t index) {
  return fs::exists(folder / samples.mark(index));
}

void write_sample(const fs::path& folder, const NumberedSample& sample) {
  const std::vector<DrawnFile> files = sample.files();
  const std::string name = sample_name(sample.index);
  AtomicFolder whole(folder / name);
  const auto written = [&](const DrawnFile& file) { return whole.temporary() / file.path.filename(); };
  for (const DrawnFile& file : files) write_small_file(written(file), file.content);
  if (files.back().path.parent_path() == name) return whole.commit();
  for (const DrawnFile& file : files) {
    const fs::path place = folder / file.path;
    make_folder(place.parent_path());
    std::error_code error;
    fs::rename(written(file), place, error);
    DUCTUS_CHECK(!error, "{}: cannot write: {}", place.string(), error.message());
  }
}

int64_t check_same(const fs::path& folder, const NumberedSamples& samples, ThreadPool& pool,
                   config::Reporter& reporter) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < samples.count(); ++i) {
    if (is_written(folder, samples, static_cast<uint64_t>(i))) numbers.push_back(i);
  }
  DUCTUS_CHECK(!numbers.empty(), "{}: none of {} {}s is there", folder.string(), samples.count(),
               samples.name());
  Comparison comparison(folder);
  samples.draw(numbers, pool, reporter,
               [&](const NumberedSample& sample) { comparison.add(sample.index, sample.files()); });
  comparison.finish(samples.name(), numbers.size());
  return static_cast<int64_t>(numbers.size());
}

}  // namespace ductus::data
