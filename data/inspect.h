// What there is to know about a data set before training on it, as text and as JSON.
#pragma once

#include <string>

#include "data/duplicates.h"
#include "data/image_set.h"

namespace ductus::data {

struct Inspection {
  ImageSet set;
  std::string hash;  ///< ImageSet::content_hash()
  Duplicates duplicates;
};

Inspection inspect(const ImageSet& set);

/// Size, alphabet, sources, ledger, duplicates, and an aligned table of counts a class with bars, a column a
/// part.
std::string inspection_text(const Inspection& inspection);

/// The same in one JSON object; counts by class in the order of the alphabet.
std::string inspection_json(const Inspection& inspection);

}  // namespace ductus::data
