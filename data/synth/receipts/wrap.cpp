#include <algorithm>

#include "data/synth/receipts/printed_receipt.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    if (end > from) words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

/// Takes the first `count` code points off a word.
std::string take(std::string& word, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < word.size(); --count) {
    end += std::max<std::size_t>(1, first_code_point(std::string_view(word).substr(end)).bytes);
  }
  std::string head = word.substr(0, end);
  word.erase(0, end);
  return head;
}

}  // namespace

std::vector<std::string> wrap(const std::string& text, int width, bool break_words) {
  const auto most = static_cast<std::size_t>(std::max(width, 1));
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  const auto end_line = [&] {
    if (!line.empty()) lines.push_back(line);
    line.clear();
    used = 0;
  };
  for (std::string word : words_of(text)) {
    while (!word.empty()) {
      const std::size_t length = count_code_points(word), space = used > 0 ? 1 : 0;
      if (used + space + length <= most) {
        line += (space > 0 ? " " : "") + word;
        used += space + length;
        break;
      }
      const bool fill = length > most && (break_words || used == 0) && used + space < most;
      if (fill) line += (space > 0 ? " " : "") + take(word, most - used - space);
      end_line();
    }
  }
  end_line();
  return lines;
}

}  // namespace ductus::data
