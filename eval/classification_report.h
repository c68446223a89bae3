// scikit-learn's classification_report, byte for byte: the table by which classifiers are compared.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "eval/confusion.h"

namespace ductus::eval {

/// The value of 0/0: a precision without predictions, a recall without samples. kWarn is 0 with a warning.
enum class ZeroDivision { kWarn, kZero, kOne, kNan };

/// Of a command line, before the work: throws ductus::Error (usage) unless a table can have so many decimals,
/// 0 to 30.
void check_digits(int32_t digits);

struct TableOptions {
  std::vector<int32_t> labels;     ///< rows, in order; empty: those that occur, ascending
  std::vector<std::string> names;  ///< one a row; empty: the alphabet's symbols
  int digits = 2;                  ///< decimals of the text, as check_digits()
  ZeroDivision zero_division = ZeroDivision::kWarn;
};

struct Scores {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  int64_t support = 0;
};

/// `micro` is the accuracy when the rows cover every label that occurs.
struct ClassificationReport {
  std::vector<int32_t> labels;     // [rows]
  std::vector<std::string> names;  // [rows]
  std::vector<Scores> rows;        // [rows]
  bool micro_is_accuracy = true;
  Scores micro;
  Scores macro;     ///< unweighted mean of the rows; rows of NaN are left out
  Scores weighted;  ///< mean weighted by support
  int digits = 2;
  bool float_support = false;  ///< no sample at all is right: scikit-learn's counts are then floats, "12.0"
  std::vector<std::string> warnings;  ///< with kWarn: which scores are 0/0, and of which rows

  /// As classification_report(...) returns it, with the line end.
  std::string text() const;
};

/// Numbers as scikit-learn 1.9 computes them, in the same order of operations. `symbols`: a name for each
/// label. Throws ductus::Error when `names` does not fit `labels`, or a label lies outside the matrix.
ClassificationReport classification_report(const ConfusionMatrix& matrix,
                                           const std::vector<std::string>& symbols,
                                           const TableOptions& options = {});

/// classification_report(..., output_dict=True); NaN as null.
nlohmann::ordered_json to_json(const ClassificationReport& report);

}  // namespace ductus::eval
