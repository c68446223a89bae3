// Pieces that the reports of characters and of lines share, as text of at most 80 columns and as JSON.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "data/character_view.h"
#include "eval/calibration.h"
#include "eval/metrics.h"
#include "eval/provenance.h"

namespace ductus::eval {

/// An empty line, the text, and a rule below it.
std::string heading(const std::string& text);

/// "accuracy                       99.12 %   95 % interval 98.90 - 99.30 %".
std::string summary_line(const std::string& name, const std::string& value, const std::string& note = {});

/// "95 % interval 98.90 - 99.30 %".
std::string interval_note(const Interval& interval);

/// With its heading; bins without samples are left out.
std::string calibration_table(const Calibration& calibration);

/// "12: out of alphabet 10, unreadable 2"; empty where nothing was left out.
std::string left_out_text(const Provenance& provenance);

/// "What was judged", with its heading and the version of ductus.
std::string provenance_text(const Provenance& provenance);

nlohmann::ordered_json json_of(const Interval& interval);  // [low, high]
nlohmann::ordered_json json_of(const Proportion& proportion);
nlohmann::ordered_json json_of(const Calibration& calibration);
nlohmann::ordered_json json_of(const Provenance& provenance);

/// "model.safetensors on test.h5", as far as there are names.
std::string default_title(const Provenance& provenance);

/// A folder of a report's files, each written atomically.
class ReportFolder {
 public:
  explicit ReportFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void text(const char* name, const std::string& content);
  void picture(const char* name, const data::Picture& picture);
  std::vector<std::filesystem::path> written() && { return std::move(written_); }

 private:
  const std::filesystem::path& next(const char* name);

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> written_;
};

}  // namespace ductus::eval
