#include "data/synth/characters.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "configs/schema/error.h"
#include "data/synth/hand.h"
#include "data/synth/handwriting_fonts.h"
#include "data/synth/letter_forms.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

constexpr int kPixels = kCharacterSize * kCharacterSize;
constexpr int64_t kBlock = 256;  // characters that share a raster and a line of progress

/// Rows a letter in the Kaggle A-Z file, 372,451 in all.
constexpr int64_t kAzCounts[26] = {13870, 8668,  23409, 10134, 11440, 1163,  5762,  7218, 1120,
                                   8493,  5603,  11586, 12336, 19010, 57825, 19341, 5812, 11566,
                                   48419, 22495, 29008, 4182,  10784, 6272,  10859, 6076};

/// A glyph that may be drawn for a class.
struct Candidate {
  const Outline* outline;
  float until;  // sum of the weights up to and with this one
};

/// What is drawn for one class: each form with its share, each font with its weight.
struct Repertoire {
  std::vector<Candidate> candidates;
  bool fill_box = false;

  const Outline& pick(Rng& rng) const {
    const float at = rng.uniform(0, candidates.back().until);
    const auto it =
        std::upper_bound(candidates.begin(), candidates.end() - 1, at,
                         [](float value, const Candidate& candidate) { return value < candidate.until; });
    return *it->outline;
  }
};

/// A bare bar, as many fonts have for I: stretched to a square it would be a blot.
bool is_bar(const Outline& outline) {
  const Box box = bounds(outline);
  return box.width() < 0.4F * box.height();
}

struct Weighted {
  const Outline* outline;
  float weight;
};

std::vector<Weighted> glyphs_of(char32_t character, const FontSet& fonts, bool with_bars) {
  std::vector<Weighted> glyphs;
  for (const Font& font : fonts) {
    const Outline* outline = font.find(character);
    if (outline != nullptr && (with_bars || !is_bar(*outline))) glyphs.push_back({outline, font.weight});
  }
  return glyphs;
}

Repertoire repertoire_of(const std::string& symbol, const Alphabet& alphabet, const FontSet& fonts) {
  Repertoire repertoire;
  repertoire.fill_box = fills_box(symbol);
  const auto add_forms = [&](bool with_bars) {
    float until = 0;
    for (const Form& form : forms_of(symbol, alphabet)) {
      const std::vector<Weighted> glyphs = glyphs_of(form.character, fonts, with_bars);
      const float sum =
          std::accumulate(glyphs.begin(), glyphs.end(), 0.0F,
                          [](float total, const Weighted& glyph) { return total + glyph.weight; });
      for (const Weighted& glyph : glyphs) {
        until += form.share * glyph.weight / sum;
        repertoire.candidates.push_back({glyph.outline, until});
      }
    }
  };
  add_forms(!repertoire.fill_box);
  if (repertoire.candidates.empty() && repertoire.fill_box) {
    repertoire.fill_box = false;
    add_forms(true);
  }
  return repertoire;
}

std::vector<Repertoire> repertoires(const Alphabet& alphabet, const FontSet& fonts) {
  std::vector<Repertoire> all;
  std::string missing;
  for (const std::string& symbol : alphabet.symbols()) {
    all.push_back(repertoire_of(symbol, alphabet, fonts));
    if (all.back().candidates.empty()) missing += (missing.empty() ? "" : " ") + symbol;
  }
  DUCTUS_CHECK(missing.empty(), "fonts: none of the {} has a glyph for {} (install more: apt-get install {})",
               fonts.size(), missing, handwriting_packages());
  return all;
}

const Alphabet& az() {
  static const Alphabet alphabet = Alphabet::from_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return alphabet;
}

void check(const CharOptions& options) {
  if (options.count < 1 || options.count > kMaxCharacters) {
    fail_usage("count {}: expected 1 to {}", options.count, kMaxCharacters);
  }
  if (!(options.strength >= 0 && options.strength <= 2)) {
    fail_usage("strength {}: expected 0 to 2", options.strength);
  }
  if (options.alphabet.empty()) fail_usage("symbols: none given, expected some as in A-Z");
  if (options.proportions == Proportions::kAz && options.alphabet != az()) {
    fail_usage("proportions az: known for the symbols A-Z only, found {} symbols", options.alphabet.size());
  }
}

std::vector<int32_t> labels_of(const std::vector<int64_t>& counts) {
  std::vector<int32_t> labels;
  for (std::size_t label = 0; label < counts.size(); ++label) {
    labels.insert(labels.end(), static_cast<std::size_t>(counts[label]), static_cast<int32_t>(label));
  }
  return labels;
}

/// The code point that starts at `at`, as UTF-8; `at` moves past it.
std::string take_character(std::string_view symbols, std::size_t& at) {
  const std::size_t begin = at, bytes = first_code_point(symbols.substr(at)).bytes;
  if (bytes == 0) fail_usage("symbols: invalid UTF-8 at byte {} of '{}'", at, symbols);
  at += bytes;
  return std::string(symbols.substr(begin, bytes));
}

void append_range(const std::string& first, const std::string& last, std::vector<std::string>& symbols) {
  if (first.size() != 1 || last.size() != 1 || first[0] > last[0]) {
    fail_usage("symbols: the range {}-{} is none, expected two ASCII characters in order, as in A-Z", first,
               last);
  }
  for (int c = first[0]; c <= last[0]; ++c) symbols.emplace_back(1, static_cast<char>(c));
}

}  // namespace

std::vector<int64_t> class_counts(const CharOptions& options) {
  check(options);
  const std::size_t classes = options.alphabet.size();
  std::vector<int64_t> shares(classes, 1);
  if (options.proportions == Proportions::kAz) shares.assign(kAzCounts, kAzCounts + 26);
  const int64_t total = std::accumulate(shares.begin(), shares.end(), int64_t{0});

  std::vector<int64_t> counts(classes);
  for (std::size_t k = 0; k < classes; ++k) counts[k] = options.count * shares[k] / total;
  std::vector<std::size_t> order(classes);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return options.count * shares[a] % total > options.count * shares[b] % total;
  });
  int64_t left = options.count - std::accumulate(counts.begin(), counts.end(), int64_t{0});
  for (std::size_t i = 0; left > 0; ++i, --left) ++counts[order[i]];
  return counts;
}

ImageSet draw_characters(const CharOptions& options, const FontSet& fonts, ThreadPool& pool,
                         config::Reporter& reporter) {
  std::vector<int32_t> labels = labels_of(class_counts(options));
  const std::vector<Repertoire> all = repertoires(options.alphabet, fonts);
  std::vector<uint8_t> pixels(static_cast<std::size_t>(options.count) * kPixels);

  const auto draw_block = [&](int64_t block) {
    Raster raster(kCharacterSize);
    const int64_t end = std::min(options.count, (block + 1) * kBlock);
    for (int64_t i = block * kBlock; i < end; ++i) {
      Rng rng(options.seed, 0, static_cast<uint64_t>(i), Purpose::kSynth);
      const Repertoire& repertoire = all[static_cast<std::size_t>(labels[static_cast<std::size_t>(i)])];
      const Outline& glyph = repertoire.pick(rng);
      const Hand hand = draw_hand(rng, options.strength);
      draw_character(glyph, hand, repertoire.fill_box, options.strength, rng, raster,
                     &pixels[static_cast<std::size_t>(i) * kPixels]);
    }
  };
  const int64_t blocks = (options.count + kBlock - 1) / kBlock;
  const int64_t round = int64_t{16} * pool.threads();  // blocks between two calls of the reporter
  for (int64_t first = 0; first < blocks; first += round) {
    const int64_t size = std::min(round, blocks - first);
    pool.parallel_for(size, [&](int64_t i) { draw_block(first + i); });
    reporter.progress("drawing", std::min(options.count, (first + size) * kBlock), options.count);
  }

  ImageSet set;
  set.height = set.width = kCharacterSize;
  set.alphabet = options.alphabet;
  set.pixels = std::move(pixels);
  set.labels = std::move(labels);
  set.source = std::vector<uint16_t>(static_cast<std::size_t>(options.count), 0);
  std::vector<uint32_t> numbers(static_cast<std::size_t>(options.count));
  std::iota(numbers.begin(), numbers.end(), 0U);
  set.number = std::move(numbers);
  set.sources = {"drawn"};
  set.ledger.use(options.count);
  return set;
}

Alphabet parse_symbols(std::string_view symbols) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at < symbols.size();) {
    const std::string first = take_character(symbols, at);
    if (at + 1 < symbols.size() && symbols[at] == '-') {
      ++at;
      append_range(first, take_character(symbols, at), list);
    } else {
      list.push_back(first);
    }
  }
  if (list.empty()) fail_usage("symbols: none given, expected some as in A-Z");
  for (auto it = list.begin(); it != list.end(); ++it) {
    if (std::find(list.begin(), it, *it) != it)
      fail_usage("symbols: '{}' occurs twice in '{}'", *it, symbols);
  }
  return Alphabet(std::move(list));
}

}  // namespace ductus::data
