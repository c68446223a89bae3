// Which name was meant: the nearest valid one to a misspelt one, for the hint at the end of an error.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::config {

/// Edits that turn `a` into `b`: insert, delete, replace a byte, swap two neighbours
/// (Damerau 1964, "A technique for computer detection and correction of spelling errors"; optimal string
/// alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `name`, or "" when none is near enough to be worth a hint. Case does not count.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

/// " (did you mean 'epochs'?)", or "" when nothing is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace ductus::config
