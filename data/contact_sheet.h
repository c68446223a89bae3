// One picture that shows a data set: a row of examples a class with its name and count, or lines with their
// texts.
#pragma once

#include "data/image_set.h"
#include "data/line_set.h"
#include "data/picture.h"

namespace ductus::data {

struct ContactSheetOptions {
  int per_class = 24;     ///< examples in a row
  int tile_px = 40;       ///< shown height of an example; its width follows
  int max_classes = 200;  ///< rows; the title says when classes were left out
};

/// Examples are taken at even steps through each class, in the order of the data, and shown as stored: bright
/// ink on black.
Picture contact_sheet(const ImageSet& set, const ContactSheetOptions& options = {});

struct LineSheetOptions {
  int lines = 40;       ///< how many are shown
  int line_px = 36;     ///< shown height of a line
  int width_px = 1000;  ///< of the widest
};

/// Lines at even steps through the set, each with its text beneath and its id beside it.
Picture contact_sheet(const LineSet& set, const LineSheetOptions& options = {});

}  // namespace ductus::data
