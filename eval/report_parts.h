// Pieces that the reports of characters and of lines share, as text of at most 80 columns and as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

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

}  // namespace ductus::eval
