// Labels and predictions as tab-separated text: what other tools write, and what `ductus eval --predictions`
// writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eval/predictions.h"

namespace ductus::eval {

/// Two files with the columns id and label, UTF-8, in any order of rows, joined by id. Without a header line
/// there are exactly these two columns; a first line that has the fields `id` and `label` is a header, may
/// name more columns
/// (`group`, `image`, ...), and the predictions' `confidence` in [0, 1] is read. CRLF and a byte order mark
/// are taken. The alphabet is every label of both files and of `more_labels`, in the order of their code
/// points. Samples are in the order of `truth`. Throws ductus::Error with file and line when a line has
/// another number of columns, an empty id or label, invalid UTF-8 or a bad confidence, and when an id
/// repeats, is missing or is extra.
Predictions read_predictions(const std::filesystem::path& truth, const std::filesystem::path& predicted,
                             const std::vector<std::string>& more_labels = {});

/// id, label and confidence with a header, in the order of the samples, atomically. Needs ids. Throws
/// ductus::Error when one repeats, and when an id or a label has a tab or a line end.
void write_predictions(const std::filesystem::path& path, const Predictions& predictions);

}  // namespace ductus::eval
