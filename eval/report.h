// The release report: every number that decides on a release, and where it comes from, as text, JSON and
// pictures.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eval/calibration.h"
#include "eval/classification_report.h"
#include "eval/metrics.h"
#include "eval/plots.h"
#include "eval/predictions.h"
#include "eval/provenance.h"

namespace ductus::eval {

struct ReportOptions {
  TableOptions table;
  SymbolGroups confusables = default_confusables();
  std::vector<int> top_k = {2, 3, 5};  ///< those below the number of classes are reported
  std::size_t top_confusions = 20;     ///< in the text; JSON has all
  int calibration_bins = 15;
  std::string title;  ///< of the pictures; empty: made of model and data
};

struct ClassResult {
  int32_t label = 0;
  std::string name;
  Proportion accuracy;
};

/// Everything, computed once. Rates are fractions.
struct ReleaseReport {
  ClassificationReport table;
  ConfusionMatrix confusion;
  std::vector<std::string> names;    ///< [K]: by label
  std::vector<ClassResult> classes;  ///< the table's rows
  Proportion accuracy;
  double balanced_accuracy = 0;
  std::vector<std::pair<int, Proportion>> top_k;
  MergedScores merged;                    ///< groups empty: nothing to merge
  std::optional<Calibration> calibrated;  ///< with confidences
  std::optional<double> nll;              ///< with log-probabilities
  std::optional<double> brier;            ///< with log-probabilities
  std::size_t top_confusions = 20;
  std::string title;
  Provenance provenance;
};

/// Throws ductus::Error when the predictions are not in order (Predictions::check) or options do not fit
/// them.
ReleaseReport make_report(const Predictions& predictions, const ReportOptions& options = {},
                          const Provenance& provenance = {});

/// At most 80 columns, names apart: scikit-learn's table first, byte for byte, then all the rest.
std::string to_text(const ReleaseReport& report);

/// One object with everything; "classification_report" is scikit-learn's output_dict. Indented, with a line
/// end.
std::string to_json(const ReleaseReport& report);

/// What write_files adds when it is there.
struct ReportExtras {
  std::optional<SampleImages> images;  ///< montage.png
  std::vector<LineChart> curves;       ///< curves.png: training_curves() of the run's metrics.jsonl
};

/// Writes report.txt, report.json, confusion.csv, confusion.png, per_class.png, and where the report or the
/// extras have it reliability.png, montage.png (worst errors first), curves.png; each atomically. The matrix
/// and the pictures by class are left out beyond kMaxPlotClasses rows. Returns the paths written, in that
/// order.
std::vector<std::filesystem::path> write_files(const std::filesystem::path& folder,
                                               const ReleaseReport& report, const Predictions& predictions,
                                               const ReportExtras& extras = {});

}  // namespace ductus::eval
