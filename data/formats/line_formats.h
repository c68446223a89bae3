// Outside formats of text lines by name, each read into a LineSet.
#pragma once

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/formats/formats.h"
#include "data/line_set.h"

namespace ductus::data {

/// A line format's reader. Options are a map, strict, and always have the key `path`: the file or folder.
/// The set comes with ids and a ledger that accounts for every line; bad data are a ductus::Error naming the
/// file and the place in it.
using ReadLines = LineSet (*)(const config::Node& options, const ReadContext& context);

/// All line formats, as listed in line_formats.def.
const config::Registry<ReadLines>& line_formats();

/// A source as a recipe has it: `{tsv: {path: lines.tsv}}`.
/// Throws ductus::Error (usage) when the format is one of characters.
LineSet read_line_source(const config::Node& source, const ReadContext& context);

}  // namespace ductus::data
