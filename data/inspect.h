// What there is to know about a data set before training on it, as text and as JSON.
#pragma once

#include <string>

#include "data/duplicates.h"
#include "data/image_set.h"
#include "data/line_set.h"

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

struct LineInspection {
  LineSet set;
  std::string hash;  ///< LineSet::content_hash()
  Duplicates duplicates;
};

LineInspection inspect(const LineSet& set);

/// Sizes of lines, lengths of texts and groups as quantiles, alphabet, sources, ledger, duplicates, and an
/// aligned table of counts a symbol with bars, a column a part.
std::string inspection_text(const LineInspection& inspection);

/// The same in one JSON object; counts by symbol in the order of the alphabet, lines by length of text.
std::string inspection_json(const LineInspection& inspection);

/// "69 symbols: E 12,345, space 9,876": every symbol with its count, the most frequent first.
std::string symbols_text(const LineSet& set);

}  // namespace ductus::data
