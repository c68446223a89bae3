#include "eval/decoders/decoder.h"

#include "configs/schema/error.h"

namespace ductus::eval {

#define DUCTUS_DECODER(name) \
  std::unique_ptr<Decoder> make_##name(const data::Alphabet& alphabet, const config::Node& options);
#include "eval/decoders/decoders.def"
#undef DUCTUS_DECODER

const config::Registry<MakeDecoder>& decoders() {
  static const config::Registry<MakeDecoder> registry("decoder", {
#define DUCTUS_DECODER(name) {#name, make_##name},
#include "eval/decoders/decoders.def"
#undef DUCTUS_DECODER
                                                                 });
  return registry;
}

std::unique_ptr<Decoder> make_decoder(const config::Node& node, const data::Alphabet& alphabet) {
  const auto [name, options] = node.tagged();
  return decoders().find(name, options.where())(alphabet, options);
}

std::unique_ptr<Decoder> make_decoder(const std::string& text, const data::Alphabet& alphabet) {
  return make_decoder(config::Document::parse(text, "decoder").root(), alphabet);
}

void check_steps(const Steps& steps, const data::Alphabet& alphabet) {
  const auto classes = static_cast<int64_t>(alphabet.size()) + 1;
  DUCTUS_CHECK(
      steps.length >= 0 && steps.classes == classes,
      "decoder: {} steps of {} classes, expected {} classes: the blank and {} symbols of the alphabet",
      steps.length, steps.classes, classes, alphabet.size());
}

std::string text_of(const std::vector<DecodedSymbol>& symbols, const data::Alphabet& alphabet) {
  std::string text;
  for (const DecodedSymbol& symbol : symbols) text += alphabet[static_cast<std::size_t>(symbol.label)];
  return text;
}

}  // namespace ductus::eval
