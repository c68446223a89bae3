#include "data/synth/letters_csv_writer.h"

#include <algorithm>
#include <array>
#include <string>

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

}  // namespace

void write_letters_csv(const std::filesystem::path& path, const ImageSet& set, config::Reporter& reporter) {
  DUCTUS_CHECK(set.height == 28 && set.width == 28,
               "{}: images of {} x {} do not fit the letters CSV, expected 28 x 28", path.string(),
               set.height, set.width);
  constexpr int64_t kRows = 1024;
  const std::array<std::string, 256> texts = comma_numbers();
  AtomicFile file(path);
  std::string rows;
  for (int64_t first = 0; first < set.size(); first += kRows) {
    const int64_t end = std::min(set.size(), first + kRows);
    rows.clear();
    for (int64_t i = first; i < end; ++i) {
      rows += std::to_string(set.labels[static_cast<std::size_t>(i)]);
      for (const uint8_t* p = set.image(i); p != set.image(i + 1); ++p) rows += texts[*p];
      rows += '\n';
    }
    file.write(rows);
    reporter.progress("writing", end, set.size());
  }
  file.commit();
}

}  // namespace ductus::data
