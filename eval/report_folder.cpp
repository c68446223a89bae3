#include "data/atomic_file.h"
#include "data/png.h"
#include "eval/report_parts.h"

namespace ductus::eval {

const std::filesystem::path& ReportFolder::next(const char* name) {
  return written_.emplace_back(folder_ / name);
}

void ReportFolder::text(const char* name, const std::string& content) {
  data::write_file(next(name), content);
}

void ReportFolder::picture(const char* name, const data::Picture& picture) {
  data::write_png(next(name), picture);
}

}  // namespace ductus::eval
