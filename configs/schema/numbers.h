// Numbers out of text, strictly: the whole text, finite, held exactly or not at all; the same for recipes and
// command lines.
#pragma once

#include <string_view>

namespace ductus::config {

enum class Parsed {
  kGood,
  kNoNumber,    ///< no number of this type: "many", "1.5" for a whole one, "-1" for an unsigned one, "nan",
                ///< "inf"
  kOutOfRange,  ///< a number, but not one that T can hold
};

/// T: int32_t, int64_t, uint32_t, uint64_t (decimal digits only), float, double.
template <typename T>
Parsed parse_number(std::string_view text, T& number);

}  // namespace ductus::config
