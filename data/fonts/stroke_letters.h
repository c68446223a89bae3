// Letters of OpenCV's strokes (A. V. Hershey, "Calligraphy for Computers", 1967), which have ASCII alone: for
// lettering.cpp where no font is installed.
#pragma once

#include <string_view>

#include "data/fonts/lettering.h"

namespace ductus::data {

Lettering stroke_letter(std::string_view utf8, const LetterStyle& style);

double stroke_width(std::string_view utf8, const LetterStyle& style);

}  // namespace ductus::data
