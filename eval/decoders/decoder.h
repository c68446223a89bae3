// What turns the log-probabilities of a line into text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/alphabet.h"

namespace ductus::eval {

/// One line's output of a network, row-major.
struct Steps {
  const float* log_probs = nullptr;  // [length, classes], natural logarithms; class 0 is the blank
  int64_t length = 0;                ///< T
  int64_t classes = 0;               ///< K = alphabet.size() + 1
};

struct DecodedSymbol {
  int32_t label = 0;     ///< in the alphabet (class - 1)
  float confidence = 0;  ///< the symbol's largest probability at its place, in [0, 1]
  int32_t begin = 0;  ///< time steps [begin, end) that it was read from; times the network's stride: pixels
  int32_t end = 0;
};

struct Decoded {
  std::string text;       ///< UTF-8
  double confidence = 0;  ///< probability of the whole text, in [0, 1]; each decoder says how it is found
  std::vector<DecodedSymbol> symbols;
};

/// Decodes any number of lines, from several threads at once.
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// A line without steps has the empty text, with confidence 1. Throws ductus::Error when the classes are
  /// not those of the alphabet, or a step has no class above probability 0 (NaN counts as 0).
  virtual Decoded decode(const Steps& steps) const = 0;

  /// What of its options is of no use to this alphabet: a line each, to be told once. Empty where all is.
  virtual std::vector<std::string> notes() const { return {}; }
};

/// `alphabet`: the model's. `options`: strict.
using MakeDecoder = std::unique_ptr<Decoder> (*)(const data::Alphabet& alphabet, const config::Node& options);

/// All decoders by name (decoders.def).
const config::Registry<MakeDecoder>& decoders();

/// A decoder as a command line or recipe has it: "greedy", "beam", "{beam: {width: 10, lm: receipts.arpa}}".
/// Throws ductus::Error (usage) for an unknown name or option.
std::unique_ptr<Decoder> make_decoder(const std::string& text, const data::Alphabet& alphabet);
/// The same out of a recipe.
std::unique_ptr<Decoder> make_decoder(const config::Node& node, const data::Alphabet& alphabet);

/// For decoders: throws ductus::Error unless the steps' classes are the blank and the alphabet's symbols.
void check_steps(const Steps& steps, const data::Alphabet& alphabet);

/// The symbols one after the other.
std::string text_of(const std::vector<DecodedSymbol>& symbols, const data::Alphabet& alphabet);

}  // namespace ductus::eval
