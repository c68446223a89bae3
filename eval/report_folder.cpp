#include "eval/report_folder.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <system_error>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/overwrite.h"
#include "data/png.h"

namespace ductus::eval {
namespace {

constexpr std::string_view kFiles[] = {
    "report.txt",  "report.json",    "confusion.csv",   "confusion.png", "per_class.png",   "reliability.png",
    "montage.png", "confusions.csv", "worst_lines.tsv", "by_length.png", "label_issues.tsv"};
// Of training: where a report is put into the run's own folder, training has put these there already.
constexpr std::string_view kCurves = "curves.png";

}  // namespace

void refuse_to_overwrite_report(const std::filesystem::path& folder, bool overwrite) {
  if (folder.empty()) return;
  for (const std::string_view name : kFiles) data::refuse_to_overwrite(folder / name, overwrite);
}

void refuse_one_place(const std::vector<std::pair<std::string, std::filesystem::path>>& files,
                      const std::filesystem::path& folder) {
  std::map<std::filesystem::path, std::string> taken;  // by place: the option that writes there
  const auto take = [&](const std::filesystem::path& path, const std::string& option) {
    std::error_code unreadable;  // then writing says why
    auto place = std::filesystem::weakly_canonical(std::filesystem::absolute(path), unreadable);
    if (unreadable) place = path;
    if (!place.has_filename()) place = place.parent_path();  // "report/"
    const auto [there, fresh] = taken.emplace(place, option);
    if (!fresh) {
      fail_usage("{} and {}: both would write {}, expected a place each", there->second, option,
                 path.string());
    }
  };
  if (!folder.empty()) {
    take(folder, "--out");
    for (const std::string_view name : kFiles) take(folder / name, "--out");
    take(folder / kCurves, "--out");
  }
  for (const auto& [option, path] : files) {
    if (!path.empty()) take(path, option);
  }
}

const std::filesystem::path& ReportFolder::next(const char* name) {
  DUCTUS_CHECK(name == kCurves || std::find(std::begin(kFiles), std::end(kFiles), name) != std::end(kFiles),
               "{}: not among the files of a report", name);
  return written_.emplace_back(folder_ / name);
}

void ReportFolder::text(const char* name, const std::string& content) {
  data::write_file(next(name), content);
}

void ReportFolder::picture(const char* name, const data::Picture& picture) {
  data::write_png(next(name), picture);
}

}  // namespace ductus::eval
