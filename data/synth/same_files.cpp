#include "data/synth/same_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <set>

#include "configs/schema/error.h"
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

int64_t check_same_files(const fs::path& folder, const std::string& sample, int64_t count,
                         const std::function<bool(uint64_t)>& is_there,
                         const std::function<void(const std::vector<int64_t>&, const AddDrawn&)>& draw) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i) {
    if (is_there(static_cast<uint64_t>(i))) numbers.push_back(i);
  }
  DUCTUS_CHECK(!numbers.empty(), "{}: none of {} {}s is there", folder.string(), count, sample);
  Comparison comparison(folder);
  draw(numbers, [&](uint64_t index, const std::vector<DrawnFile>& files) { comparison.add(index, files); });
  comparison.finish(sample, numbers.size());
  return static_cast<int64_t>(numbers.size());
}

}  // namespace ductus::data
