// Reference 001's dictionary words.
#include "data/synth/text/draws.h"
#include "data/synth/text/embedded_texts.h"
#include "data/synth/text/text_source.h"

namespace ductus::data {
namespace {

struct DictionaryWords : TextSource {
  std::vector<std::string> dictionary = embedded_words("english");
  Span words = {0, 2};

  std::string draw(Rng& rng) const override {
    std::string text;
    for (int32_t i = words.draw(rng); i > 0; --i) text += (text.empty() ? "" : " ") + pick(rng, dictionary);
    return text;
  }

  bool may_be_empty() const override { return words.low == 0; }
};

}  // namespace

std::unique_ptr<TextSource> make_text_act_word(const config::Node& options) {
  auto source = std::make_unique<DictionaryWords>();
  auto fields = options.fields();
  read_span(fields, "words", source->words, 0);
  if (source->words.high == 0) fields.reject("words", "expected some words, found [0, 0]");
  fields.finish();
  return source;
}

}  // namespace ductus::data
