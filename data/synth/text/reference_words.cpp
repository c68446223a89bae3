// Reference 001's texts of random characters: word, word_column, word_bracket, line, priceL, priceR.
#include "data/synth/text/reference_parts.h"
#include "data/synth/text/text_source.h"

namespace ductus::data {
namespace {

/// Random characters between fixed texts. Their spaces at the ends of the whole are left out, as the
/// reference does in its labels.
struct RandomWord : TextSource {
  enum class Price { kNone, kLeft, kRight };

  RandomCharacters characters;
  Span length;
  std::string before, after;
  Price price = Price::kNone;

  std::string draw(Rng& rng) const override {
    std::string text = before + characters.draw(rng, length.draw(rng)) + after;
    if (price != Price::kNone) text += " " + draw_dollars(rng, price == Price::kLeft);
    return stripped(std::move(text));
  }

  bool may_be_empty() const override {
    return before.empty() && after.empty() && price == Price::kNone;  // characters that are spaces
  }

  std::vector<std::string> alphabet() const override {
    auto symbols = TextSource::alphabet();
    for (const std::string& symbol : characters.symbols()) {
      if (static_cast<unsigned char>(symbol[0]) >= 0x80) symbols.push_back(symbol);
    }
    return symbols;
  }
};

std::unique_ptr<RandomWord> make(const config::Node& options, Span length) {
  auto word = std::make_unique<RandomWord>();
  word->length = length;
  auto fields = options.fields();
  read_span(fields, "length", word->length, 1);
  word->characters.read(fields);
  fields.finish();
  return word;
}

std::unique_ptr<TextSource> make_priced(const config::Node& options, RandomWord::Price price) {
  auto word = make(options, {4, 20});
  word->price = price;
  return word;
}

}  // namespace

std::unique_ptr<TextSource> make_text_word(const config::Node& options) { return make(options, {1, 10}); }

std::unique_ptr<TextSource> make_text_word_column(const config::Node& options) {
  auto word = make(options, {1, 15});
  word->after = ":";
  return word;
}

std::unique_ptr<TextSource> make_text_word_bracket(const config::Node& options) {
  auto word = make(options, {1, 10});
  word->before = "(";
  word->after = ")";
  return word;
}

std::unique_ptr<TextSource> make_text_line(const config::Node& options) { return make(options, {25, 40}); }

std::unique_ptr<TextSource> make_text_priceL(const config::Node& options) {
  return make_priced(options, RandomWord::Price::kLeft);
}

std::unique_ptr<TextSource> make_text_priceR(const config::Node& options) {
  return make_priced(options, RandomWord::Price::kRight);
}

}  // namespace ductus::data
