#include <nlohmann/json.hpp>

#include "configs/schema/json_text.h"
#include "eval/report.h"
#include "eval/report_parts.h"

namespace ductus::eval {
namespace {

using Json = nlohmann::ordered_json;

Json classes_json(const ReleaseReport& report) {
  Json classes = Json::array();
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    Json entry = {{"name", report.classes[i].name}, {"label", report.classes[i].label}};
    entry["accuracy"] = json_of(report.classes[i].accuracy);
    entry["predicted"] = report.confusion.predicted(report.classes[i].label);
    classes.push_back(entry);
  }
  return classes;
}

Json confusions_json(const ReleaseReport& report) {
  Json cells = Json::array();
  for (const ConfusionCell& cell : report.confusion.top_confusions(report.confusion.error_cells().size())) {
    cells.push_back({{"truth", report.names[cell.truth]},
                     {"predicted", report.names[cell.predicted]},
                     {"count", cell.count},
                     {"share_of_errors",
                      static_cast<double>(cell.count) / static_cast<double>(report.confusion.errors())}});
  }
  return cells;
}

}  // namespace

std::string to_json(const ReleaseReport& report) {
  Json json;
  json["format"] = "ductus report 1";
  json["samples"] = report.accuracy.of;
  json["accuracy"] = json_of(report.accuracy);
  json["error_rate"] = 1 - report.accuracy.value;
  json["balanced_accuracy"] = report.balanced_accuracy;
  for (const auto& [k, share] : report.top_k) json["top_k"][std::to_string(k)] = json_of(share);
  if (!report.merged.groups.empty()) {
    json["confusables_merged"] = {{"groups", report.merged.groups},
                                  {"accuracy", json_of(report.merged.accuracy)},
                                  {"balanced_accuracy", report.merged.macro_recall}};
  }
  if (report.nll) json["mean_nll"] = *report.nll;
  if (report.brier) json["brier_score"] = *report.brier;
  if (report.calibrated) json["calibration"] = json_of(*report.calibrated);
  json["classification_report"] = to_json(report.table);
  json["classes"] = classes_json(report);
  json["confusions"] = confusions_json(report);
  json["provenance"] = json_of(report.provenance);
  return config::json_text(json, 1) + "\n";
}

}  // namespace ductus::eval
