#include <algorithm>
#include <cmath>
#include <set>

#include "configs/schema/error.h"
#include "data/mapped_file.h"
#include "data/utf8.h"
#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/word_tree.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

/// A word list: a word a line, the common ones first. Every word is also taken with a capital first letter
/// and in capitals (ASCII). What the alphabet cannot write is left out, so that it is not nearest to
/// anything.
class WordList {
 public:
  WordList(const std::filesystem::path& path, const data::Alphabet& alphabet) : name_(path.string()) {
    const data::MappedFile file(path);
    std::string_view rest = data::without_bom(file.text());
    for (int64_t number = 1; !rest.empty(); ++number) {
      const std::size_t end = std::min(rest.size(), rest.find('\n'));
      const std::u32string line =
          decode_utf8(rest.substr(0, end), fmt::format("{}:{}", path.string(), number));
      rest.remove_prefix(std::min(rest.size(), end + 1));
      if (const std::u32string word(strip(line)); !word.empty()) add(word, alphabet);
    }
    DUCTUS_CHECK(count_ > 0, "{}: no words, expected one a line", name_);
    DUCTUS_CHECK(tree_.size() > 0, "{}: no word can be written with the model's {} symbols", name_,
                 alphabet.size());
  }

  bool knows(std::u32string_view word) const { return folded_.count(fold_case(word)) > 0; }
  const WordTree& tree() const { return tree_; }

  /// Of what was left out, or empty.
  std::string note() const {
    if (left_out_ == 0) return {};
    return fmt::format("{}: {} words of {} have characters that the model cannot write, and are left out",
                       name_, left_out_, count_);
  }

 private:
  void add(std::u32string word, const data::Alphabet& alphabet) {
    folded_.insert(fold_case(word));
    bool writable = add_form(word, alphabet);
    word[0] = ascii_upper(word[0]);
    writable = add_form(word, alphabet) || writable;
    std::transform(word.begin(), word.end(), word.begin(), ascii_upper);
    writable = add_form(word, alphabet) || writable;
    ++count_;
    left_out_ += writable ? 0 : 1;
  }

  bool add_form(const std::u32string& word, const data::Alphabet& alphabet) {
    const std::vector<int32_t> labels = alphabet.encode(encode_utf8(word));
    if (std::count(labels.begin(), labels.end(), -1) > 0) return false;
    tree_.add(word);
    return true;
  }

  std::string name_;
  std::set<std::u32string> folded_;
  WordTree tree_;
  int64_t count_ = 0, left_out_ = 0;  // words of the list
};

struct LexiconOptions {
  float max_cost = 3;      ///< a word is replaced by one that is nearer than this
  float max_share = 0.4F;  ///< and at most this far for each of its characters
};

/// Places [begin, end) of a word in a text.
struct Span {
  std::size_t begin, end;
};

/// Between white space, without signs at both ends; only those that are letters for the most part: "T0TAL" is
/// one, "12.5O" is none. A mark that joins a letter is no sign.
std::vector<Span> words_in(const std::u32string& text) {
  const auto inside = [&](std::size_t i) {
    return is_letter(text[i]) || is_digit(text[i]) || !has_shape(text[i]);
  };
  std::vector<Span> spans;
  for (std::size_t at = 0; at < text.size();) {
    Span span{at, at};
    while (span.end < text.size() && !is_space(text[span.end])) ++span.end;
    at = span.end + 1;
    while (span.begin < span.end && !inside(span.begin)) ++span.begin;
    while (span.end > span.begin && !inside(span.end - 1)) --span.end;
    const auto letters = std::count_if(text.begin() + static_cast<std::ptrdiff_t>(span.begin),
                                       text.begin() + static_cast<std::ptrdiff_t>(span.end), is_letter);
    if (letters > 0 && 2 * static_cast<std::size_t>(letters) >= span.end - span.begin) spans.push_back(span);
  }
  return spans;
}

/// Lexicon search, after awslabs/handwritten-text-recognition: of what another decoder reads, words that are
/// not in a list are replaced by the nearest that is, if one is near enough by learned edit costs. If that
/// changes the text its confidence is P(text | line), and places are found anew.
class Lexicon : public Decoder {
 public:
  Lexicon(const data::Alphabet& alphabet, WordList words, EditCosts costs, const LexiconOptions& options,
          std::unique_ptr<Decoder> base)
      : alphabet_(alphabet),
        words_(std::move(words)),
        costs_(std::move(costs)),
        options_(options),
        base_(std::move(base)) {}

  Decoded decode(const Steps& steps) const override {
    Decoded decoded = base_->decode(steps);
    std::vector<int32_t> labels;
    if (!correct(decode_utf8(decoded.text, "lexicon"), labels) || steps_needed(labels) > steps.length)
      return decoded;
    decoded.symbols = align(steps, labels);
    decoded.text = text_of(decoded.symbols, alphabet_);
    decoded.confidence = std::min(1.0, std::exp(ctc_log_probability(steps, labels)));
    return decoded;
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes = base_->notes();
    if (const std::string note = words_.note(); !note.empty()) notes.push_back(note);
    return notes;
  }

 private:
  /// Whether a word was replaced, and the text's labels then.
  bool correct(const std::u32string& text, std::vector<int32_t>& labels) const {
    std::u32string corrected;
    std::size_t done = 0;
    for (const Span span : words_in(text)) {
      const std::u32string word = text.substr(span.begin, span.end - span.begin);
      if (words_.knows(word)) continue;
      const auto match = words_.tree().nearest(word, costs_, options_.max_cost);
      if (!match || match->cost > options_.max_share * static_cast<float>(word.size())) continue;
      corrected.append(text, done, span.begin - done).append(match->word);
      done = span.end;
    }
    if (done == 0) return false;
    corrected.append(text, done, std::u32string::npos);
    labels = alphabet_.encode(encode_utf8(corrected));
    return std::count(labels.begin(), labels.end(), -1) == 0;  // a symbol of several characters has no label
  }

  data::Alphabet alphabet_;
  WordList words_;
  EditCosts costs_;
  LexiconOptions options_;
  std::unique_ptr<Decoder> base_;
};

}  // namespace

std::unique_ptr<Decoder> make_lexicon(const data::Alphabet& alphabet, const config::Node& options) {
  LexiconOptions lexicon;
  std::string words;
  std::string costs;
  auto fields = options.fields();
  fields.required("words", words);
  fields.optional("costs", costs);
  fields.optional("max_cost", lexicon.max_cost, config::Range<float>{0, 100});
  fields.optional("max_share", lexicon.max_share, config::Range<float>{0, 1});
  auto base = make_decoder(fields.node_or("base", "greedy"), alphabet);
  fields.finish();
  return std::make_unique<Lexicon>(alphabet, WordList(words, alphabet),
                                   costs.empty() ? EditCosts() : EditCosts::read(costs), lexicon,
                                   std::move(base));
}

}  // namespace ductus::eval
