// Lines that a list names: a picture file each, and its text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/formats/file_tree.h"
#include "data/formats/line_builder.h"

namespace ductus::data {

/// Where the pictures of a list are that has the option `root`: beside the list when that is there, else as
/// any path; with an empty root in the list's own folder.
std::filesystem::path pictures_root(const std::string& root, const std::filesystem::path& list,
                                    const std::filesystem::path& data_root);

/// Gives every line the picture whose file is named as the line's id.
void decode_pictures(LineSetBuilder& builder, const FileTree& files, const ReadContext& context);

/// The set of lines whose ids are picture files below `root`, a folder or an archive; `list` names the list.
/// A file that is not there is "missing" in the ledger. Throws ductus::Error when all are.
LineSet read_listed_lines(std::vector<LineSetBuilder::Line> lines, const std::filesystem::path& list,
                          const std::filesystem::path& root, const LineOptions& options,
                          const ReadContext& context);

/// The last part of a path, whether or not it ends in a slash: what sources are called.
std::string last_part(const std::filesystem::path& path);

}  // namespace ductus::data
