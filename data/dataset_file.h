// The ductus data set file: one HDF5 file that opens in milliseconds, because its arrays are memory-mapped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/image_set.h"

namespace ductus::data {

constexpr int64_t kDatasetVersion = 1;

/// Reads a set of characters. Contiguous arrays are mapped, any other layout (chunked, compressed) is read
/// into memory.
///
/// Contents: `images` u8 [N, H, W], `labels` i32, `source` u16, `number` u32, optional `name` (UTF-8) and
/// `group` i32, `splits/*` i64; attributes `format` "ductus", `kind` "characters", `version` 1, `alphabet`,
/// `sources`, `ledger` and `preprocessing` (JSON), `content_hash`.
///
/// Throws ductus::Error naming the file when it is cut short, no HDF5, of another kind or version, or when
/// its shapes, labels or split indices contradict each other.
ImageSet read_dataset(const std::filesystem::path& path);

/// Writes it atomically: contiguous layout, blocks aligned to 4096 bytes, no time stamps, so that the same
/// set is the same bytes.
void write_dataset(const std::filesystem::path& path, const ImageSet& set);

/// ImageSet::content_hash() as it was when the file was written, without touching the pixels.
std::string read_content_hash(const std::filesystem::path& path);

}  // namespace ductus::data
