// Pictures of lines, archives and what reads them, for tests of line formats.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "data/formats/line_formats.h"
#include "data/png.h"
#include "tests/data/pictures.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace ductus::test {

inline void write_picture(const TempDir& dir, const std::string& name, const data::Picture& picture) {
  std::filesystem::create_directories((dir / name).parent_path());
  data::write_png(dir / name, picture);
}

/// 32 x `width`, dark on light: a bar of ink from column 4 to 4 + `ink`, exclusive.
inline void write_line(const TempDir& dir, const std::string& name, int width = 40, int ink = 8) {
  data::Picture picture = blank_page(32, width);
  fill(picture, 8, 4, 16, ink, 0);
  write_picture(dir, name, picture);
}

/// A tar (pax) of entries as they are named, in their order.
inline std::string tar_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string bytes(1 << 20, '\0');
  for (const auto& entry : entries) bytes.resize(bytes.size() + entry.second.size() + 4096);
  std::size_t used = 0;
  archive* tar = archive_write_new();
  archive_write_set_format_pax_restricted(tar);
  archive_write_open_memory(tar, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    if (archive_write_header(tar, entry) < ARCHIVE_WARN) throw std::runtime_error("tar: " + name);
    archive_write_data(tar, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(tar);
  archive_write_free(tar);
  bytes.resize(used);
  return bytes;
}

/// Every file below a folder as entries of a tar.
inline std::vector<std::pair<std::string, std::string>> entries_of(const std::filesystem::path& folder) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      entries.emplace_back(entry.path().lexically_relative(folder).generic_string(), read_file(entry.path()));
  }
  return entries;
}

/// `{FORMAT: {path: "PATH"}}` with `more` options, as in ", group: folder".
inline std::string source(const std::string& format, const std::filesystem::path& path,
                          const std::string& more = "") {
  return "{" + format + ": {path: \"" + path.string() + "\"" + more + "}}";
}

/// Reads `{NAME: {...}}`, as a recipe has it.
inline data::LineSet read_lines(const std::string& source, int threads = 1) {
  config::NullReporter reporter;
  const config::Document document = config::Document::parse(source, "source");
  const auto [name, options] = document.root().tagged();
  data::LineSet set = data::line_formats().find(name)(options, {"/nowhere", reporter, threads});
  set.check(name);
  return set;
}

/// The ids in a ledger under a reason.
inline std::vector<std::string> dropped_ids(const data::LineSet& set, const std::string& reason) {
  const auto found = set.ledger.dropped().find(reason);
  return found == set.ledger.dropped().end() ? std::vector<std::string>{} : found->second.ids;
}

}  // namespace ductus::test
