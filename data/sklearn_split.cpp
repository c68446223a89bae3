#include "data/sklearn_split.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <set>
#include <utility>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

/// numpy's RandomState: std::mt19937 is its generator, seeded alike.
class RandomState {
 public:
  explicit RandomState(uint32_t seed) : engine_(seed) {}

  /// Fisher-Yates from the end, as RandomState.shuffle draws it.
  void shuffle(std::vector<int64_t>& values) {
    for (std::size_t i = values.size(); i-- > 1;)
      std::swap(values[i], values[up_to(static_cast<uint32_t>(i))]);
  }

  std::vector<int64_t> permutation(int64_t n) {
    std::vector<int64_t> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 0);
    shuffle(values);
    return values;
  }

 private:
  /// [0, last], by masked rejection.
  uint32_t up_to(uint32_t last) {
    uint32_t mask = last;
    for (int shift = 1; shift < 32; shift *= 2) mask |= mask >> shift;
    for (;;) {
      const auto value = static_cast<uint32_t>(engine_()) & mask;
      if (value <= last) return value;
    }
  }

  std::mt19937 engine_;
};

using Counts = std::vector<int64_t>;

int64_t sum(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), int64_t{0}); }

/// scikit-learn's _approximate_mode: `draws` shared out in proportion to `counts`; what rounding leaves goes
/// to the largest remainders, by chance among equal ones. The generator is drawn from even where all of a
/// group are taken.
Counts approximate_mode(const Counts& counts, int64_t draws, RandomState& random) {
  const auto total = static_cast<double>(sum(counts));
  Counts shares;
  std::vector<double> remainders;
  for (const int64_t count : counts) {
    const double exact = static_cast<double>(count) / total * static_cast<double>(draws);
    shares.push_back(static_cast<int64_t>(std::floor(exact)));
    remainders.push_back(exact - std::floor(exact));
  }
  int64_t missing = draws - sum(shares);
  const std::set<double, std::greater<>> descending(remainders.begin(), remainders.end());
  for (auto value = descending.begin(); missing > 0 && value != descending.end(); ++value) {
    std::vector<std::size_t> tied;
    for (std::size_t i = 0; i < remainders.size(); ++i) {
      if (remainders[i] == *value) tied.push_back(i);
    }
    const auto chosen = random.permutation(static_cast<int64_t>(tied.size()));
    const int64_t taken = std::min(missing, static_cast<int64_t>(tied.size()));
    for (int64_t i = 0; i < taken; ++i) ++shares[tied[chosen[i]]];
    missing -= taken;
  }
  return shares;
}

/// The samples of each class that occurs, classes in the order scikit-learn meets them.
std::vector<std::vector<int64_t>> samples_by_class(const std::vector<int32_t>& labels,
                                                   const Alphabet& alphabet, bool one_hot) {
  std::vector<std::vector<int64_t>> classes(alphabet.size());
  for (std::size_t i = 0; i < labels.size(); ++i) classes[labels[i]].push_back(static_cast<int64_t>(i));
  for (std::size_t label = 0; label < classes.size(); ++label) {
    DUCTUS_CHECK(classes[label].size() != 1,
                 "split: class \"{}\" has 1 sample, a stratified split needs at least 2 of every class (add "
                 "samples, or "
                 "leave the class out)",
                 alphabet[label]);
  }
  const auto empty = [](const auto& samples) { return samples.empty(); };
  classes.erase(std::remove_if(classes.begin(), classes.end(), empty), classes.end());
  if (one_hot) std::reverse(classes.begin(), classes.end());
  return classes;
}

void check_sizes(int64_t train, int64_t test, std::size_t classes) {
  const auto smallest = static_cast<int64_t>(classes);
  DUCTUS_CHECK(
      train >= smallest && test >= smallest,
      "split: {} train and {} test samples, expected at least one of each of the {} classes in both (another "
      "fraction, or more samples)",
      train, test, classes);
}

}  // namespace

TwoParts sklearn_split(const std::vector<int32_t>& labels, const Alphabet& alphabet, double test,
                       uint32_t seed, bool one_hot) {
  const auto classes = samples_by_class(labels, alphabet, one_hot);
  const auto samples = static_cast<int64_t>(labels.size());
  const auto test_size = static_cast<int64_t>(std::ceil(test * static_cast<double>(samples)));
  check_sizes(samples - test_size, test_size, classes.size());

  RandomState random(seed);
  Counts counts;
  for (const auto& members : classes) counts.push_back(static_cast<int64_t>(members.size()));
  const Counts train_counts = approximate_mode(counts, samples - test_size, random);
  Counts left;
  std::transform(counts.begin(), counts.end(), train_counts.begin(), std::back_inserter(left),
                 std::minus<>());
  const Counts test_counts = approximate_mode(left, test_size, random);

  TwoParts parts;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const auto order = random.permutation(counts[k]);
    for (int64_t i = 0; i < train_counts[k] + test_counts[k]; ++i) {
      (i < train_counts[k] ? parts.train : parts.test).push_back(classes[k][order[i]]);
    }
  }
  random.shuffle(parts.train);
  random.shuffle(parts.test);
  return parts;
}

}  // namespace ductus::data
