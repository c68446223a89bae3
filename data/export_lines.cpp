#include "data/export_lines.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>
#include <unordered_set>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/png.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

void check_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  DUCTUS_CHECK(fs::is_directory(folder, error), "{}: not a folder", folder.string());
  DUCTUS_CHECK(fs::is_empty(folder, error), "{}: expected a new or an empty folder", folder.string());
}

void check_texts(const LineSet& set) {
  for (int64_t i = 0; i < set.size(); ++i) {
    DUCTUS_CHECK(set.texts[i].find_first_of("\t\r\n") == std::string::npos,
                 "export: the text of {} has a tab or a line end, which these files cannot hold", set.id(i));
  }
}

/// The line's picture below the folder, without suffix.
fs::path stem_of(const std::string& id) {
  fs::path stem = fs::path(id).lexically_normal();
  DUCTUS_CHECK(stem.is_relative() && *stem.begin() != "..", "export: {} leads out of the folder", id);
  // one suffix of letters and digits at most: "invoice no. 7" has none
  const std::string suffix = stem.extension().string();
  const bool known = suffix.find_first_of(" #") == std::string::npos && suffix.size() <= 5;
  return known ? stem.replace_extension() : stem;
}

/// Names of all lines, no two the same.
std::vector<std::string> stems_of(const LineSet& set) {
  std::vector<std::string> stems;
  std::unordered_set<std::string> taken;
  for (int64_t i = 0; i < set.size(); ++i) {
    const std::string stem = stem_of(set.id(i)).generic_string();
    std::string candidate = stem;
    for (int n = 2; !taken.insert(candidate).second; ++n) candidate = fmt::format("{}({})", stem, n);
    stems.push_back(std::move(candidate));
  }
  return stems;
}

Picture picture_of(const LineSet& set, int64_t i) {
  Picture picture{set.height, set.width[i], 1, {set.image(i), set.image(i) + set.image_bytes(i)}};
  for (uint8_t& pixel : picture.pixels) pixel = static_cast<uint8_t>(255 - pixel);
  return picture;
}

/// Thousands of small files, not synced one by one as AtomicFile does: the folder is new, and not whole
/// before the last of them.
void write_plain(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  DUCTUS_CHECK(file.good(), "{}: cannot write: {}", path.string(), std::generic_category().message(errno));
}

}  // namespace

config::Choice<LineExport> line_exports() {
  return {{"tsv", LineExport::kTsv}, {"gt_txt", LineExport::kGtTxt}, {"sample_txt", LineExport::kSampleTxt}};
}

void export_lines(const LineSet& set, const fs::path& folder, LineExport as, config::Reporter& reporter) {
  check_folder(folder);
  check_texts(set);
  const std::vector<std::string> stems = stems_of(set);
  fs::create_directories(folder);
  std::string table;
  for (int64_t i = 0; i < set.size(); ++i) {
    const fs::path stem = folder / stems[i];
    fs::create_directories(stem.parent_path());
    write_plain(stem.string() + ".png", encode_png(picture_of(set, i)));
    if (as == LineExport::kGtTxt) write_plain(stem.string() + ".gt.txt", set.texts[i] + "\n");
    table += fmt::format("{}.png{}{}\n", stems[i], as == LineExport::kSampleTxt ? ' ' : '\t', set.texts[i]);
    reporter.progress("writing lines", i + 1, set.size());
  }
  if (as == LineExport::kTsv) write_file(folder / "lines.tsv", table);
  if (as == LineExport::kSampleTxt) write_file(folder / "sample.txt", table);
}

}  // namespace ductus::data
