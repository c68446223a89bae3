// JSON as text, whatever is in it.
#pragma once

#include <string>

namespace ductus::config {

/// As Json::dump(indent), but bytes that are no UTF-8, as a path may have, become U+FFFD in place of an
/// exception: results are not lost for the name of a file.
template <typename Json>
std::string json_text(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace ductus::config
