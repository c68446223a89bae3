// Marks that offices stamp on forms.
#pragma once

#include "data/synth/forms/colour_sheet.h"

namespace ductus::data {

/// A word within a double ring, turned to the left by an angle: as large as the word asks for.
InkMask draw_stamp(const InkMask& word, float angle_deg);

}  // namespace ductus::data
