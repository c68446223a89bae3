#include <algorithm>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "eval/plots.h"

namespace ductus::eval {
namespace {

Series& series_named(LineChart& chart, const std::string& name) {
  for (Series& series : chart.series) {
    if (series.name == name) return series;
  }
  chart.series.push_back({name, {}, {}});
  return chart.series.back();
}

/// A chart, and the pieces of the names of what it shows.
struct Curves {
  LineChart chart;
  std::vector<const char*> named;

  bool show(const std::string& key) const {
    return std::any_of(named.begin(), named.end(),
                       [&](const char* piece) { return key.find(piece) != std::string::npos; });
  }
};

void add_record(std::vector<Curves>& all, const nlohmann::ordered_json& record) {
  const auto epoch = record.find("epoch");
  if (epoch == record.end() || !epoch->is_number()) return;
  for (const auto& [key, value] : record.items()) {
    if (!value.is_number()) continue;
    for (Curves& curves : all) {
      if (!curves.show(key)) continue;
      Series& series = series_named(curves.chart, key);
      series.x.push_back(epoch->get<double>());
      series.y.push_back(value.get<double>());
    }
  }
}

}  // namespace

std::vector<LineChart> training_curves(std::string_view metrics_jsonl) {
  std::vector<Curves> all = {{{"Loss", "epoch", "loss", {}}, {"loss"}},
                             {{"Accuracy", "epoch", "accuracy", {}}, {"accuracy"}},
                             {{"Error rates", "epoch", "CER, WER", {}}, {"cer", "wer"}},
                             {{"Exact lines", "epoch", "share", {}}, {"exact"}}};
  int64_t line_number = 0;
  while (!metrics_jsonl.empty()) {
    const std::string_view line = metrics_jsonl.substr(0, metrics_jsonl.find('\n'));
    const bool whole = line.size() < metrics_jsonl.size();
    metrics_jsonl.remove_prefix(line.size() + (whole ? 1 : 0));
    ++line_number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto record = nlohmann::ordered_json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!whole && !record.is_object()) break;  // torn: the run was killed in it
    DUCTUS_CHECK(record.is_object(), "metrics: line {} is no JSON object", line_number);
    add_record(all, record);
  }
  std::vector<LineChart> charts;
  for (Curves& curves : all) {
    if (!curves.chart.series.empty()) charts.push_back(std::move(curves.chart));
  }
  return charts;
}

}  // namespace ductus::eval
