// Training of CharLm.
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "configs/schema/error.h"
#include "eval/decoders/char_lm.h"

namespace ductus::eval {
namespace {

constexpr float kNever = -99;  // as ARPA files write the probability of <s>

/// The text's n-grams with how often each occurs. [tree.size()]
struct Counts {
  NgramTree tree;
  std::vector<int64_t> count;

  void add(const std::vector<uint32_t>& line, int order) {
    for (std::size_t begin = 0; begin < line.size(); ++begin) {
      const std::size_t end = std::min(line.size(), begin + static_cast<std::size_t>(order));
      uint32_t node = NgramTree::kRoot;
      for (std::size_t i = begin; i < end; ++i) {
        node = tree.add(node, line[i]);
        count.resize(tree.size(), 0);
        ++count[node];
      }
    }
  }
};

/// Puts the text's symbols into the vocabulary, in the order of their code points, and says where each is.
std::unordered_map<std::string_view, uint32_t> number_symbols(const std::vector<std::string_view>& lines,
                                                              const std::string& name,
                                                              std::vector<std::string>& vocabulary) {
  std::set<std::string_view> symbols;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string_view symbol : split_characters(lines[i], fmt::format("{}:{}", name, i + 1))) {
      symbols.insert(symbol);
    }
  }
  DUCTUS_CHECK(!symbols.empty(), "{}: no text, expected at least one line that is not empty", name);
  std::unordered_map<std::string_view, uint32_t> numbers;
  for (const std::string_view symbol : symbols) {
    numbers.emplace(symbol, static_cast<uint32_t>(vocabulary.size()));
    vocabulary.emplace_back(symbol);
  }
  return numbers;
}

/// How much is taken off n-grams that count 1, 2, and 3 or more.
using Discounts = std::array<double, 4>;

/// Chen and Goodman 1999, equation 26.
Discounts estimate_discounts(const std::array<int64_t, 5>& counts_of_counts) {
  constexpr Discounts kFallback = {0, 0.5, 1, 1.5};
  const auto n = [&](int k) { return static_cast<double>(counts_of_counts[static_cast<std::size_t>(k)]); };
  if (n(1) == 0 || n(2) == 0 || n(3) == 0 || n(4) == 0) return kFallback;
  const double y = n(1) / (n(1) + 2 * n(2));
  Discounts discounts{};
  for (int k = 1; k <= 3; ++k) {
    const double d = k - (k + 1) * y * n(k + 1) / n(k);
    if (!(d > 0 && d < k)) return kFallback;
    discounts[static_cast<std::size_t>(k)] = d;
  }
  return discounts;
}

/// Kneser and Ney's counts: below the highest order not how often an n-gram occurs but after how many symbols
/// it does. What starts a line has nothing before it and keeps its count.
std::vector<int64_t> adjusted_counts(const Counts& counts, int order, const std::vector<uint32_t>& suffix) {
  const NgramTree& tree = counts.tree;
  std::vector<int64_t> adjusted(tree.size(), 0);
  std::vector<char> starts(tree.size(), 0);
  for (uint32_t node = 1; node < tree.size(); ++node) {  // parents have smaller numbers
    starts[node] = tree.depth(node) == 1 ? tree.symbol(node) == CharLm::kBegin : starts[tree.parent(node)];
    if (tree.depth(node) == order || starts[node]) adjusted[node] = counts.count[node];
    if (tree.depth(node) > 1) ++adjusted[suffix[node]];
  }
  return adjusted;
}

class Smoother {
 public:
  Smoother(const Counts& counts, const CharLmOptions& options, std::size_t vocabulary)
      : counts_(counts),
        options_(options),
        suffix_(counts.tree.suffixes()),
        adjusted_(adjusted_counts(counts, options.order, suffix_)),
        total_(counts.tree.size(), 0),
        taken_(counts.tree.size(), 0),
        prob_(counts.tree.size(), 0) {
    estimate();
    share_out();
    prob_[NgramTree::kRoot] = 1 / static_cast<double>(vocabulary - 1);  // without <s>
  }

  /// The n-grams that stay, with their numbers, into `model`, whose tree has the unigrams already.
  void fill(NgramModel& model) {
    std::vector<uint32_t> in_model(counts_.tree.size(), NgramTree::kNone);
    in_model[NgramTree::kRoot] = NgramTree::kRoot;
    model.log10_prob[1 + CharLm::kUnknown] = log10(backoff(NgramTree::kRoot) * prob_[NgramTree::kRoot]);
    for (const uint32_t node : counts_.tree.by_level()) {
      if (node == NgramTree::kRoot || !stays(node)) continue;
      prob_[node] = probability(node);
      const uint32_t at = model.tree.add(in_model[counts_.tree.parent(node)], counts_.tree.symbol(node));
      in_model[node] = at;
      model.log10_prob.resize(model.tree.size(), 0);
      model.log10_backoff.resize(model.tree.size(), 0);
      model.log10_prob[at] = is_begin(node) ? kNever : log10(prob_[node]);
      if (total_[node] > 0) model.log10_backoff[at] = log10(backoff(node));
    }
  }

 private:
  static float log10(double p) { return static_cast<float>(std::log10(p)); }

  bool is_begin(uint32_t node) const {
    return counts_.tree.depth(node) == 1 && counts_.tree.symbol(node) == CharLm::kBegin;
  }

  /// With a count both its ends reach too, so that contexts and suffixes of what stays stay.
  bool stays(uint32_t node) const {
    return counts_.tree.depth(node) < 3 || counts_.count[node] >= options_.min_count;
  }

  void estimate() {
    discounts_.resize(static_cast<std::size_t>(options_.order) + 1);
    std::vector<std::array<int64_t, 5>> counts_of_counts(discounts_.size());
    for (uint32_t node = 1; node < counts_.tree.size(); ++node) {
      if (is_begin(node) || adjusted_[node] > 4) continue;
      ++counts_of_counts[static_cast<std::size_t>(counts_.tree.depth(node))]
                        [static_cast<std::size_t>(adjusted_[node])];
    }
    for (std::size_t n = 1; n < discounts_.size(); ++n)
      discounts_[n] = estimate_discounts(counts_of_counts[n]);
  }

  double discounted(uint32_t node) const {
    const Discounts& discounts = discounts_[static_cast<std::size_t>(counts_.tree.depth(node))];
    const int64_t count = adjusted_[node];
    return static_cast<double>(count) - discounts[static_cast<std::size_t>(std::min<int64_t>(count, 3))];
  }

  /// Of each context the sum of its counts, and what its n-grams keep of it.
  void share_out() {
    for (uint32_t node = 1; node < counts_.tree.size(); ++node) {
      if (is_begin(node)) continue;
      const uint32_t context = counts_.tree.parent(node);
      total_[context] += static_cast<double>(adjusted_[node]);
      if (stays(node)) taken_[context] += discounted(node);
    }
  }

  double backoff(uint32_t context) const { return 1 - taken_[context] / total_[context]; }

  double probability(uint32_t node) const {
    if (is_begin(node)) return 0;
    const uint32_t context = counts_.tree.parent(node);
    return discounted(node) / total_[context] + backoff(context) * prob_[suffix_[node]];
  }

  const Counts& counts_;
  const CharLmOptions& options_;
  std::vector<uint32_t> suffix_;
  std::vector<int64_t> adjusted_;
  std::vector<double> total_;
  std::vector<double> taken_;
  std::vector<double> prob_;
  std::vector<Discounts> discounts_;
};

}  // namespace

NgramModel train_char_lm(const std::vector<std::string_view>& lines, const CharLmOptions& options,
                         const std::string& name) {
  NgramModel model;
  model.order = options.order;
  model.vocabulary = {"<unk>", "<s>", "</s>"};
  const auto numbers = number_symbols(lines, name, model.vocabulary);
  Counts counts;
  std::vector<uint32_t> symbols;
  for (const std::string_view line : lines) {
    if (line.empty()) continue;
    symbols.assign(1, CharLm::kBegin);
    for (const std::string_view character : split_characters(line, name))
      symbols.push_back(numbers.at(character));
    symbols.push_back(CharLm::kEnd);
    counts.add(symbols, options.order);
  }
  for (uint32_t s = 0; s < model.vocabulary.size(); ++s) model.tree.add(NgramTree::kRoot, s);
  model.log10_prob.resize(model.tree.size(), 0);
  model.log10_backoff.resize(model.tree.size(), 0);
  Smoother(counts, options, model.vocabulary.size()).fill(model);
  return model;
}

}  // namespace ductus::eval
