// A language model over characters: how likely a symbol is after those before it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "eval/decoders/ngram_tree.h"

namespace ductus::eval {

/// n-grams with their numbers as an ARPA file has them: what training and reading give.
struct NgramModel {
  int order = 0;
  std::vector<std::string> vocabulary;  ///< symbols; the first three are those of CharLm
  NgramTree tree;                    ///< symbols are indices into the vocabulary; all of these are unigrams
  std::vector<float> log10_prob;     // [tree.size()], that of node 0 unused
  std::vector<float> log10_backoff;  // [tree.size()], 0 where there is none
};

/// A backoff n-gram model, ready to be asked. A state stands for the symbols before: the longest end of them
/// that the model has as a context. Symbols are UTF-8 texts, as in an alphabet. Log-probabilities are
/// natural.
class CharLm {
 public:
  using State = uint32_t;
  using Symbol = uint32_t;

  static constexpr Symbol kUnknown = 0;  ///< <unk>
  static constexpr Symbol kBegin = 1;    ///< <s>: the context that a line starts in, never predicted
  static constexpr Symbol kEnd = 2;      ///< </s>
  static constexpr Symbol kFirst = 3;

  explicit CharLm(const NgramModel& model);

  struct Next {
    float log_prob = 0;
    State state = 0;
  };

  /// The state before the first symbol of a line.
  State start() const { return start_; }
  /// log P(symbol | state), and the state after it.
  Next advance(State state, Symbol symbol) const;
  /// log P(the line ends | state).
  float end(State state) const { return advance(state, kEnd).log_prob; }

  /// The symbol, or kUnknown.
  Symbol find(std::string_view symbol) const;

  int order() const { return order_; }
  const std::vector<std::string>& vocabulary() const { return vocabulary_; }
  std::size_t size() const { return symbol_.size() - 1; }  ///< n-grams
  /// All states that advance() can lead to are below this.
  State states() const { return static_cast<State>(symbol_.size()); }

  /// As ARPA text. Read again it gives the same model.
  std::string to_arpa() const;

 private:
  uint32_t child(State state, Symbol symbol) const;
  void append_ngram(std::string& text, uint32_t node, bool last_level) const;

  int order_ = 0;
  std::vector<std::string> vocabulary_;
  std::unordered_map<std::string, Symbol> symbols_;
  State start_ = 0;

  // n-grams by length, those of one length by context and last symbol; 0 is the empty one, then all symbols
  // as unigrams
  std::vector<Symbol> symbol_;
  std::vector<float> log10_prob_;
  std::vector<float> log10_backoff_;
  std::vector<uint32_t> first_child_;  // [size + 1]: children lie together
  std::vector<uint32_t> parent_;
  std::vector<State> suffix_;  // without the first symbol
  std::vector<State> after_;   // where advance() leads: the n-gram itself, or its longest end that continues
};

/// Training options.
struct CharLmOptions {
  int order = 6;      ///< [1, 16]
  int min_count = 1;  ///< n-grams of three and more symbols that occur less often are left out
};

/// Interpolated modified Kneser-Ney smoothing (Chen and Goodman 1999, "An empirical study of smoothing
/// techniques for language modeling"), one sentence a line, unigrams interpolated with the uniform
/// distribution over the symbols, </s> and <unk>. The three discounts of an order are estimated from its
/// counts of counts; where these have gaps, as with little text or among few symbols, they are 0.5, 1 and 1.5
/// (as KenLM's fallback). Symbols are code points. Empty lines are skipped. Throws ductus::Error on invalid
/// UTF-8 ("NAME:LINE: ...", lines counted from 1) and on no text at all.
NgramModel train_char_lm(const std::vector<std::string_view>& lines, const CharLmOptions& options,
                         const std::string& name);

/// A symbol as ARPA text has it, without white space or control characters: "<sp>" for a space.
std::string arpa_token(const std::string& symbol);

/// ARPA text (the format of SRILM's ngram-format(5)), any order. Tokens are symbols, with "<sp>" or "<space>"
/// for a space and "<U+0009>" for other characters that would divide tokens. Throws ductus::Error with `name`
/// and line when the text is cut short or is not as its header says.
NgramModel parse_arpa(std::string_view text, const std::string& name);

/// An ARPA file, ready to be asked.
CharLm read_char_lm(const std::filesystem::path& path);

/// Surprise of a model at a text.
struct LmScore {
  int64_t lines = 0;
  int64_t symbols = 0;  ///< with one end a line
  int64_t unknown = 0;  ///< symbols that are not in the vocabulary
  double log_prob = 0;  ///< natural, of everything

  double bits_per_symbol() const;
  double perplexity() const;
};

/// Scores every line that is not empty, ends included.
LmScore score_text(const CharLm& lm, const std::vector<std::string_view>& lines, const std::string& name);

/// The code points of a line. Throws ductus::Error, opening with `where`, on invalid UTF-8.
std::vector<std::string_view> split_characters(std::string_view line, const std::string& where);

}  // namespace ductus::eval
