// A quad cut out of a picture.
#pragma once

#include <array>

#include "data/picture.h"

namespace ductus::data {

/// As ductus cuts SROIE's boxes. `corners`: x, y of the four corners from the upper left one, px.
Picture cut_quad(const Picture& grey, const std::array<float, 8>& corners);

}  // namespace ductus::data
