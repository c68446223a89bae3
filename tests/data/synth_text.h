// Texts of a source by the numbers of their samples.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/synth/text/text_source.h"

namespace ductus::test {

/// The source that YAML like "{word: {length: [1, 5]}}" or "word" describes.
inline std::unique_ptr<data::TextSource> text_source(const std::string& yaml, data::TextFiles& files) {
  const auto document = config::Document::parse(yaml, "test");
  const auto [name, options] = document.root().tagged();
  return data::text_sources().find(name, options.where())(options, files);
}

inline std::unique_ptr<data::TextSource> text_source(const std::string& yaml) {
  data::TextFiles files;
  return text_source(yaml, files);
}

inline std::string draw_text(const data::TextSource& source, uint64_t sample, uint64_t seed = 1) {
  data::Rng rng(seed, 0, sample, data::Purpose::kSynth);
  return source.draw(rng);
}

inline std::vector<std::string> draw_texts(const std::string& yaml, int count) {
  const auto source = text_source(yaml);
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(draw_text(*source, static_cast<uint64_t>(i)));
  return texts;
}

}  // namespace ductus::test
