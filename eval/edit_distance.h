// Levenshtein distance and alignment of two sequences of units: code points, graphemes, words.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::eval {

/// What became of a unit of the truth, or where one came from.
enum class Edit : uint8_t {
  kHit,           ///< truth and prediction have the same unit
  kSubstitution,  ///< both have one, another
  kDeletion,      ///< the truth's has no partner
  kInsertion,     ///< the prediction's has no partner
};

/// Edits of one pair, or of all pairs of a corpus.
struct EditCounts {
  int64_t hits = 0;
  int64_t substitutions = 0;
  int64_t deletions = 0;
  int64_t insertions = 0;

  int64_t errors() const { return substitutions + deletions + insertions; }
  int64_t truth() const { return hits + substitutions + deletions; }  ///< units of the truth

  /// errors / truth, which may exceed 1. Without truth the number of insertions, as jiwer has it: 0 if there
  /// is nothing on either side.
  double rate() const;

  EditCounts& operator+=(const EditCounts& other);
  bool operator==(const EditCounts& other) const;
};

/// How many units two texts have in common at their beginnings, and then at the ends of what is left.
struct CommonEnds {
  std::size_t prefix = 0;
  std::size_t suffix = 0;

  int64_t units() const { return static_cast<int64_t>(prefix + suffix); }
};

/// Takes them from both.
CommonEnds trim_common(std::u32string_view& a, std::u32string_view& b);

/// Where the units of up to 64 places of a sequence stand.
class UnitMasks {
 public:
  explicit UnitMasks(std::u32string_view units);  ///< at most 64

  /// Bit i: units[i] == unit.
  uint64_t operator[](char32_t unit) const;

 private:
  struct Slot {
    char32_t unit = 0;
    uint64_t mask = 0;  // 0: free
  };

  std::size_t place_of(char32_t unit) const;  // in others_

  std::array<uint64_t, 128> ascii_{};
  std::vector<Slot> others_;  // empty, or kSlots with open addressing, at most half full

  static constexpr std::size_t kSlots = 128;
};

/// Bit-parallel: 64 rows of the table of distances at a time (Myers, "A fast bit-vector algorithm for
/// approximate string matching based on dynamic programming", J. ACM 46, 1999, in blocks as of Hyyrö, "A
/// bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic J. Comp. 10, 2003).
/// Memory is linear in the lengths; it is kept for the next pair, so use one aligner for many pairs, and one
/// a thread.
class EditAligner {
 public:
  /// The least number of substitutions, deletions and insertions that make `predicted` out of `truth`.
  int64_t distance(std::u32string_view truth, std::u32string_view predicted);

  /// A shortest list of edits, from the start to the end; valid until the next call. Of several the one that
  /// jiwer (RapidFuzz) gives: common beginnings and ends (trim_common) are hits; what is between is read from
  /// its end, each time a deletion if a cheapest list has one there, else an insertion if it leaves a smaller
  /// distance than a hit or substitution would, else the hit or substitution. Long texts (over kMatrixWords,
  /// about 2,000 times 2,000 units) are first cut in halves of the prediction, at the first best place of the
  /// truth (Hirschberg, "A linear space algorithm for computing maximal common subsequences", Comm. ACM 18,
  /// 1975).
  const std::vector<Edit>& align(std::u32string_view truth, std::u32string_view predicted);

  /// The edits of align(), counted; they themselves are edits().
  EditCounts count(std::u32string_view truth, std::u32string_view predicted);

  /// What align() or count() found last.
  const std::vector<Edit>& edits() const { return edits_; }

  static constexpr std::size_t kMatrixWords = std::size_t{1} << 16;

 private:
  /// Differences of a column of the table, downwards, for 64 rows: bit i stands for D(i + 1) - D(i).
  struct Column {
    uint64_t plus = ~uint64_t{0};  // where it is +1
    uint64_t minus = 0;            // where it is -1
  };

  /// Which edit align() takes at a column, for 64 rows; where it is neither, a hit or a substitution.
  struct Turns {
    uint64_t deletion = 0;   // `plus` of this column
    uint64_t insertion = 0;  // `minus` of the one before
  };

  static int next_column(Column& column, uint64_t matches, int carry, unsigned last_row);
  int64_t walk(std::u32string_view truth, std::u32string_view predicted, bool keep_turns);
  int64_t walk_block(std::u32string_view predicted, std::size_t last_row, bool keep_turns);
  void align_part(std::u32string_view truth, std::u32string_view predicted);
  void align_by_table(std::u32string_view truth, std::u32string_view predicted);
  void align_by_halves(std::u32string_view truth, std::u32string_view predicted);
  std::vector<int64_t> last_column(std::u32string_view truth, std::u32string_view predicted);

  std::vector<UnitMasks> masks_;  // of the truth, a block each
  std::vector<Column> column_;    // the last one, a block each
  std::vector<Turns> turns_;      // [predicted, blocks] or more, for align_by_table
  std::vector<Edit> edits_;
};

}  // namespace ductus::eval
