#include "data/formats/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view field) {
  while (!field.empty() && is_blank(field.front())) field.remove_prefix(1);
  while (!field.empty() && is_blank(field.back())) field.remove_suffix(1);
  return field;
}

/// The field without blanks and without the quotes around it.
std::string_view bare(std::string_view field) {
  field = trimmed(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
    field = trimmed(field.substr(1, field.size() - 2));
  return field;
}

bool is_whole_number(std::string_view field) {
  return !field.empty() && std::all_of(field.begin(), field.end(), is_digit);
}

/// A field as an error shows it: short and printable.
std::string shown(std::string_view field) {
  constexpr std::size_t kShown = 20;
  std::string text(field.substr(0, kShown));
  for (char& c : text) {
    if (c < ' ' || c > '~') c = '?';
  }
  return text + (field.size() > kShown ? "..." : "");
}

/// The fields of a row, one after the other.
class FieldReader {
 public:
  explicit FieldReader(std::string_view row) : rest_(row) {}

  bool next(std::string_view& field) {
    if (ended_) return false;
    const std::size_t comma = rest_.find(',');
    ended_ = comma == std::string_view::npos;
    field = bare(rest_.substr(0, comma));
    if (!ended_) rest_.remove_prefix(comma + 1);
    return true;
  }

 private:
  std::string_view rest_;
  bool ended_ = false;
};

struct FieldCounts {
  int64_t all = 0;
  int64_t numbers = 0;  // whole ones
};

FieldCounts count_fields(std::string_view row) {
  FieldCounts counts;
  FieldReader fields(row);
  for (std::string_view field; fields.next(field); ++counts.all) counts.numbers += is_whole_number(field);
  return counts;
}

int parse_field(std::string_view field, int last, std::string_view where, int64_t row, int column) {
  const auto reject = [&] {
    fail("{}: row {}, column {}: expected a {} from 0 to {}, found '{}'", where, row, column,
         column == 1 ? "label" : "whole number", last, shown(field));
  };
  if (!is_whole_number(field)) reject();
  int value = 0;
  for (const char c : field) {
    value = 10 * value + (c - '0');
    if (value > last) reject();
  }
  return value;
}

/// Reads 1 to 3 digits and steps over the byte after them; -1 when there are none or more, or the value is
/// over `last`.
int plain_number(const char*& at, int last) {
  int value = 0, digits = 0;
  for (; is_digit(*at) && digits < 4; ++at, ++digits) value = 10 * value + (*at - '0');
  ++at;
  return digits >= 1 && digits <= 3 && value <= last ? value : -1;
}

/// Start of the next row when `end` is at a line end, else null.
const char* after_line_end(const char* end) {
  if (*end == '\r') ++end;
  return *end == '\n' ? end + 1 : nullptr;
}

const char* parse_plain_row_portable(const char* row, int32_t* label, uint8_t* pixels) {
  const char* at = row;
  *label = plain_number(at, kCsvClasses - 1);
  if (*label < 0 || at[-1] != ',') return nullptr;
  for (int i = 0; i < kCsvPixels; ++i) {
    // most of a letter is paper: eight zeros at once
    if (i + 8 < kCsvPixels && std::memcmp(at, "0,0,0,0,0,0,0,0,", 16) == 0) {
      std::memset(pixels + i, 0, 8);
      at += 16;
      i += 7;
      continue;
    }
    const int value = plain_number(at, 255);
    if (value < 0 || (at[-1] != ',' && i + 1 < kCsvPixels)) return nullptr;
    pixels[i] = static_cast<uint8_t>(value);
  }
  return after_line_end(at - 1);
}

}  // namespace

int32_t parse_csv_row(std::string_view row, uint8_t* pixels, std::string_view where, int64_t row_number) {
  FieldReader fields(row);
  std::string_view field;
  int32_t label = -1;
  int count = 0;
  for (; fields.next(field); ++count) {
    if (count == 0) {
      label = parse_field(field, kCsvClasses - 1, where, row_number, 1);
    } else if (count < kCsvFields) {
      pixels[count - 1] = static_cast<uint8_t>(parse_field(field, 255, where, row_number, count + 1));
    }
  }
  DUCTUS_CHECK(count == kCsvFields, "{}: row {}: expected {} fields (a label and {} pixels), found {}", where,
               row_number, kCsvFields, kCsvPixels, count);
  return label;
}

bool is_csv_data(std::string_view row) {
  const FieldCounts fields = count_fields(row);
  return fields.numbers == fields.all;
}

bool is_csv_header(std::string_view row) {
  const FieldCounts fields = count_fields(row);
  return 2 * fields.numbers < fields.all;
}

#if defined(__x86_64__)
const char* parse_plain_row_avx2(const char* row, int32_t* label, uint8_t* pixels);
const char* parse_plain_row_avx512(const char* row, int32_t* label, uint8_t* pixels);
#endif

std::vector<PlainRowParser> plain_row_parsers() {
  std::vector<PlainRowParser> parsers = {{"portable", parse_plain_row_portable}};
#if defined(__x86_64__)
  const bool avx2 =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
  if (avx2) parsers.push_back({"avx2", parse_plain_row_avx2});
  if (avx512) parsers.push_back({"avx512vbmi2", parse_plain_row_avx512});
#endif
  return parsers;
}

}  // namespace ductus::data
