#include "train/metrics_log.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::train {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kEpoch[] = "epoch";
constexpr char kStep[] = "step";

/// JSON has no number for what is not finite.
Json to_json(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

double from_json(const Json& value, const std::string& where, const std::string& name) {
  if (value.is_number()) return value.get<double>();
  if (value == "nan") return std::nan("");
  if (value == "inf") return HUGE_VAL;
  if (value == "-inf") return -HUGE_VAL;
  fail("{}: \"{}\" is not a number", where, name);
}

MetricsRecord parse(const std::string& line, const std::string& where) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  DUCTUS_CHECK(json.is_object(), "{}: not a JSON object", where);
  for (const char* name : {kEpoch, kStep})
    DUCTUS_CHECK(json.contains(name) && json[name].is_number_integer(), "{}: expected a whole number \"{}\"",
                 where, name);
  MetricsRecord record;
  record.epoch = json[kEpoch].get<int64_t>();
  record.step = json[kStep].get<int64_t>();
  for (const auto& [name, value] : json.items()) {
    if (name != kEpoch && name != kStep) record.values[name] = from_json(value, where, name);
  }
  return record;
}

struct Line {
  std::string text;
  MetricsRecord record;
};

std::vector<Line> read_lines(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  DUCTUS_CHECK(in, "{}: cannot be read: {}", path, std::strerror(errno));
  std::vector<Line> lines;
  for (std::string text; std::getline(in, text) && !in.eof();) {
    MetricsRecord record = parse(text, fmt::format("{}:{}", path, lines.size() + 1));
    lines.push_back({std::move(text), std::move(record)});
  }
  return lines;
}

}  // namespace

std::vector<MetricsRecord> read_metrics(const std::string& path) {
  std::vector<MetricsRecord> records;
  for (Line& line : read_lines(path)) records.push_back(std::move(line.record));
  return records;
}

void truncate_metrics(const std::string& path, int64_t last_step) {
  if (!std::filesystem::exists(path)) return;
  std::string kept;
  for (const Line& line : read_lines(path)) {
    if (line.record.step <= last_step) kept += line.text + "\n";
  }
  data::write_file(path, kept);
}

MetricsLog::MetricsLog(const std::string& path)
    : path_(path), file_(std::fopen(path.c_str(), "ab"), std::fclose) {
  DUCTUS_CHECK(file_, "{}: cannot be written: {}", path_, std::strerror(errno));
}

MetricsLog::MetricsLog(const std::string& path, int64_t last_step)
    : MetricsLog((truncate_metrics(path, last_step), path)) {}

void MetricsLog::append(const MetricsRecord& record) {
  Json json{{kEpoch, record.epoch}, {kStep, record.step}};
  for (const auto& [name, value] : record.values) {
    DUCTUS_CHECK(name != kEpoch && name != kStep, "{}: a value cannot be named \"{}\"", path_, name);
    json[name] = to_json(value);
  }
  const std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  const bool whole = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size();
  DUCTUS_CHECK(whole && std::fflush(file_.get()) == 0, "{}: cannot be written: {}", path_,
               std::strerror(errno));
}

}  // namespace ductus::train
