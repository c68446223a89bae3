// Every symbol that was read, with its own confidence and place, as tab-separated text: `ductus eval
// --symbols`.
#pragma once

#include <filesystem>

#include "eval/line_predictions.h"

namespace ductus::eval {

/// A row a symbol, with a header, in the order of the lines and of their symbols, atomically:
///
///     file  index  symbol  confidence  begin_px  end_px  line_px  truth
///
/// `index` counts a line's symbols from 0, `truth` those of its truth: the one that was read rightly here (by
/// EditAligner), empty where none was. Places are columns [begin_px, end_px) of the line's picture as the
/// model saw it, scaled to its height with the aspect kept, which is `line_px` wide: of a picture of another
/// width w the place is begin_px * w / line_px. A line in which nothing was read has no row. Needs ids,
/// symbols and widths. Throws ductus::Error when an id repeats, and when an id or a symbol has a tab or a
/// line end.
void write_line_symbols(const std::filesystem::path& path, const LinePredictions& lines);

}  // namespace ductus::eval
