#include "data/export_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/atomic_folder.h"
#include "data/formats/file_tree.h"
#include "data/png.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

void check_texts(const LineSet& set) {
  for (int64_t i = 0; i < set.size(); ++i) {
    DUCTUS_CHECK(set.texts[i].find_first_of("\t\r\n") == std::string::npos,
                 "export: the text of {} has a tab or a line end, which these files cannot hold", set.id(i));
  }
}

/// One part of a path as every system and program takes it: no control character, and not hidden.
std::string safe_part(std::string part) {
  for (char& c : part) c = static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '_' : c;
  if (!part.empty() && part.front() == '.') part.front() = '_';
  return part;
}

/// The line's picture below the folder, without suffix. An id may be any text: what would lead out of the
/// folder, or nowhere, is left out.
std::string stem_of(const std::string& id) {
  std::string path = id;
  std::replace(path.begin(), path.end(), '\\', '/');
  fs::path stem;
  for (const fs::path& part : fs::path(path).relative_path()) {
    if (!part.empty() && part != "." && part != "..") stem /= safe_part(part.string());
  }
  if (is_picture_name(stem.string())) stem.replace_extension();
  if (stem.empty()) return "line";
  std::string name = stem.filename().string();
  std::replace(name.begin(), name.end(), '.', '_');  // Calamari looks for the text of all before the first
  return stem.replace_filename(name).generic_string();
}

/// Every folder that the names need.
std::unordered_set<std::string> folders_of(const std::vector<std::string>& stems) {
  std::unordered_set<std::string> folders;
  for (const std::string& stem : stems) {
    for (std::size_t at = stem.find('/'); at != std::string::npos; at = stem.find('/', at + 1))
      folders.insert(stem.substr(0, at));
  }
  return folders;
}

/// Names of all lines, no two the same, and none that is a folder's.
std::vector<std::string> stems_of(const LineSet& set, LineExport as) {
  std::vector<std::string> stems;
  for (int64_t i = 0; i < set.size(); ++i) {
    std::string& stem = stems.emplace_back(stem_of(set.id(i)));
    // the list ends a picture's name at its first space
    if (as == LineExport::kSampleTxt) std::replace(stem.begin(), stem.end(), ' ', '_');
  }
  const std::unordered_set<std::string> folders = folders_of(stems);
  std::unordered_set<std::string> taken;
  const auto is_free = [&](const std::string& stem) {
    return folders.count(stem + ".png") == 0 && folders.count(stem + ".gt.txt") == 0 &&
           taken.insert(stem).second;
  };
  for (std::string& stem : stems) {
    std::string candidate = stem;
    for (int n = 2; !is_free(candidate); ++n) candidate = fmt::format("{}({})", stem, n);
    stem = std::move(candidate);
  }
  return stems;
}

Picture picture_of(const LineSet& set, int64_t i) {
  Picture picture{set.height, set.width[i], 1, {set.image(i), set.image(i) + set.image_bytes(i)}};
  for (uint8_t& pixel : picture.pixels) pixel = static_cast<uint8_t>(255 - pixel);
  return picture;
}

}  // namespace

config::Choice<LineExport> line_exports() {
  return {{"tsv", LineExport::kTsv}, {"gt_txt", LineExport::kGtTxt}, {"sample_txt", LineExport::kSampleTxt}};
}

void export_lines(const LineSet& set, const fs::path& folder, LineExport as, config::Reporter& reporter) {
  check_texts(set);
  const std::vector<std::string> stems = stems_of(set, as);
  AtomicFolder written(folder);
  std::string table;
  for (int64_t i = 0; i < set.size(); ++i) {
    const fs::path stem = written.temporary() / stems[i];
    make_folder(stem.parent_path());
    write_small_file(stem.string() + ".png", encode_png(picture_of(set, i)));
    if (as == LineExport::kGtTxt) write_small_file(stem.string() + ".gt.txt", set.texts[i] + "\n");
    table += fmt::format("{}.png{}{}\n", stems[i], as == LineExport::kSampleTxt ? ' ' : '\t', set.texts[i]);
    reporter.progress("writing lines", i + 1, set.size());
  }
  if (as == LineExport::kTsv) write_small_file(written.temporary() / "lines.tsv", table);
  if (as == LineExport::kSampleTxt) write_small_file(written.temporary() / "sample.txt", table);
  if (!set.origin.empty()) write_small_file(written.temporary() / kOriginFile, set.origin + "\n");
  written.commit();
}

}  // namespace ductus::data
