// Whether bytes are text.
#pragma once

#include <cstddef>
#include <string_view>

namespace ductus::eval {

/// The offset of the first byte that is not UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms,
/// nothing beyond U+10FFFF), or npos.
std::size_t invalid_utf8(std::string_view bytes);

}  // namespace ductus::eval
