// Lines of a text file, or runs of their words.
#include <algorithm>

#include "configs/schema/paths.h"
#include "data/content_hash.h"
#include "data/line_text.h"
#include "data/mapped_file.h"
#include "data/synth/text/draws.h"
#include "data/synth/text/text_source.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

/// The lines that hold something, as texts of lines are (data/line_text.h).
std::vector<std::string> lines_of(const std::filesystem::path& path) {
  const MappedFile file(path);
  std::vector<std::string> lines;
  for (const TextLine& line : text_lines(file.text(), path.string())) {
    if (std::string text = LineText{}.apply(line.text); !text.empty()) lines.push_back(std::move(text));
  }
  DUCTUS_CHECK(!lines.empty(), "{}: holds no text, expected lines in UTF-8", path.string());
  return lines;
}

class Corpus : public TextSource {
 public:
  explicit Corpus(std::vector<std::string> lines) : lines_(std::move(lines)) {}

  std::string draw(Rng& rng) const override { return pick(rng, lines_); }
  std::vector<std::string> alphabet() const override { return code_points_of(lines_); }

 protected:
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

/// A word of a line, bytes [begin, end).
struct WordPlace {
  std::size_t line, begin, end;
  int32_t number, count;  ///< its place in the line; words of the line
};

std::vector<WordPlace> words_of(const std::vector<std::string>& lines) {
  std::vector<WordPlace> words;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    const std::string& text = lines[line];
    const std::size_t first = words.size();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      words.push_back({line, begin, end, static_cast<int32_t>(words.size() - first), 0});
      begin = end + 1;
    }
    const auto count = static_cast<int32_t>(words.size() - first);
    for (std::size_t i = first; i < words.size(); ++i) words[i].count = count;
  }
  return words;
}

/// Every word of the file has the same chance of being the first of a run; a run that would go beyond the end
/// of its line begins earlier, and is the whole line where that is shorter.
class CorpusWords : public Corpus {
 public:
  CorpusWords(std::vector<std::string> lines, Span length)
      : Corpus(std::move(lines)), length_(length), words_(words_of(this->lines())) {}

  std::string draw(Rng& rng) const override {
    const std::size_t at = rng.below(static_cast<uint32_t>(words_.size()));
    const WordPlace& word = words_[at];
    const int32_t count = std::min(length_.draw(rng), word.count);
    const std::size_t first = at - static_cast<std::size_t>(std::max(0, word.number + count - word.count));
    const std::size_t last = first + static_cast<std::size_t>(count) - 1;
    return lines()[word.line].substr(words_[first].begin, words_[last].end - words_[first].begin);
  }

 private:
  Span length_;
  std::vector<WordPlace> words_;
};

}  // namespace

std::unique_ptr<TextSource> make_text_corpus(const config::Node& options, TextFiles& files) {
  auto fields = options.fields();
  std::string path;
  fields.required("path", path);
  const bool runs = fields.has("words");
  Span length = {1, 1000};
  if (runs) read_span(fields, "words", length, 1);
  fields.finish();
  const auto file = config::resolve(path, config::data_root(files.data_root));
  auto lines = lines_of(file);
  files.read.push_back({path, file_hash(file)});
  if (runs) return std::make_unique<CorpusWords>(std::move(lines), length);
  return std::make_unique<Corpus>(std::move(lines));
}

}  // namespace ductus::data
