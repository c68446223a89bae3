// Tab-separated text as other tools write it, and rows of two such files joined by their ids.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/mapped_file.h"

namespace ductus::eval {

using TsvFields = std::vector<std::string_view>;
inline constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

/// A whole file: UTF-8, lines ended by LF or CRLF, fields parted by tabs, nothing quoted; a byte order mark
/// is skipped. Fields are views into it.
class TsvFile {
 public:
  /// Throws ductus::Error with the path, and for bytes that are not UTF-8 with their line and offset.
  explicit TsvFile(const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  bool empty() const { return rest_.empty(); }

  /// The next line's fields, one at least; false after the last line.
  bool next(TsvFields& fields);

  /// The next line as it stands.
  bool next_line(std::string_view& line);

 private:
  std::string name_;
  data::MappedFile file_;
  std::string_view rest_;
};

/// The place of a field, or kAbsent.
std::size_t place_of(const TsvFields& fields, std::string_view name);

/// Rows under a header that names their columns, as people make them: empty lines are skipped, and a row may
/// have more fields than the header. Views into it last as long as it does.
class TsvTable {
 public:
  /// Throws ductus::Error as TsvFile does, and when there is no header.
  explicit TsvTable(const std::filesystem::path& path);

  const std::string& name() const { return file_.name(); }

  bool has(std::string_view column) const { return place_of(header_, column) != kAbsent; }

  /// The column's place in a row. Throws ductus::Error when the header has no such column.
  std::size_t column(const std::string& name) const;

  /// The next row; false after the last one. Throws ductus::Error when it is shorter than the header.
  bool next(TsvFields& row);

  /// Of the last row, counted from 1.
  std::size_t line() const { return line_; }

 private:
  TsvFile file_;
  TsvFields header_;
  std::size_t line_ = 1;
};

/// Throws ductus::Error when a header names a column twice.
void check_header(const std::string& file, const TsvFields& fields);

/// A number from 0 to 1. Throws ductus::Error with file and line.
double parse_confidence(const std::string& file, std::size_t line, std::string_view text);

/// The ids of a file's rows.
struct IdColumn {
  std::string file;
  bool header = false;
  std::vector<std::string_view> ids;

  std::size_t line_of(std::size_t row) const { return row + 1 + (header ? 1 : 0); }
};

/// For each row of `truth` the row of `predicted` with its id, or kAbsent. Throws ductus::Error with file and
/// line when an id repeats, or when `predicted` has one that `truth` has not.
std::vector<std::size_t> join_rows(const IdColumn& truth, const IdColumn& predicted);

/// Throws ductus::Error, naming the first, when a row of `truth` has no partner in what join_rows returned.
void check_none_missing(const IdColumn& truth, const IdColumn& predicted,
                        const std::vector<std::size_t>& row_of);

}  // namespace ductus::eval
