#include <nlohmann/json.hpp>

#include "eval/report.h"

namespace ductus::eval {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Proportion& p) {
  return {{"value", p.value},
          {"count", p.count},
          {"of", p.of},
          {"interval_95", {p.interval.low, p.interval.high}}};
}

Json json_of(const Calibration& calibration) {
  Json bins = Json::array();
  for (const ReliabilityBin& bin : calibration.bins) {
    bins.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"count", bin.count},
                    {"mean_confidence", bin.confidence},
                    {"accuracy", bin.accuracy}});
  }
  return {{"expected_error", calibration.expected_error},
          {"maximum_error", calibration.maximum_error},
          {"mean_confidence", calibration.mean_confidence},
          {"bins", bins}};
}

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

const char* data_use_name(DataUse use) {
  switch (use) {
    case DataUse::kHeldOut:
      return "held_out";
    case DataUse::kSelection:
      return "selection";
    case DataUse::kTraining:
      return "training";
    case DataUse::kUnknown:
      break;
  }
  return "unknown";
}

Json json_of(const Provenance& p) {
  Json json = Json::object();
  const std::pair<const char*, const std::string*> texts[] = {
      {"model", &p.model}, {"model_hash", &p.model_hash}, {"checkpoint", &p.checkpoint},
      {"data", &p.data},   {"data_hash", &p.data_hash},   {"split", &p.split}};
  for (const auto& [name, text] : texts) {
    if (!text->empty()) json[name] = *text;
  }
  json["data_use"] = data_use_name(p.data_use);
  if (p.temperature) json["temperature"] = *p.temperature;
  for (const auto& [name, value] : p.more) json[name] = value;
  json["ductus"] = DUCTUS_VERSION;
  return json;
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
  return json.dump(1) + "\n";
}

}  // namespace ductus::eval
