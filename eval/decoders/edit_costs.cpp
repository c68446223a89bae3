#include "eval/decoders/edit_costs.h"

#include <algorithm>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/numbers.h"
#include "data/mapped_file.h"
#include "data/utf8.h"
#include "eval/edit_distance.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

constexpr const char* kHeader = "read\ttruth\tcount";
constexpr const char* kNone = "<none>";
constexpr const char* kSpace = "<sp>";

float cost_of(int64_t count) { return count == 0 ? 1.0F : count <= 4 ? 0.9F : 0.8F; }

std::string name_of(char32_t character) {
  if (character == EditCosts::kNothing) return kNone;
  return character == ' ' ? kSpace : encode_utf8(std::u32string_view(&character, 1));
}

char32_t character_of(std::string_view name, const std::string& where) {
  if (name == kNone) return EditCosts::kNothing;
  if (name == kSpace) return ' ';
  const std::u32string characters = decode_utf8(name, where);
  DUCTUS_CHECK(characters.size() == 1, "{}: '{}', expected one character, {} or {}", where, name, kSpace,
               kNone);
  return characters[0];
}

void read_row(std::string_view row, const std::string& where, EditCosts& costs) {
  const std::size_t first = row.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : row.find('\t', first + 1);
  int64_t count = 0;
  const bool good = second != std::string_view::npos &&
                    config::parse_number(row.substr(second + 1), count) == config::Parsed::kGood && count > 0;
  DUCTUS_CHECK(good, "{}: expected what was read, what is true and a count above 0, divided by tabs", where);
  costs.add(character_of(row.substr(0, first), where),
            character_of(row.substr(first + 1, second - first - 1), where), count);
}

}  // namespace

EditCosts::EditCosts() {
  dense_.fill(1);
  for (std::size_t c = 0; c < kDense; ++c) dense_[c * kDense + c] = 0;
}

float EditCosts::sparse_cost(char32_t read, char32_t truth) const {
  if (read == truth) return 0;
  const auto found = counts_.find({read, truth});
  return cost_of(found == counts_.end() ? 0 : found->second);
}

void EditCosts::add(char32_t read, char32_t truth, int64_t count) {
  if (read == truth) return;
  const int64_t sum = counts_[{read, truth}] += count;
  if (read < kDense && truth < kDense) dense_[read * kDense + truth] = cost_of(sum);
}

void EditCosts::learn(std::string_view truth, std::string_view read, const std::string& where) {
  const std::u32string true_text = decode_utf8(truth, where), read_text = decode_utf8(read, where);
  EditAligner aligner;
  std::size_t i = 0, j = 0;
  for (const Edit edit : aligner.align(true_text, read_text)) {
    if (edit == Edit::kSubstitution) add(read_text[j], true_text[i], 1);
    if (edit == Edit::kDeletion) add(kNothing, true_text[i], 1);
    if (edit == Edit::kInsertion) add(read_text[j], kNothing, 1);
    i += edit != Edit::kInsertion ? 1 : 0;
    j += edit != Edit::kDeletion ? 1 : 0;
  }
}

std::string EditCosts::to_tsv() const {
  std::vector<std::pair<std::pair<char32_t, char32_t>, int64_t>> rows(counts_.begin(), counts_.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text = std::string(kHeader) + "\n";
  for (const auto& [edit, count] : rows) {
    text += fmt::format("{}\t{}\t{}\n", name_of(edit.first), name_of(edit.second), count);
  }
  return text;
}

EditCosts EditCosts::read(const std::filesystem::path& path) {
  const data::MappedFile file(path);
  std::string_view rest = data::without_bom(file.text());
  DUCTUS_CHECK(!rest.empty(), "{}: empty file, expected the header read, truth, count, divided by tabs",
               path.string());
  EditCosts costs;
  for (int64_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.size(), rest.find('\n'));
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), end + 1));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    const std::string where = fmt::format("{}:{}", path.string(), number);
    if (number == 1) {
      DUCTUS_CHECK(row == kHeader, "{}: expected the header read, truth, count, divided by tabs", where);
    } else {
      read_row(row, where, costs);
    }
  }
  return costs;
}

}  // namespace ductus::eval
