// Pictures that tests draw themselves.
#pragma once

#include <cstdint>
#include <vector>

#include "data/picture.h"

namespace ductus::test {

/// A page of one grey level.
inline data::Picture blank_page(int height, int width, uint8_t level = 255) {
  return {height, width, 1,
          std::vector<uint8_t>(static_cast<std::size_t>(height) * static_cast<std::size_t>(width), level)};
}

/// Sets a rectangle of a grey picture to a level.
inline void fill(data::Picture& picture, int top, int left, int height, int width, uint8_t level) {
  for (int y = top; y < top + height; ++y) {
    for (int x = left; x < left + width; ++x)
      picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                     static_cast<std::size_t>(x)] = level;
  }
}

}  // namespace ductus::test
