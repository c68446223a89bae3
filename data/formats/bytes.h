// The bytes of a data file, whether it is packed with gzip or not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "data/buffer.h"

namespace ductus::data {

/// A file's content: mapped when it is plain, inflated when it starts as a gzip file does (RFC 1952; its name
/// does not matter). Throws ductus::Error naming the file when it is empty, and when gzip data end early or
/// fail their checksum.
Buffer<uint8_t> read_bytes(const std::filesystem::path& path);

/// What bytes that are not what they should be look like: "an HTML page", "a zip archive", "a PNG picture",
/// or "" when nothing is recognised. For hints in errors.
std::string recognise(const Buffer<uint8_t>& bytes);

/// A file's name without its folder and without ".gz": what samples are named by, packed or not.
std::string source_name(const std::filesystem::path& path);

}  // namespace ductus::data
