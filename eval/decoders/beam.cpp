#include <algorithm>
#include <cmath>
#include <set>

#include "configs/schema/error.h"
#include "eval/decoders/ctc_alignment.h"
#include "eval/decoders/decoder.h"
#include "eval/decoders/prefix_beam.h"
#include "eval/text_units.h"

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
  Beam(const data::Alphabet& alphabet, const BeamOptions& options, FusedLm lm, std::vector<std::string> notes)
      : alphabet_(alphabet), options_(options), lm_(std::move(lm)), notes_(std::move(notes)) {}

  Decoded decode(const Steps& steps) const override {
    check_steps(steps, alphabet_);
    const std::vector<Hypothesis> beam = search_prefixes(steps, options_, lm_);
    Decoded decoded;
    decoded.confidence = confidence(beam);
    decoded.symbols = align(steps, beam.front().labels);
    decoded.text = text_of(decoded.symbols, alphabet_);
    return decoded;
  }

  std::vector<std::string> notes() const override { return notes_; }

 private:
  data::Alphabet alphabet_;
  BeamOptions options_;
  FusedLm lm_;
  std::vector<std::string> notes_;
};

FusedLm read_lm(const std::string& path, const data::Alphabet& alphabet) {
  FusedLm fused;
  fused.lm = std::make_shared<const CharLm>(read_char_lm(path));
  for (const std::string& symbol : alphabet.symbols()) fused.symbols.push_back(fused.lm->find(symbol));
  return fused;
}

/// A recogniser of capitals with a language model of small letters would read worse than with none.
void check_case(const FusedLm& fused, const data::Alphabet& alphabet, const std::string& path) {
  std::set<std::u32string> folded;
  const std::vector<std::string>& vocabulary = fused.lm->vocabulary();
  for (std::size_t s = CharLm::kFirst; s < vocabulary.size(); ++s)
    folded.insert(fold_case(decode_utf8(vocabulary[s], path)));
  std::size_t known = 0, in_other_case = 0;
  for (std::size_t label = 0; label < alphabet.size(); ++label) {
    const std::u32string symbol = decode_utf8(alphabet[label], "alphabet");
    if (!is_letter(symbol[0])) continue;
    if (fused.symbols[label] != CharLm::kUnknown) {
      ++known;
    } else {
      in_other_case += folded.count(fold_case(symbol));
    }
  }
  DUCTUS_CHECK(
      in_other_case <= 2 * known,
      "{}: knows {} letters of the recogniser's alphabet, and {} more in the other case alone (train it on "
      "text as the recogniser writes it)",
      path, known, in_other_case);
}

/// Of symbols that the language model does not know, or nothing.
std::vector<std::string> lm_notes(const FusedLm& fused, const data::Alphabet& alphabet,
                                  const std::string& path) {
  constexpr std::size_t kShown = 40;
  std::vector<std::string> unknown;
  for (std::size_t label = 0; label < alphabet.size(); ++label) {
    if (fused.symbols[label] == CharLm::kUnknown) unknown.push_back(arpa_token(alphabet[label]));
  }
  if (unknown.empty()) return {};
  const std::size_t count = unknown.size();
  unknown.resize(std::min(count, kShown));
  return {fmt::format(
      "{}: {} of the recogniser's {} symbols are unknown to the language model, which takes them for "
      "unlikely: {}{}",
      path, count, alphabet.size(), fmt::join(unknown, " "), count > kShown ? " ..." : "")};
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
  if (lm.empty()) return std::make_unique<Beam>(alphabet, beam, FusedLm{}, std::vector<std::string>{});
  const FusedLm fused = read_lm(lm, alphabet);
  check_case(fused, alphabet, lm);
  return std::make_unique<Beam>(alphabet, beam, fused, lm_notes(fused, alphabet, lm));
}

}  // namespace ductus::eval
