#include "data/synth/characters.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "configs/schema/error.h"
#include "data/synth/draw_on_threads.h"
#include "data/synth/hand.h"
#include "data/synth/repertoire.h"

namespace ductus::data {
namespace {

constexpr int kPixels = kCharacterSize * kCharacterSize;

/// Rows a letter in the Kaggle A-Z file, 372,451 in all.
constexpr int64_t kAzCounts[26] = {13870, 8668,  23409, 10134, 11440, 1163,  5762,  7218, 1120,
                                   8493,  5603,  11586, 12336, 19010, 57825, 19341, 5812, 11566,
                                   48419, 22495, 29008, 4182,  10784, 6272,  10859, 6076};

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
  const auto [thin, thick] = options.thickness_px;
  if (!(kThinnestPen <= thin && thin <= thick && thick <= kThickestPen)) {
    fail_usage("thickness {} to {} px: expected two numbers in order, from {} to {}", thin, thick,
               kThinnestPen, kThickestPen);
  }
  if (options.alphabet.empty()) fail_usage("symbols: none given, expected some as in A-Z");
  if (options.proportions == Proportions::kAz && options.alphabet != az()) {
    fail_usage("proportions az: known for the symbols A-Z only, found {} symbols", options.alphabet.size());
  }
}

/// Of the characters in the range.
std::vector<int32_t> labels_of(const std::vector<int64_t>& counts, SampleRange range) {
  std::vector<int32_t> labels;
  int64_t begin = 0;
  for (std::size_t label = 0; label < counts.size(); ++label) {
    const int64_t end = begin + counts[label];
    const int64_t inside = std::min(end, range.last) - std::max(begin, range.first);
    labels.insert(labels.end(), static_cast<std::size_t>(std::max<int64_t>(inside, 0)),
                  static_cast<int32_t>(label));
    begin = end;
  }
  return labels;
}

/// All of a set but its pixels.
ImageSet blank_set(const CharOptions& options, SampleRange range) {
  const std::vector<int64_t> counts = class_counts(options);
  DUCTUS_CHECK(0 <= range.first && range.first <= range.last && range.last <= options.count,
               "characters {} to {}: outside of {}", range.first, range.last, options.count);
  ImageSet set;
  set.height = set.width = kCharacterSize;
  set.alphabet = options.alphabet;
  set.labels = labels_of(counts, range);
  set.source = std::vector<uint16_t>(static_cast<std::size_t>(range.size()), 0);
  std::vector<uint32_t> numbers(static_cast<std::size_t>(range.size()));
  std::iota(numbers.begin(), numbers.end(), static_cast<uint32_t>(range.first));
  set.number = std::move(numbers);
  set.sources = {"drawn"};
  set.ledger.use(range.size());
  return set;
}

/// `hand_of(rng)`: the hand that writes one character.
template <typename Shape, typename HandOf>
ImageSet draw_shapes(const CharOptions& options, const std::vector<Repertoire<Shape>>& repertoires,
                     SampleRange range, HandOf hand_of, ThreadPool& pool, config::Reporter& reporter) {
  ImageSet set = blank_set(options, range);
  const int64_t count = range.size();
  std::vector<uint8_t> pixels(static_cast<std::size_t>(count) * kPixels);

  draw_on_threads(count, "drawing", 4096, pool, reporter, [&] {
    return [&, raster = std::make_unique<Raster>(kCharacterSize)](int64_t i) {
      Rng rng(options.seed, 0, static_cast<uint64_t>(range.first + i), Purpose::kSynth);
      const Repertoire<Shape>& repertoire =
          repertoires[static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)])];
      const Shape& shape = repertoire.pick(rng);
      const Hand hand = hand_of(rng);
      draw_character(shape, hand, repertoire.fill_box, options.strength, rng, *raster,
                     &pixels[static_cast<std::size_t>(i) * kPixels]);
    };
  });
  set.pixels = std::move(pixels);
  return set;
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

ImageSet draw_characters(const CharOptions& options, const FontSet& fonts, SampleRange range,
                         ThreadPool& pool, config::Reporter& reporter) {
  check(options);
  const auto hand_of = [&](Rng& rng) { return draw_hand(rng, options.strength); };
  return draw_shapes(options, repertoires(options.alphabet, fonts), range, hand_of, pool, reporter);
}

ImageSet draw_characters(const CharOptions& options, const StrokeSet& strokes, SampleRange range,
                         ThreadPool& pool, config::Reporter& reporter) {
  check(options);
  const auto hand_of = [&](Rng& rng) {
    Hand hand = draw_hand(rng, options.strength);
    hand.pen_px = within(rng, options.thickness_px);
    return hand;
  };
  return draw_shapes(options, repertoires(options.alphabet, strokes), range, hand_of, pool, reporter);
}

}  // namespace ductus::data
