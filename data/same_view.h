// Whether two sets of pictures were prepared in the same way.
#pragma once

#include <string_view>

namespace ductus::data {

/// Whether two `preprocessing` texts (JSON) mean the same, whatever the order of their keys and what they
/// leave to the defaults. An empty one, of data that nothing was done to, equals only an empty one. View:
/// LineView or CharacterView, whose from_json throws ductus::Error for what it cannot read and has to.
template <typename View>
bool same_view(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  return View::from_json(a) == View::from_json(b);
}

}  // namespace ductus::data
