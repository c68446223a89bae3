// The ductus data set file: one HDF5 file that opens in milliseconds, because its arrays are memory-mapped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/image_set.h"
#include "data/kind.h"
#include "data/line_set.h"

namespace ductus::data {

constexpr int64_t kDatasetVersion = 1;

/// Every data set file has the arrays `source` u16, `number` u32, optional `name` (UTF-8), `group` i32 and
/// `groups` (their names), `splits/*` i64; the attributes `format` "ductus", `kind`, `version` 1, `alphabet`,
/// `sources`, `ledger`, `preprocessing` and `origin` (JSON), `content_hash`. Contiguous arrays are mapped,
/// any other layout (chunked, compressed) is read into memory.
///
/// Reading throws ductus::Error naming the file when it is cut short, no HDF5, of another kind or version, or
/// when its shapes, labels, texts or split indices contradict each other.

/// A set of characters: `images` u8 [N, H, W], `labels` i32 [N].
ImageSet read_dataset(const std::filesystem::path& path);

/// A set of lines: `pixels` u8 of all lines one after the other, `offset` i64 [N], `width` i32 [N], `text`
/// (UTF-8) [N], attribute `height`; an array `height` i32 [N] repeats it for those who look into the file.
LineSet read_line_dataset(const std::filesystem::path& path);

/// Writes it atomically: contiguous layout, blocks aligned to 4096 bytes, no time stamps, so that the same
/// set is the same bytes. `options`, unless empty: an attribute of that name, YAML, for read_options().
void write_dataset(const std::filesystem::path& path, const ImageSet& set, const std::string& options = {});
void write_dataset(const std::filesystem::path& path, const LineSet& set, const std::string& options = {});

/// What the file holds. Throws as reading does.
Kind read_kind(const std::filesystem::path& path);

/// What it was written with as `options`, or "".
std::string read_options(const std::filesystem::path& path);

}  // namespace ductus::data
