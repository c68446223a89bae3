// Texts to be drawn: strings and nothing else, no fonts, no pixels.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/rng.h"
#include "data/synth/origin.h"

namespace ductus::data {

class TextSource {
 public:
  virtual ~TextSource() = default;

  /// One text: UTF-8 in NFC, without spaces at its ends. The same numbers from `rng` give the same text.
  virtual std::string draw(Rng& rng) const = 0;

  /// Whether draw() may give "" now and then; the caller then draws again.
  virtual bool may_be_empty() const { return false; }

  /// Every symbol (a code point in UTF-8) that a text may hold, each once; some may never come. As the
  /// default: ASCII from space to ~.
  virtual std::vector<std::string> alphabet() const;
};

/// Files that texts are from.
struct TextFiles {
  std::string data_root;            ///< --data-root: config::data_root() takes it
  std::vector<Material> read = {};  ///< those that were read, by the paths that the recipe has
};

using MakeTextSource = std::unique_ptr<TextSource> (*)(const config::Node& options, TextFiles& files);

/// All kinds of texts by name (text_sources.def).
const config::Registry<MakeTextSource>& text_sources();

}  // namespace ductus::data
