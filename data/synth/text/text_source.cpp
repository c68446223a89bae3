#include "data/synth/text/text_source.h"

namespace ductus::data {

#define DUCTUS_TEXT_SOURCE(name) std::unique_ptr<TextSource> make_text_##name(const config::Node& options);
#define DUCTUS_TEXT_SOURCE_OF_FILES(name) \
  std::unique_ptr<TextSource> make_text_##name(const config::Node& options, TextFiles& files);
#include "data/synth/text/text_sources.def"
#undef DUCTUS_TEXT_SOURCE_OF_FILES
#undef DUCTUS_TEXT_SOURCE

const config::Registry<MakeTextSource>& text_sources() {
  static const config::Registry<MakeTextSource> registry("kind of text", {
#define DUCTUS_TEXT_SOURCE(name) \
  {#name, [](const config::Node& options, TextFiles&) { return make_text_##name(options); }},
#define DUCTUS_TEXT_SOURCE_OF_FILES(name) {#name, make_text_##name},
#include "data/synth/text/text_sources.def"
#undef DUCTUS_TEXT_SOURCE_OF_FILES
#undef DUCTUS_TEXT_SOURCE
                                                                         });
  return registry;
}

std::vector<std::string> TextSource::alphabet() const {
  std::vector<std::string> symbols;
  for (char c = ' '; c <= '~'; ++c) symbols.emplace_back(1, c);
  return symbols;
}

}  // namespace ductus::data
