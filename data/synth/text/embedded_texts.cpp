#include "data/synth/text/embedded_texts.h"

#include <algorithm>

#include "configs/schema/error.h"

namespace ductus::data {

std::vector<std::string> entries_of(std::string_view text) {
  std::vector<std::string> entries;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty() && line.substr(0, 2) != "# ") entries.emplace_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return entries;
}

std::vector<std::string> embedded_words(std::string_view name) {
  for (const EmbeddedText& list : embedded_word_lists()) {
    if (list.name == name) return entries_of(list.text);
  }
  fail("no word list '{}' was built in", name);
}

}  // namespace ductus::data
