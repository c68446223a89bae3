// Phrases as receipts print them.
#include <algorithm>
#include <set>

#include "data/line_text.h"
#include "data/synth/text/draws.h"
#include "data/synth/text/embedded_texts.h"
#include "data/synth/text/grammar_options.h"
#include "data/synth/text/letter_case.h"
#include "data/synth/text/receipt_functions.h"
#include "data/synth/text/receipt_grammar.h"
#include "data/synth/text/text_source.h"

namespace ductus::data {
namespace {

class ReceiptPhrases : public TextSource {
 public:
  explicit ReceiptPhrases(const config::Node& options) : grammar_(make_receipt_grammar()) {
    auto fields = options.fields();
    case_ = CaseShares::read(fields.node_or("case", "{}"));
    fields.optional("max_length", max_length_, config::Range<uint32_t>{8, 200});
    std::string rule = "line";
    fields.optional("rule", rule);
    foreign_ = replace_rules(grammar_, fields.node_or("rules", "[]"));
    fields.finish();
    const auto names = grammar_.rules();
    if (std::find(names.begin(), names.end(), rule) == names.end()) {
      fields.reject("rule", fmt::format("there is no rule '{}'{}", rule, config::did_you_mean(rule, names)));
    }
    draw_ = grammar_.drawing(rule);
  }

  std::string draw(Rng& rng) const override {
    std::string text;
    for (int i = 0; i < kTries && text.empty(); ++i) {
      draw_(rng, text);
      text = cut(stripped(std::move(text)));
    }
    if (text.empty()) text = "-";
    if (!foreign_.empty()) text = to_nfc(text, "text");
    change_case(text, case_.draw(rng));
    return text;
  }

  std::vector<std::string> alphabet() const override {
    auto symbols = TextSource::alphabet();
    symbols.insert(symbols.end(), foreign_.begin(), foreign_.end());
    return symbols;
  }

 private:
  static constexpr int kTries = 100;  // for rules of a user that are mostly empty
  /// What of the text is at most max_length_ bytes, up to a word's end where there is one.
  std::string cut(std::string text) const {
    if (text.size() <= max_length_) return text;
    std::size_t end = text.rfind(' ', max_length_);
    if (end == std::string::npos || end == 0) {
      end = max_length_;
      while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not within a code point
    }
    text.resize(end);
    return stripped(std::move(text));
  }

  Grammar grammar_;
  DrawText draw_;
  CaseShares case_;
  uint32_t max_length_ = 60;
  std::set<std::string> foreign_;  // symbols beyond ASCII that rules of the options bring
};

}  // namespace

Grammar make_receipt_grammar(const GrammarFunctions& more) {
  GrammarFunctions functions = receipt_functions();
  functions.insert(more.begin(), more.end());
  Grammar grammar(std::move(functions));
  for (const EmbeddedText& list : embedded_word_lists()) {
    grammar.add_words(std::string(list.name), entries_of(list.text));
  }
  for (const EmbeddedText& rules : embedded_phrases()) {
    grammar.add_rules(rules.text, "phrases/" + std::string(rules.name) + ".txt");
  }
  return grammar;
}

std::unique_ptr<TextSource> make_text_receipt(const config::Node& options) {
  return std::make_unique<ReceiptPhrases>(options);
}

}  // namespace ductus::data
