// Text lines and predictions of them as tab-separated text: what other tools write, and what `ductus eval
// --predictions` writes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "eval/line_predictions.h"

namespace ductus::eval {

/// Two files with the columns id and text, UTF-8, in any order of rows, joined by id. Without a header line
/// there are exactly these two columns. A first line that has the fields `id` or `file`, and `text`, is a
/// header and may name more columns: `confidence` of the predictions, a number from 0 to 1, and of the truth
/// `source` or `image`, `width` in whole pixels, and `group_column` (by default `group`, if there is one) are
/// read, others are left to people. A line whose group is empty is a group of its own, called by its id;
/// where all are empty there are no groups. CRLF and a byte order mark are taken, a text may be empty, and
/// nothing is quoted. Lines are in the order of `truth`. A line without a prediction has an empty one, with
/// confidence 0, and its id goes to `missing`: an engine that finds nothing in a picture often writes
/// nothing. Throws ductus::Error with file and line when a line has another number of columns, an empty id,
/// invalid UTF-8 or a bad number, when an id repeats or is in the predictions alone, and when a
/// `group_column` that is given is not there.
LinePredictions read_line_predictions(const std::filesystem::path& truth,
                                      const std::filesystem::path& predicted,
                                      std::vector<std::string>& missing,
                                      const std::optional<std::string>& group_column = {});

/// file, text and confidence with a header, in the order of the lines, atomically. Needs ids and confidences.
/// Throws ductus::Error when an id repeats, and when an id or a text has a tab or a line end.
void write_line_predictions(const std::filesystem::path& path, const LinePredictions& lines);

}  // namespace ductus::eval
