// New lines out of the words of lines: more to train on, for those who have few lines of a hand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/line_set.h"
#include "data/symbol_places.h"

namespace ductus::data {

/// A word of a line, or several that were not told apart, and its columns [begin_px, end_px).
struct LinePiece {
  std::string text;
  int32_t begin_px = 0;
  int32_t end_px = 0;
};

/// The line cut at those spaces of its text whose neighbours on both sides were read rightly, in the emptiest
/// column between these. Pieces of which less than three fifths was read rightly are left out: what they show
/// is not sure.
std::vector<LinePiece> cut_line(const LineSet& lines, int64_t line, const std::vector<SymbolPlace>& places);

struct RecombineOptions {
  int64_t count = 10000;
  uint64_t seed = 1;
};

/// `count` lines, each of runs of one to three words out of at least two places of lines of one group (page,
/// writer), about as long as a line of it; new line k is a function of (seed, k). They read as nonsense: a
/// recogniser learns the hand from them and cannot learn the lines by heart. Groups keep their names; sources
/// are one, "recombined". Throws ductus::Error when no two words can be cut out of any group, and when two
/// lines have the id of one place.
LineSet recombine(const LineSet& lines, const SymbolPlaces& places, const RecombineOptions& options);

}  // namespace ductus::data
