// Outside formats of labelled characters by name, each read into an ImageSet.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "configs/schema/registry.h"
#include "configs/schema/reporter.h"
#include "configs/schema/yaml_reader.h"
#include "data/image_set.h"

namespace ductus::data {

/// What a reader needs besides its own options.
struct ReadContext {
  std::filesystem::path
      data_root;  ///< where relative paths are looked for that do not exist from the working folder
  config::Reporter& reporter;
  int threads = 1;  ///< 0: one a processor. The result never depends on it.
};

/// A format's reader. Options are a map, strict, and always have the key `path`: the file or folder.
/// The set comes with ids and a ledger that accounts for every sample; bad data are a ductus::Error naming
/// the file and the place in it.
using ReadFormat = ImageSet (*)(const config::Node& options, const ReadContext& context);

/// All formats, as listed in formats.def.
const config::Registry<ReadFormat>& formats();

/// A source as a recipe has it: `{mnist: {path: data/mnist, part: train}}`.
/// Throws ductus::Error (usage) when the format is one of lines (data/formats/line_formats.h).
ImageSet read_source(const config::Node& source, const ReadContext& context);

/// Whether the text is a source, of characters or of lines: a map, or the name of a format and a colon.
bool is_source(std::string_view text);

/// Whether a format, of characters or of lines, makes its samples from pictures of any size, and so has the
/// option `view` (data/character_view.h, data/line_view.h).
bool has_view(const std::string& format);

/// The recipe that a command line's source stands for: `{mnist: {path: data/mnist}}` for `mnist:data/mnist`,
/// or that map itself. Throws ductus::Error (usage) when it is none.
config::Document source_document(std::string_view source);

}  // namespace ductus::data
