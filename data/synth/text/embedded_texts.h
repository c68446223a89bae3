// The text files of words/ and phrases/, which are built into the program.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ductus::data {

struct EmbeddedText {
  std::string_view name;  ///< "goods" of words/goods.txt
  std::string_view text;
};

const std::vector<EmbeddedText>& embedded_word_lists();  ///< words/: lists, one entry a line
const std::vector<EmbeddedText>& embedded_phrases();     ///< phrases/: rules (grammar.h)

/// The entries of a list: its lines but empty ones and those that begin with "# ".
std::vector<std::string> entries_of(std::string_view text);

/// The entries of words/NAME.txt. Throws ductus::Error when there is none.
std::vector<std::string> embedded_words(std::string_view name);

}  // namespace ductus::data
