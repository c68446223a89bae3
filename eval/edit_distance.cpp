#include "eval/edit_distance.h"

#include <algorithm>

namespace ductus::eval {
namespace {

constexpr std::size_t kBlock = 64;

std::u32string reversed(std::u32string_view units) { return {units.rbegin(), units.rend()}; }

}  // namespace

double EditCounts::rate() const {
  return truth() > 0 ? static_cast<double>(errors()) / static_cast<double>(truth())
                     : static_cast<double>(insertions);
}

EditCounts& EditCounts::operator+=(const EditCounts& other) {
  hits += other.hits;
  substitutions += other.substitutions;
  deletions += other.deletions;
  insertions += other.insertions;
  return *this;
}

bool EditCounts::operator==(const EditCounts& other) const {
  return hits == other.hits && substitutions == other.substitutions && deletions == other.deletions &&
         insertions == other.insertions;
}

CommonEnds trim_common(std::u32string_view& a, std::u32string_view& b) {
  CommonEnds common;
  std::size_t most = std::min(a.size(), b.size());
  while (common.prefix < most && a[common.prefix] == b[common.prefix]) ++common.prefix;
  a.remove_prefix(common.prefix);
  b.remove_prefix(common.prefix);
  most -= common.prefix;
  while (common.suffix < most && a[a.size() - 1 - common.suffix] == b[b.size() - 1 - common.suffix])
    ++common.suffix;
  a.remove_suffix(common.suffix);
  b.remove_suffix(common.suffix);
  return common;
}

UnitMasks::UnitMasks(std::u32string_view units) {
  uint64_t bit = 1;
  for (const char32_t unit : units) {
    if (unit < ascii_.size()) {
      ascii_[unit] |= bit;
    } else {
      others_.resize(kSlots);
      Slot& slot = others_[place_of(unit)];
      slot.unit = unit;
      slot.mask |= bit;
    }
    bit <<= 1;
  }
}

std::size_t UnitMasks::place_of(char32_t unit) const {
  std::size_t place = (unit * 0x9E3779B1U) >> 25;  // Fibonacci hashing to 7 bits
  while (others_[place].mask != 0 && others_[place].unit != unit) place = (place + 1) % kSlots;
  return place;
}

uint64_t UnitMasks::operator[](char32_t unit) const {
  if (unit < ascii_.size()) return ascii_[unit];
  return others_.empty() ? 0 : others_[place_of(unit)].mask;
}

/// From one column to the next in one block. `carry`: D(above the block) minus that of the column before;
/// returned is the same for the row `last_row` of the block. Hyyrö's names: plus and minus are VP and VN,
/// horizontal ones HP and HN.
inline int EditAligner::next_column(Column& column, uint64_t matches, int carry, unsigned last_row) {
  const uint64_t vertical = matches | column.minus;
  matches |= static_cast<uint64_t>(carry < 0);
  const uint64_t diagonal = (((matches & column.plus) + column.plus) ^ column.plus) | matches;
  uint64_t plus = column.minus | ~(diagonal | column.plus);
  uint64_t minus = column.plus & diagonal;
  const int out = static_cast<int>(plus >> last_row & 1U) - static_cast<int>(minus >> last_row & 1U);
  plus = plus << 1U | static_cast<uint64_t>(carry > 0);
  minus = minus << 1U | static_cast<uint64_t>(carry < 0);
  column.plus = minus | ~(vertical | plus);
  column.minus = plus & vertical;
  return out;
}

/// All columns of the table, left to right; neither text is empty. Returns the distance.
int64_t EditAligner::walk(std::u32string_view truth, std::u32string_view predicted, bool keep_turns) {
  masks_.clear();
  for (std::size_t i = 0; i < truth.size(); i += kBlock) masks_.emplace_back(truth.substr(i, kBlock));
  const std::size_t blocks = masks_.size();
  column_.assign(blocks, {});
  if (keep_turns && turns_.size() < blocks * predicted.size()) turns_.resize(blocks * predicted.size());

  auto distance = static_cast<int64_t>(truth.size());
  if (blocks == 1) return distance + walk_block(predicted, truth.size() - 1, keep_turns);
  const auto last_row = static_cast<unsigned>((truth.size() - 1) % kBlock);
  for (std::size_t j = 0; j < predicted.size(); ++j) {
    int carry = 1;  // the row above the first is 0, 1, 2, ...
    for (std::size_t block = 0; block < blocks; ++block) {
      const unsigned row = block + 1 == blocks ? last_row : kBlock - 1;
      const uint64_t before = column_[block].minus;
      carry = next_column(column_[block], masks_[block][predicted[j]], carry, row);
      if (keep_turns) turns_[j * blocks + block] = {column_[block].plus, before};
    }
    distance += carry;
  }
  return distance;
}

/// walk() where one block is all, as for most lines: its column stays in registers.
int64_t EditAligner::walk_block(std::u32string_view predicted, std::size_t last_row, bool keep_turns) {
  const UnitMasks& masks = masks_[0];
  Column column;
  Turns* kept = keep_turns ? turns_.data() : nullptr;
  int64_t change = 0;
  for (const char32_t unit : predicted) {
    const uint64_t before = column.minus;
    change += next_column(column, masks[unit], 1, static_cast<unsigned>(last_row));
    if (kept != nullptr) *kept++ = {column.plus, before};
  }
  column_[0] = column;
  return change;
}

int64_t EditAligner::distance(std::u32string_view truth, std::u32string_view predicted) {
  trim_common(truth, predicted);
  if (truth.empty() || predicted.empty()) return static_cast<int64_t>(truth.size() + predicted.size());
  return walk(truth, predicted, false);
}

const std::vector<Edit>& EditAligner::align(std::u32string_view truth, std::u32string_view predicted) {
  edits_.clear();
  align_part(truth, predicted);
  return edits_;
}

EditCounts EditAligner::count(std::u32string_view truth, std::u32string_view predicted) {
  align(truth, predicted);
  const auto of_truth = static_cast<int64_t>(truth.size());
  const auto of_predicted = static_cast<int64_t>(predicted.size());
  const auto all = static_cast<int64_t>(edits_.size());
  EditCounts counts;
  counts.hits = std::count(edits_.begin(), edits_.end(), Edit::kHit);
  counts.deletions = all - of_predicted;  // every other edit has a unit of the prediction
  counts.insertions = all - of_truth;
  counts.substitutions = of_truth - counts.hits - counts.deletions;
  return counts;
}

/// Appends the part's edits.
void EditAligner::align_part(std::u32string_view truth, std::u32string_view predicted) {
  const CommonEnds common = trim_common(truth, predicted);
  edits_.insert(edits_.end(), common.prefix, Edit::kHit);
  const std::size_t words = (truth.size() + kBlock - 1) / kBlock * predicted.size();
  if (predicted.empty()) {
    edits_.insert(edits_.end(), truth.size(), Edit::kDeletion);
  } else if (truth.empty()) {
    edits_.insert(edits_.end(), predicted.size(), Edit::kInsertion);
  } else if (words <= kMatrixWords || predicted.size() == 1) {
    align_by_table(truth, predicted);
  } else {
    align_by_halves(truth, predicted);
  }
  edits_.insert(edits_.end(), common.suffix, Edit::kHit);
}

void EditAligner::align_by_table(std::u32string_view truth, std::u32string_view predicted) {
  walk(truth, predicted, true);
  const std::size_t blocks = masks_.size();
  const std::size_t start = edits_.size();
  std::size_t i = truth.size();
  std::size_t j = predicted.size();
  edits_.resize(start + i + j);  // that many at most
  Edit* next = edits_.data() + start;
  while (i > 0 && j > 0) {  // from the end: each step goes to the cell that it came from
    const Turns& turns = turns_[(j - 1) * blocks + (i - 1) / kBlock];
    const unsigned row = (i - 1) % kBlock;
    if (((turns.deletion | turns.insertion) >> row & 1U) == 0) {
      *next++ = truth[i - 1] == predicted[j - 1] ? Edit::kHit : Edit::kSubstitution;
      --i;
      --j;
    } else if ((turns.deletion >> row & 1U) != 0) {
      *next++ = Edit::kDeletion;
      --i;
    } else {
      *next++ = Edit::kInsertion;
      --j;
    }
  }
  next = std::fill_n(next, i, Edit::kDeletion);
  next = std::fill_n(next, j, Edit::kInsertion);
  std::reverse(edits_.data() + start, next);
  edits_.resize(static_cast<std::size_t>(next - edits_.data()));
}

/// Distances of every beginning of `truth` to all of `predicted`.  [truth + 1]
std::vector<int64_t> EditAligner::last_column(std::u32string_view truth, std::u32string_view predicted) {
  walk(truth, predicted, false);
  std::vector<int64_t> distances(truth.size() + 1);
  distances[0] = static_cast<int64_t>(predicted.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const Column& block = column_[i / kBlock];
    const unsigned row = i % kBlock;
    distances[i + 1] = distances[i] + static_cast<int64_t>(block.plus >> row & 1U) -
                       static_cast<int64_t>(block.minus >> row & 1U);
  }
  return distances;
}

void EditAligner::align_by_halves(std::u32string_view truth, std::u32string_view predicted) {
  const std::size_t half = predicted.size() / 2;
  std::size_t best = 0;
  {
    const std::vector<int64_t> before = last_column(truth, predicted.substr(0, half));
    const std::vector<int64_t> after = last_column(reversed(truth), reversed(predicted.substr(half)));
    for (std::size_t i = 1; i <= truth.size(); ++i) {
      if (before[i] + after[truth.size() - i] < before[best] + after[truth.size() - best]) best = i;
    }
  }
  align_part(truth.substr(0, best), predicted.substr(0, half));
  align_part(truth.substr(best), predicted.substr(half));
}

}  // namespace ductus::eval
