// Characters as text, in the layout of the Kaggle A-Z file.
#pragma once

#include <filesystem>

#include "configs/schema/reporter.h"
#include "data/image_set.h"

namespace ductus::data {

/// Writes a row a sample, without a header: the place of its letter in A to Z, from 0, then 784 pixels,
/// comma-separated. Atomic: PATH is there whole or as it was. Throws ductus::Error when it cannot be written,
/// a class of the set is none of A to Z, or the images are not 28 x 28.
void write_letters_csv(const std::filesystem::path& path, const ImageSet& set, config::Reporter& reporter);

}  // namespace ductus::data
