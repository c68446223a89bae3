// Columns of text: padding by code points, fields of CSV, and numbers rounded as Python rounds them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "configs/schema/thousands.h"

namespace ductus::eval {

/// Padded with spaces on the left (right) to `width` code points; longer text stays whole.
std::string pad_left(std::string_view utf8, std::size_t width);
std::string pad_right(std::string_view utf8, std::size_t width);

/// As Python's format(value, ".{digits}f"): correctly rounded, halves to even; "nan".
std::string fixed(double value, int digits);

/// 0.9912 -> "99.12 %"; "-" for NaN.
std::string percent(double share, int digits = 2);

/// A field of CSV (RFC 4180): between quotes where a comma, a quote or a line end asks for them.
std::string csv_field(const std::string& text);

inline std::string thousands(int64_t number) { return config::with_thousands(number); }

}  // namespace ductus::eval
