// Characters written as files that other programs read.
#pragma once

#include <filesystem>
#include <vector>

#include "configs/schema/checks.h"
#include "configs/schema/reporter.h"
#include "data/image_set.h"

namespace ductus::data {

enum class CharacterExport {
  kLettersCsv,  ///< one file, as the Kaggle A-Z file: data/letters_csv_writer.h
  kIdx,         ///< two files, as MNIST's: data/idx_writer.h
  kFolders,     ///< a sub-folder a class: data/class_folders_writer.h
};

/// Their names on command lines: letters_csv, idx, folders.
config::Choice<CharacterExport> character_exports();

/// The files or the folder that an export to `out` writes.
std::vector<std::filesystem::path> exported_paths(const std::filesystem::path& out, CharacterExport as);

/// Writes them. `out`: the file; of an IDX pair what both names begin with; the folder. Files that are there
/// are replaced, a folder must be new or empty. Throws as the writers do.
void export_characters(const ImageSet& set, const std::filesystem::path& out, CharacterExport as,
                       config::Reporter& reporter);

}  // namespace ductus::data
