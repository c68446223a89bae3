#include "data/idx_writer.h"

#include <cstdint>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::data {
namespace {

std::string header(const std::vector<int64_t>& shape) {
  constexpr char kUnsignedByte = 0x08;
  std::string bytes{0, 0, kUnsignedByte, static_cast<char>(shape.size())};
  for (const int64_t size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift & 0xFF);
  }
  return bytes;
}

}  // namespace

IdxPaths::IdxPaths(const std::filesystem::path& prefix)
    : images(prefix.string() + "-images-idx3-ubyte"), labels(prefix.string() + "-labels-idx1-ubyte") {}

void write_idx_pair(const IdxPaths& paths, const ImageSet& set) {
  DUCTUS_CHECK(set.alphabet.size() <= 256, "{}: IDX labels are bytes, found an alphabet of {} symbols",
               paths.labels.string(), set.alphabet.size());
  DUCTUS_CHECK(set.size() <= UINT32_MAX, "{}: {} images are too many for IDX", paths.images.string(),
               set.size());
  AtomicFile images(paths.images), labels(paths.labels);
  images.write(header({set.size(), set.height, set.width}));
  images.write(set.pixels.data(), set.pixels.size());
  labels.write(header({set.size()}));
  labels.write(std::string(set.labels.begin(), set.labels.end()));
  images.commit();
  labels.commit();
}

}  // namespace ductus::data
