#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "eval/report_parts.h"

namespace ductus::eval {
namespace {

using Json = nlohmann::ordered_json;

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

}  // namespace

Json json_of(const Interval& interval) { return {interval.low, interval.high}; }

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

Json json_of(const Provenance& p) {
  Json json = Json::object();
  const std::pair<const char*, const std::string*> texts[] = {
      {"model", &p.model}, {"model_hash", &p.model_hash}, {"checkpoint", &p.checkpoint},
      {"data", &p.data},   {"data_hash", &p.data_hash},   {"split", &p.split}};
  for (const auto& [name, text] : texts) {
    if (!text->empty()) json[name] = *text;
  }
  json["data_use"] = data_use_name(p.data_use);
  if (p.told.told > 0) json["data_use_told"] = {{"samples", p.told.told}, {"found", p.told.found}};
  if (!p.left_out.empty()) json["left_out"] = p.left_out;
  if (p.temperature) json["temperature"] = *p.temperature;
  for (const auto& [name, value] : p.more) {
    DUCTUS_CHECK(!json.contains(name), "report: two entries of its provenance are called '{}'", name);
    json[name] = value;
  }
  json["ductus"] = DUCTUS_VERSION;
  return json;
}

}  // namespace ductus::eval
