// Numbers of a classifier beside scikit-learn's table: accuracy by class with intervals, top-k, merged
// classes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "eval/confusion.h"
#include "eval/intervals.h"
#include "eval/predictions.h"

namespace ductus::eval {

/// A share with its Wilson 95 % interval; `value` is NaN when `of` is 0.
struct Proportion {
  int64_t count = 0;
  int64_t of = 0;
  double value = 0;
  Interval interval;
};

Proportion proportion(int64_t count, int64_t of);

Proportion accuracy(const ConfusionMatrix& matrix);

/// The class's share of right answers, which is its recall.
Proportion class_accuracy(const ConfusionMatrix& matrix, int32_t label);

/// Mean recall of the classes that have samples (scikit-learn's balanced_accuracy_score).
double balanced_accuracy(const ConfusionMatrix& matrix);

/// "CNN error 0.88 %": reference 004's line, for an accuracy of 0.9912.
std::string error_rate_line(double accuracy);

/// Share of samples whose truth is among the k likeliest classes; equal log-probabilities count as likelier
/// when their label is smaller. Needs log_probs.
Proportion top_k_accuracy(const Predictions& predictions, int k);

/// Symbols that no picture of a single character tells apart: {"0", "O"}, ...
using SymbolGroups = std::vector<std::vector<std::string>>;

/// {0,O} {1,I} {5,S} {2,Z}.
const SymbolGroups& default_confusables();

/// Scores after every group's symbols have become one class.
struct MergedScores {
  SymbolGroups groups;  ///< those that were merged: cut down to the alphabet, two symbols at least
  Proportion accuracy;
  double macro_recall = 0;  ///< mean recall of the merged classes that have samples
};

/// Throws ductus::Error when a symbol is in two groups.
MergedScores merged_scores(const ConfusionMatrix& matrix, const data::Alphabet& alphabet,
                           const SymbolGroups& groups);

}  // namespace ductus::eval
