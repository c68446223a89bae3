// Type on paper.
#pragma once

#include "data/synth/typeset/typesetter.h"
#include "data/synth/wear/sheet.h"

namespace ductus::data {

/// What ink looks like.
struct Ink {
  float grey = 0;        ///< 0 black
  bool bilevel = false;  ///< whole dots, black or nothing, as thermal heads print
};

/// Prints a line with its upper left corner at pixel (x, y); what lies off the sheet is cut. Ink over ink is
/// as dark as the darker one.
void stamp(Sheet& sheet, const TypesetLine& line, int x, int y, const Ink& ink);

}  // namespace ductus::data
