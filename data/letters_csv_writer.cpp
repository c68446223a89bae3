#include "data/letters_csv_writer.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::data {
namespace {

/// ",0" to ",255".
std::array<std::string, 256> comma_numbers() {
  std::array<std::string, 256> texts;
  for (int i = 0; i < 256; ++i) texts[static_cast<std::size_t>(i)] = "," + std::to_string(i);
  return texts;
}

/// What the layout calls each class, by label.
std::vector<std::string> letter_numbers(const Alphabet& alphabet, const std::string& where) {
  std::vector<std::string> numbers;
  for (const std::string& symbol : alphabet.symbols()) {
    DUCTUS_CHECK(
        symbol.size() == 1 && symbol[0] >= 'A' && symbol[0] <= 'Z',
        "{}: the letters CSV has the classes A to Z only, found '{}' (another format has room for it)", where,
        symbol);
    numbers.push_back(std::to_string(symbol[0] - 'A'));
  }
  return numbers;
}

}  // namespace

void write_letters_csv(const std::filesystem::path& path, const ImageSet& set, config::Reporter& reporter) {
  DUCTUS_CHECK(set.height == 28 && set.width == 28,
               "{}: images of {} x {} do not fit the letters CSV, expected 28 x 28", path.string(),
               set.height, set.width);
  constexpr int64_t kRows = 1024;
  const std::vector<std::string> letters = letter_numbers(set.alphabet, path.string());
  const std::array<std::string, 256> texts = comma_numbers();
  AtomicFile file(path);
  std::string rows;
  for (int64_t first = 0; first < set.size(); first += kRows) {
    const int64_t end = std::min(set.size(), first + kRows);
    rows.clear();
    for (int64_t i = first; i < end; ++i) {
      rows += letters[static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)])];
      for (const uint8_t* p = set.image(i); p != set.image(i + 1); ++p) rows += texts[*p];
      rows += '\n';
    }
    file.write(rows);
    reporter.progress("writing", end, set.size());
  }
  file.commit();
}

}  // namespace ductus::data
