#include <algorithm>
#include <cmath>

#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/prefix_beam.h"

namespace ductus::eval {
namespace {

/// The best text's share of all that is left in the beam, by score, times the probability that the beam has
/// kept. Without a language model that is P(text | line).
double confidence(const std::vector<Hypothesis>& beam) {
  double kept = 0;
  double scores = 0;
  for (const Hypothesis& hypothesis : beam) {
    kept += std::exp(hypothesis.log_prob);
    scores += std::exp(hypothesis.score - beam.front().score);
  }
  return std::min(1.0, kept) / scores;
}

/// Prefix beam search, with or without a language model (prefix_beam.h).
class Beam : public Decoder {
 public:
  Beam(const data::Alphabet& alphabet, const BeamOptions& options, FusedLm lm)
      : alphabet_(alphabet), options_(options), lm_(std::move(lm)) {}

  Decoded decode(const Steps& steps) const override {
    check_steps(steps, alphabet_);
    const std::vector<Hypothesis> beam = search_prefixes(steps, options_, lm_);
    Decoded decoded;
    decoded.confidence = confidence(beam);
    decoded.symbols = align(steps, beam.front().labels);
    decoded.text = text_of(decoded.symbols, alphabet_);
    return decoded;
  }

 private:
  data::Alphabet alphabet_;
  BeamOptions options_;
  FusedLm lm_;
};

FusedLm read_lm(const std::string& path, const data::Alphabet& alphabet) {
  FusedLm fused;
  fused.lm = std::make_shared<const CharLm>(read_char_lm(path));
  for (const std::string& symbol : alphabet.symbols()) fused.symbols.push_back(fused.lm->find(symbol));
  return fused;
}

}  // namespace

std::unique_ptr<Decoder> make_beam(const data::Alphabet& alphabet, const config::Node& options) {
  using config::Range;
  BeamOptions beam;
  std::string lm;
  auto fields = options.fields();
  fields.optional("width", beam.width, Range{1, 10000});
  fields.optional("prune", beam.prune, Range<double>::below(0.0, 1.0));
  fields.optional("lm", lm);
  fields.optional("alpha", beam.alpha, Range{0.0, 100.0});
  fields.optional("beta", beam.beta, Range{-100.0, 100.0});
  fields.finish();
  return std::make_unique<Beam>(alphabet, beam, lm.empty() ? FusedLm{} : read_lm(lm, alphabet));
}

}  // namespace ductus::eval
