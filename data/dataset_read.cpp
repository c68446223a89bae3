#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/dataset_reader.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMostPixels = 1 << 14;  // a side

void read_images(DatasetReader& reader, ImageSet& set) {
  const auto shape = reader.shape("images");
  DUCTUS_CHECK(
      shape.size() == 3 && shape[1] > 0 && shape[2] > 0 && shape[1] <= kMostPixels && shape[2] <= kMostPixels,
      "{}: \"images\" has the shape {}, expected [N, height, width]", reader.name(), text_of(shape));
  set.height = static_cast<int>(shape[1]);
  set.width = static_cast<int>(shape[2]);
  set.pixels = reader.array<uint8_t>("images", shape);
  set.labels = reader.array<int32_t>("labels", {shape[0]});
}

void read_height(DatasetReader& reader, uint64_t count, LineSet& set) {
  const int64_t height = reader.integer_attribute("height");
  DUCTUS_CHECK(height >= 1 && height <= static_cast<int64_t>(kMostPixels),
               "{}: a height of {} pixels, expected 1 to {}", reader.name(), height, kMostPixels);
  set.height = static_cast<int>(height);
  if (!reader.has("height")) return;
  for (const int32_t found : reader.array<int32_t>("height", {count})) {
    DUCTUS_CHECK(found == height, "{}: a line {} pixels high among lines of {}, expected one height",
                 reader.name(), found, height);
  }
}

void read_lines(DatasetReader& reader, LineSet& set) {
  const uint64_t count = reader.length("width");
  read_height(reader, count, set);
  set.width = reader.array<int32_t>("width", {count});
  set.offset = reader.array<int64_t>("offset", {count});
  set.pixels = reader.array<uint8_t>("pixels", {reader.length("pixels")});
  const uint64_t texts = reader.length("text");
  DUCTUS_CHECK(texts == count, "{}: \"text\" has the shape [{}], expected [{}]", reader.name(), texts, count);
  set.texts = reader.texts("text");
}

/// Groups of a file made by other means may have numbers alone: these are then their names.
void name_groups(LineSet& set) {
  if (set.group.empty() || !set.groups.empty()) return;
  std::map<int32_t, int32_t> places;
  for (const int32_t number : set.group) places.emplace(number, 0);
  for (auto& [number, place] : places) {
    place = static_cast<int32_t>(set.groups.size());
    set.groups.push_back(std::to_string(number));
  }
  std::vector<int32_t> group;
  for (const int32_t number : set.group) group.push_back(places.at(number));
  set.group = std::move(group);
}

}  // namespace

ImageSet read_dataset(const fs::path& path) {
  DatasetReader reader(path);
  reader.expect_kind(Kind::kCharacters);
  ImageSet set;
  read_images(reader, set);
  reader.read_samples(set.labels.size(), set);
  set.check(reader.name());
  return set;
}

LineSet read_line_dataset(const fs::path& path) {
  DatasetReader reader(path);
  reader.expect_kind(Kind::kLines);
  LineSet set;
  read_lines(reader, set);
  reader.read_samples(set.texts.size(), set);
  name_groups(set);
  set.check(reader.name());
  return set;
}

Kind read_kind(const fs::path& path) { return DatasetReader(path).kind(); }

std::string read_options(const fs::path& path) {
  const DatasetReader reader(path);
  return reader.has_attribute("options") ? reader.text_attribute("options") : std::string();
}

}  // namespace ductus::data
