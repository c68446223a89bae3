#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/dataset_file.h"
#include "data/dataset_layout.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

void lay_out(DatasetLayout& layout, const ImageSet& set) {
  const uint64_t samples = set.labels.size();
  layout.attributes(Kind::kCharacters, set, set.content_hash());
  layout.array("images", set.pixels,
               {samples, static_cast<uint64_t>(set.height), static_cast<uint64_t>(set.width)});
  layout.array("labels", set.labels, {samples});
  layout.samples(set);
}

void lay_out(DatasetLayout& layout, const LineSet& set, const Buffer<int32_t>& height) {
  const uint64_t samples = set.texts.size();
  layout.attributes(Kind::kLines, set, set.content_hash());
  layout.integer_attribute("height", set.height);
  layout.array("pixels", set.pixels, {set.pixels.size()});
  layout.array("offset", set.offset, {samples});
  layout.array("width", set.width, {samples});
  layout.array("height", height, {samples});
  layout.texts("text", set.texts);
  layout.samples(set);
}

std::size_t size_of(const ImageSet& set) {
  return expected_size(set) + set.pixels.size() + set.labels.size() * sizeof(int32_t);
}

std::size_t size_of(const LineSet& set) {
  std::size_t size = expected_size(set) + set.pixels.size() + set.texts.size() * 16;
  for (const std::string& text : set.texts) size += text.size() + 40;
  return size;
}

/// `bytes`: about what the file will take, so that a full disk is noticed before HDF5 writes its first byte.
template <typename LayOut>
void write_atomically(const fs::path& path, std::size_t bytes, LayOut lay_out) {
  AtomicFile file(path);
  file.reserve(bytes);
  try {
    DatasetLayout layout(file.temporary());
    lay_out(layout);
    for (const DatasetLayout::Block& block : layout.finish())
      file.write_at(block.offset, block.bytes, block.size);
  } catch (const Error& error) {
    const std::string what = error.what();
    if (what.rfind(path.string(), 0) == 0) throw;
    fail("{}: {}", path.string(), what);
  }
  file.commit();
}

}  // namespace

void write_dataset(const fs::path& path, const ImageSet& set, const std::string& options) {
  set.check(path.string());
  write_atomically(path, size_of(set), [&](DatasetLayout& layout) {
    lay_out(layout, set);
    if (!options.empty()) layout.text_attribute("options", options);
  });
}

void write_dataset(const fs::path& path, const LineSet& set, const std::string& options) {
  set.check(path.string());
  const Buffer<int32_t> height(std::vector<int32_t>(set.texts.size(), set.height));
  write_atomically(path, size_of(set), [&](DatasetLayout& layout) {
    lay_out(layout, set, height);
    if (!options.empty()) layout.text_attribute("options", options);
  });
}

}  // namespace ductus::data
