// Phrases as receipts print them.
#include <algorithm>
#include <array>
#include <set>

#include "data/line_text.h"
#include "data/synth/text/draws.h"
#include "data/synth/text/embedded_texts.h"
#include "data/synth/text/receipt_functions.h"
#include "data/synth/text/receipt_grammar.h"
#include "data/synth/text/text_source.h"

namespace ductus::data {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Whether a word is printed in capitals whatever the case of its line: GST, BHD, RM; codes with digits.
bool keeps_capitals(std::string_view word) {
  return std::none_of(
             word.begin(), word.end(),
             [](char c) { return std::string_view("AEIOUYaeiouy").find(c) != std::string_view::npos; }) ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "TEL NO: 1234" as "Tel No: 1234".
void capitalise_words(std::string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" /-.,:()@", begin), text.size());
    const std::string_view word = std::string_view(text).substr(begin, end - begin);
    if (!keeps_capitals(word))
      std::transform(&text[begin] + 1, &text[begin] + word.size(), &text[begin] + 1, lower);
    begin = end + 1;
  }
}

class ReceiptPhrases : public TextSource {
 public:
  explicit ReceiptPhrases(const config::Node& options) : grammar_(make_receipt_grammar()) {
    auto fields = options.fields();
    read_case(fields.node_or("case", "{}"));
    fields.optional("max_length", max_length_, config::Range<uint32_t>{8, 200});
    std::string rule = "line";
    fields.optional("rule", rule);
    replace_rules(fields.node_or("rules", "[]"));
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
    change_case(rng, text);
    return text;
  }

  std::vector<std::string> alphabet() const override {
    auto symbols = TextSource::alphabet();
    symbols.insert(symbols.end(), foreign_.begin(), foreign_.end());
    return symbols;
  }

 private:
  static constexpr int kTries = 100;  // for rules of a user that are mostly empty
  enum Case { kUpper, kMixed, kLower };

  void read_case(const config::Node& node) {
    auto fields = node.fields();
    const config::Range<float> range{0, 1};
    fields.optional("upper", shares_[kUpper], range);
    fields.optional("mixed", shares_[kMixed], range);
    fields.optional("lower", shares_[kLower], range);
    fields.finish();
    if (shares_[kUpper] + shares_[kMixed] + shares_[kLower] <= 0) node.reject("expected a share above 0");
  }

  /// Reads `[{rule: [alternatives]}, ...]`. Whatever is wrong with a rule is the recipe's fault.
  void replace_rules(const config::Node& list) {
    try {
      for (const config::Node& element : list.elements()) replace_rule(element);
      grammar_.finish();
    } catch (const Error& error) {
      throw Error(error.what(), Error::Kind::kUsage);
    }
  }

  void replace_rule(const config::Node& element) {
    const auto [name, node] = element.tagged();
    auto alternatives = node.as<std::vector<std::string>>();
    if (alternatives.empty()) node.reject("expected at least one alternative");
    for (std::string& text : alternatives) text = LineText{false, false}.apply(text);
    grammar_.add_rule(name, alternatives, node.where());
    for (std::string& symbol : code_points_of(alternatives)) {
      if (static_cast<unsigned char>(symbol[0]) >= 0x80) foreign_.insert(std::move(symbol));
    }
  }

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

  void change_case(Rng& rng, std::string& text) const {
    float at = rng.uniform() * (shares_[kUpper] + shares_[kMixed] + shares_[kLower]);
    if ((at -= shares_[kUpper]) < 0) {
      std::transform(text.begin(), text.end(), text.begin(), upper);
    } else if ((at -= shares_[kMixed]) < 0) {
      capitalise_words(text);
    } else {
      std::transform(text.begin(), text.end(), text.begin(), lower);
    }
  }

  Grammar grammar_;
  DrawText draw_;
  std::array<float, 3> shares_ = {0.85F, 0.12F, 0.03F};
  uint32_t max_length_ = 60;
  std::set<std::string> foreign_;  // symbols beyond ASCII that rules of the options bring
};

}  // namespace

Grammar make_receipt_grammar() {
  Grammar grammar(receipt_functions());
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
