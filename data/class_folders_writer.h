// Characters as PNG files, one sub-folder a class.
#pragma once

#include <filesystem>
#include <string>

#include "configs/schema/reporter.h"
#include "data/image_set.h"

namespace ductus::data {

/// Writes FOLDER/SYMBOL/NUMBER.png for every sample (the symbol as in data/class_folder_name.h), bright ink
/// on black as it is, so that the format image_folder reads the same pixels back, and kOriginFile of a drawn
/// set; classes without a sample have no sub-folder. Written beside and renamed: FOLDER is there whole or not
/// at all. Throws ductus::Error unless FOLDER is new or empty, when it cannot be written, and when two
/// samples have one name.
void write_class_folders(const std::filesystem::path& folder, const ImageSet& set,
                         config::Reporter& reporter);

}  // namespace ductus::data
