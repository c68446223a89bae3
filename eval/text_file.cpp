#include "eval/text_file.h"

#include <algorithm>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "data/utf8.h"

namespace ductus::eval {
namespace {

std::vector<std::string_view> split(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(divider); end != std::string_view::npos; end = text.find(divider)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

TextFile::TextFile(const std::filesystem::path& path) : name_(path.string()), file_(path) {
  data::check_utf8_lines(file_.text(), name_);
  std::string_view text = data::without_bom(file_.text());
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty()) lines_ = split(text, '\n');
  for (std::string_view& line : lines_) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  }
}

std::vector<std::string_view> TextFile::column(const std::string& header) const {
  DUCTUS_CHECK(!lines_.empty(), "{}: empty file, expected a header with a column {}", name_, header);
  const std::vector<std::string_view> headers = split(lines_[0], '\t');
  const auto found =
      static_cast<std::size_t>(std::find(headers.begin(), headers.end(), header) - headers.begin());
  DUCTUS_CHECK(found < headers.size(), "{}:1: no column '{}', found: {}{}", name_, header,
               fmt::join(headers, ", "), config::did_you_mean(header, {headers.begin(), headers.end()}));
  std::vector<std::string_view> column(1);
  for (std::size_t i = 1; i < lines_.size(); ++i) {
    const std::vector<std::string_view> fields = split(lines_[i], '\t');
    DUCTUS_CHECK(found < fields.size() || lines_[i].empty(),
                 "{}:{}: {} fields, expected {} as the header has", name_, i + 1, fields.size(),
                 headers.size());
    column.push_back(found < fields.size() ? fields[found] : std::string_view());
  }
  return column;
}

bool TextFile::has_column(const std::string& header) const {
  if (lines_.empty()) return false;
  const std::vector<std::string_view> headers = split(lines_[0], '\t');
  return std::find(headers.begin(), headers.end(), header) != headers.end();
}

}  // namespace ductus::eval
