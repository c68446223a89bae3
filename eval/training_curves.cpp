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

/// A number goes to the chart whose y axis its key names: "val_loss" to the one of "loss".
void add_record(std::vector<LineChart>& charts, const nlohmann::ordered_json& record) {
  const auto epoch = record.find("epoch");
  if (epoch == record.end() || !epoch->is_number()) return;
  for (const auto& [key, value] : record.items()) {
    if (!value.is_number()) continue;
    for (LineChart& chart : charts) {
      if (key.find(chart.y_label) == std::string::npos) continue;
      Series& series = series_named(chart, key);
      series.x.push_back(epoch->get<double>());
      series.y.push_back(value.get<double>());
    }
  }
}

}  // namespace

std::vector<LineChart> training_curves(std::string_view metrics_jsonl) {
  std::vector<LineChart> charts = {{"Loss", "epoch", "loss", {}}, {"Accuracy", "epoch", "accuracy", {}}};
  int64_t line_number = 0;
  while (!metrics_jsonl.empty()) {
    const std::string_view line = metrics_jsonl.substr(0, metrics_jsonl.find('\n'));
    metrics_jsonl.remove_prefix(std::min(metrics_jsonl.size(), line.size() + 1));
    ++line_number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto record = nlohmann::ordered_json::parse(line, nullptr, /*allow_exceptions=*/false);
    DUCTUS_CHECK(record.is_object(), "metrics: line {} is no JSON object", line_number);
    add_record(charts, record);
  }
  charts.erase(
      std::remove_if(charts.begin(), charts.end(), [](const LineChart& c) { return c.series.empty(); }),
      charts.end());
  return charts;
}

}  // namespace ductus::eval
