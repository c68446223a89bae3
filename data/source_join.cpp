#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "configs/schema/error.h"
#include "data/character_view.h"
#include "data/line_view.h"
#include "data/same_view.h"
#include "data/source.h"

namespace ductus::data {
namespace {

bool is_digit(const std::string& symbol) {
  return symbol.size() == 1 && symbol[0] >= '0' && symbol[0] <= '9';
}

/// Without the samples that `fits` refuses; those are in the ledger as "out of alphabet".
template <typename Set, typename Fits>
Set keep_fitting(const Set& set, Fits fits) {
  std::vector<int64_t> kept;
  Ledger ledger = set.ledger;
  for (int64_t i = 0; i < set.size(); ++i) {
    if (fits(i)) {
      kept.push_back(i);
    } else {
      ledger.drop("out of alphabet", set.id(i));
    }
  }
  Set result = subset(set, kept);
  ledger.use(static_cast<int64_t>(kept.size()) - set.size());
  result.ledger = ledger;
  result.splits = remaining_splits(set.splits, kept, set.size());
  return result;
}

/// Which labels of one alphabet another has.
std::vector<bool> known_labels(const Alphabet& from, const Alphabet& to) {
  std::vector<bool> known;
  for (const std::string& symbol : from.symbols()) known.push_back(to.find(symbol) >= 0);
  return known;
}

/// The set itself where the alphabet has all of its symbols.
bool has_all(const std::vector<bool>& known) {
  return std::all_of(known.begin(), known.end(), [](bool is) { return is; });
}

ImageSet within(const ImageSet& set, const Alphabet& alphabet) {
  const std::vector<bool> known = known_labels(set.alphabet, alphabet);
  if (has_all(known)) return set;
  return keep_fitting(set, [&](int64_t i) { return known[set.labels[i]]; });
}

LineSet within(const LineSet& set, const Alphabet& alphabet) {
  if (has_all(known_labels(set.alphabet, alphabet))) return set;
  return keep_fitting(set, [&](int64_t i) {
    const auto labels = alphabet.encode(set.texts[i]);
    return std::all_of(labels.begin(), labels.end(), [](int32_t label) { return label >= 0; });
  });
}

[[noreturn]] void refuse_views(Kind kind, const std::string& one, const std::string& another) {
  const auto shown = [](const std::string& view) { return view.empty() ? "nothing says" : view; };
  fail_usage(
      "join: {} of one set were prepared as {}, of another as {}, expected one way (read them with the same "
      "`view`)",
      name_of(kind), shown(one), shown(another));
}

/// What was characters before it was read, as MNIST's, has no view and goes with any.
void check_views(const std::vector<ImageSet>& sets) {
  std::string view;
  for (const ImageSet& set : sets) {
    if (set.preprocessing.empty()) continue;
    if (view.empty()) view = set.preprocessing;
    if (!same_view<CharacterView>(view, set.preprocessing))
      refuse_views(Kind::kCharacters, view, set.preprocessing);
  }
}

void check_views(const std::vector<LineSet>& sets) {
  for (const LineSet& set : sets) {
    const std::string& view = sets.front().preprocessing;
    if (!same_view<LineView>(view, set.preprocessing)) refuse_views(Kind::kLines, view, set.preprocessing);
  }
}

template <typename Set>
Set join_all(std::vector<Set> sets, const std::optional<Alphabet>& alphabet) {
  check_views(sets);
  const Alphabet joined = alphabet ? *alphabet : joined_alphabet(sets);
  for (Set& set : sets) set = within(set, joined);
  return join(sets, joined);
}

/// Null when the sets do not share one.
template <typename Set>
const Alphabet* shared_alphabet(const std::vector<Set>& sets) {
  const auto shared = [&](const Set& set) { return set.alphabet == sets.front().alphabet; };
  return !sets.empty() && std::all_of(sets.begin(), sets.end(), shared) ? &sets.front().alphabet : nullptr;
}

/// Every symbol of any set, those for which `first` is true before the others, by code point.
template <typename Set, typename First>
Alphabet all_symbols(const std::vector<Set>& sets, First first) {
  std::set<std::pair<bool, std::string>> symbols;
  for (const Set& set : sets) {
    for (const std::string& symbol : set.alphabet.symbols()) symbols.emplace(!first(symbol), symbol);
  }
  std::vector<std::string> ordered;
  for (const auto& entry : symbols) ordered.push_back(entry.second);
  return Alphabet(std::move(ordered));
}

}  // namespace

ImageSet join_within(std::vector<ImageSet> sets, const std::optional<Alphabet>& alphabet) {
  return join_all(std::move(sets), alphabet);
}

LineSet join_within(std::vector<LineSet> sets, const std::optional<Alphabet>& alphabet) {
  return join_all(std::move(sets), alphabet);
}

Alphabet joined_alphabet(const std::vector<ImageSet>& sets) {
  const Alphabet* shared = shared_alphabet(sets);
  return shared != nullptr ? *shared : all_symbols(sets, is_digit);
}

Alphabet joined_alphabet(const std::vector<LineSet>& sets) {
  const Alphabet* shared = shared_alphabet(sets);
  return shared != nullptr ? *shared : all_symbols(sets, [](const std::string&) { return false; });
}

void check_nothing_dropped(const Ledger& ledger) {
  DUCTUS_CHECK(ledger.dropped().empty(), "strict: {}", ledger.summary());
}

}  // namespace ductus::data
