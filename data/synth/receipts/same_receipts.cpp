#include "data/synth/receipts/same_receipts.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/synth/receipts/drawn_receipts.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

std::vector<int64_t> written_in(const fs::path& folder, int64_t count, ReceiptFiles as) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i) {
    if (is_written(folder, static_cast<uint64_t>(i), as)) numbers.push_back(i);
  }
  return numbers;
}

bool holds(const fs::path& path, const std::string& content) {
  std::ifstream file(path, std::ios::binary);
  return std::equal(std::istreambuf_iterator<char>(file), {}, content.begin(), content.end());
}

/// What is found out about a folder, by any thread.
class Comparison {
 public:
  explicit Comparison(const fs::path& folder) : folder_(folder) {}

  void add(const DrawnReceipt& drawn, const std::vector<ReceiptFile>& files) {
    std::string problem;
    for (const ReceiptFile& file : files) {
      const fs::path path = folder_ / file.path;
      if (problem.empty() && !fs::exists(path)) problem = file.path.string() + " is missing";
      if (problem.empty() && !holds(path, file.content))
        problem = file.path.string() + " is not the same drawn again";
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const ReceiptFile& file : files) known_.insert(file.path.string());
    if (!problem.empty()) problems_[drawn.index] = problem;
  }

  void finish(std::size_t receipts) const {
    if (!problems_.empty())
      fail("{}: {} ({} of {} receipts differ)", folder_.string(), problems_.begin()->second, problems_.size(),
           receipts);
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      const std::string path = entry.path().lexically_relative(folder_).string();
      DUCTUS_CHECK(entry.is_directory() || path == kOriginFile || known_.count(path) > 0,
                   "{}: {} is of no receipt that is whole", folder_.string(), path);
    }
  }

 private:
  const fs::path folder_;
  std::mutex mutex_;
  std::map<uint64_t, std::string> problems_;  // by the receipts' numbers
  std::set<std::string> known_;
};

bool same_line(const LineSet& a, const LineSet& b, int64_t i) {
  const auto at = static_cast<std::size_t>(i);
  return a.height == b.height && a.id(i) == b.id(i) && a.texts[at] == b.texts[at] &&
         a.width[at] == b.width[at] && std::memcmp(a.image(i), b.image(i), a.image_bytes(i)) == 0;
}

}  // namespace

int64_t check_same_receipts(const fs::path& folder, const ReceiptSource& source, ReceiptFiles as,
                            ThreadPool& pool, config::Reporter& reporter) {
  const std::vector<int64_t> numbers = written_in(folder, source.recipe.count, as);
  DUCTUS_CHECK(!numbers.empty(), "{}: none of {} receipts is there", folder.string(), source.recipe.count);
  Comparison comparison(folder);
  draw_receipts(source.recipe, source.typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
    comparison.add(drawn, files_of(drawn, source.typefaces, source.recipe.seed, as));
  });
  comparison.finish(numbers.size());
  return static_cast<int64_t>(numbers.size());
}

int64_t check_same_lines(const LineSet& then, const std::string& where, const ReceiptSource& source,
                         ThreadPool& pool, config::Reporter& reporter) {
  DUCTUS_CHECK(then.size() > 0 && !then.group.empty(), "{}: expected lines of receipts, found none", where);
  // Receipts at either end may have no line: they change nothing.
  const SampleRange range{then.group[0], then.group[then.group.size() - 1] + 1};
  std::vector<int64_t> numbers;
  for (int64_t i = range.first; i < range.last; ++i) numbers.push_back(i);
  std::vector<CutLines> cut(static_cast<std::size_t>(std::max<int64_t>(range.size(), 0)));
  draw_receipts(source.recipe, source.typefaces, numbers, pool, reporter, [&](const DrawnReceipt& drawn) {
    cut[static_cast<std::size_t>(static_cast<int64_t>(drawn.index) - range.first)] =
        cut_lines(drawn, source.recipe);
  });
  const LineSet now = line_set(std::move(cut), range, source.recipe, then.origin);
  for (int64_t i = 0; i < std::min(then.size(), now.size()); ++i)
    DUCTUS_CHECK(same_line(then, now, i), "{}: line {} is not the same drawn again", where, then.id(i));
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: {} lines are not the same drawn again, {}",
               where, then.size(), now.size());
  return now.size();
}

}  // namespace ductus::data
