// What a link leads to: writing by another name and renaming would replace the link.
#pragma once

#include <filesystem>

namespace ductus::data {

/// `path`, or where that is a link, what it leads to in the end, which need not be there. Throws
/// ductus::Error when links lead in a circle.
std::filesystem::path link_target(const std::filesystem::path& path);

}  // namespace ductus::data
