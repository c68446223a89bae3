// One picture that shows a data set: a row of examples a class, with its name and count.
#pragma once

#include "data/image_set.h"
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

}  // namespace ductus::data
