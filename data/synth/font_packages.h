// What to install for a list of font families.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>

namespace ductus::data {

/// "fonts-3270 fonts-agave ...": the `package` of each family, once, in order.
template <typename Families>
std::string packages_of(const Families& families) {
  std::set<std::string> packages;
  for (const auto& family : families) packages.insert(family.package);
  return fmt::format("{}", fmt::join(packages, " "));
}

}  // namespace ductus::data
