#include "data/synth/receipts/cut_quad.h"

#include "data/formats/page_lines.h"

namespace ductus::data {

// Apart from the rest: formats and drawn glyphs each have an Outline of their own.
Picture cut_quad(const Picture& grey, const std::array<float, 8>& corners) {
  Outline outline;
  for (std::size_t i = 0; i < corners.size(); i += 2) outline.push_back({corners[i], corners[i + 1]});
  return cut_box(grey, outline);
}

}  // namespace ductus::data
