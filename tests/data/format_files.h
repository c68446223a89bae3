// Files of outside formats, made in memory for tests.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace ductus::test {

/// An IDX file of unsigned bytes.
inline std::string idx_bytes(const std::vector<uint32_t>& shape, const std::string& values) {
  std::string bytes = {0, 0, 8, static_cast<char>(shape.size())};
  for (const uint32_t size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  return bytes + values;
}

/// One gzip member.
inline std::string gzip(const std::string& content) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflate");
  std::string packed(deflateBound(&stream, content.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// `count` images of 28 x 28 with the labels 0, 1, 2, ...; packed where the name ends in .gz.
inline void write_mnist(const TempDir& dir, const std::string& images, const std::string& labels,
                        uint32_t count) {
  std::string pixels, classes;
  for (uint32_t i = 0; i < count; ++i) {
    pixels += std::string(784, static_cast<char>(i + 1));
    classes += static_cast<char>(i % 10);
  }
  const auto write = [&](const std::string& name, const std::string& bytes) {
    dir.write(name, std::filesystem::path(name).extension() == ".gz" ? gzip(bytes) : bytes);
  };
  write(images, idx_bytes({count, 28, 28}, pixels));
  write(labels, idx_bytes({count}, classes));
}

/// A row of a letters CSV without its line end: the label, then 784 times `pixel`.
inline std::string csv_row(int label, const std::string& pixel = "0") {
  std::string row = std::to_string(label);
  for (int i = 0; i < 784; ++i) row += "," + pixel;
  return row;
}

}  // namespace ductus::test
