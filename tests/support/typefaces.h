// The typeface that tests of type are set in: fonts-dejavu-core, which scripts/setup.sh installs.
#pragma once

#include <stdexcept>
#include <string>

#include "data/synth/typeset/typefaces.h"

namespace ductus::test {

inline const std::string kTestFamily = "DejaVu Sans Mono";
inline const std::string kTestFace = "DejaVu Sans Mono Book";

inline std::size_t index_of(const data::Typefaces& typefaces, const std::string& name) {
  for (std::size_t i = 0; i < typefaces.size(); ++i) {
    if (typefaces[i].name == name) return i;
  }
  throw std::runtime_error("no typeface of the name " + name);
}

/// Bold and Book at least.
inline const data::Typefaces& test_typefaces() {
  static const data::Typefaces typefaces = data::Typefaces::load({kTestFamily});
  return typefaces;
}

inline std::size_t test_face() { return index_of(test_typefaces(), kTestFace); }

}  // namespace ductus::test
