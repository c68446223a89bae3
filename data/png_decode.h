// PNG files as pictures.
#pragma once

#include <string>
#include <string_view>

#include "data/picture.h"

namespace ductus::data {

/// Whether the bytes begin as those of a PNG file do.
bool is_png(std::string_view bytes);

/// Decodes any PNG as OpenCV's IMREAD_UNCHANGED does, to 8 bits: grey, BGR with a palette or colour, BGRA
/// with transparency (where grey has one colour that is, it is ignored). Nothing is printed. Throws
/// ductus::Error beginning with `where` on a broken file or one of more than 2^30 pixels.
Picture decode_png(std::string_view bytes, const std::string& where);

}  // namespace ductus::data
