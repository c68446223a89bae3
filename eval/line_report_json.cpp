#include <nlohmann/json.hpp>

#include "configs/schema/json_text.h"
#include "eval/line_report.h"
#include "eval/report_parts.h"

namespace ductus::eval {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const EditCounts& edits) {
  return {{"rate", edits.rate()},         {"truth", edits.truth()},
          {"hits", edits.hits},           {"substitutions", edits.substitutions},
          {"deletions", edits.deletions}, {"insertions", edits.insertions}};
}

Json json_of(const LineTotals& totals, bool words = true) {
  Json json = {{"lines", totals.lines}, {"cer", json_of(totals.characters)}};
  if (words) json["wer"] = json_of(totals.words);
  json["mean_cer"] = totals.mean_cer;
  if (words) json["mean_wer"] = totals.mean_wer;
  json["exact"] = json_of(totals.exact);
  return json;
}

Json json_of(const BootstrapUnits& units) {
  return {
      {"units", units.grouped ? "groups" : "lines"}, {"count", units.count}, {"resamples", units.resamples}};
}

Json json_of(const PairedRate& rate) {
  return {{"first", rate.first},
          {"second", rate.second},
          {"difference", rate.difference()},
          {"interval_95", json_of(rate.interval)}};
}

Json json_of(const LabelIssues& issues) {
  Json lines = Json::array();
  for (const LabelIssue& issue : issues.lines) {
    lines.push_back(
        {{"id", issue.id}, {"errors", issue.errors}, {"truth", issue.truth}, {"reading", issue.reading}});
  }
  return {{"count", issues.lines.size()},
          {"errors", issues.errors},
          {"share_of_errors_first", issues.share_first},
          {"share_of_errors_second", issues.share_second},
          {"lines", std::move(lines)}};
}

Json json_of(const ComparedLines& compared) {
  const LineComparison& result = compared.result;
  return {{"first", compared.first},
          {"second", compared.second},
          {"cer", json_of(result.cer)},
          {"wer", json_of(result.wer)},
          {"exact", json_of(result.exact)},
          {"only_first_exact", result.only_first_exact},
          {"only_second_exact", result.only_second_exact},
          {"fewer_errors_first", result.fewer_errors_first},
          {"fewer_errors_second", result.fewer_errors_second},
          {"label_issues", json_of(compared.label_issues)},
          {"bootstrap", json_of(result.units)},
          {"second_totals", json_of(compared.totals)}};
}

Json slices_json(const std::vector<LineSlicing>& slicings) {
  Json json = Json::object();
  for (const LineSlicing& slicing : slicings) {
    Json& slices = json[slicing.by] = Json::array();
    for (const LineSlice& slice : slicing.slices) {
      Json entry = {{"name", slice.name}};
      entry.update(json_of(slice.totals));
      slices.push_back(std::move(entry));
    }
  }
  return json;
}

Json confusions_json(const LineScores& scores) {
  const auto errors = static_cast<double>(scores.all.characters.errors());
  Json json = Json::array();
  for (const Confusion& confusion : scores.confusions) {
    json.push_back({{"truth", confusion.truth},
                    {"predicted", confusion.predicted},
                    {"count", confusion.count},
                    {"share_of_errors", static_cast<double>(confusion.count) / errors}});
  }
  return json;
}

Json worst_json(const LineReport& report) {
  Json json = Json::array();
  for (const WorstLine& worst : report.worst) {
    json.push_back({{"id", worst.id},
                    {"truth", worst.truth},
                    {"predicted", worst.predicted},
                    {"cer", json_of(report.scores.lines[static_cast<std::size_t>(worst.line)].characters)}});
  }
  return json;
}

}  // namespace

std::string to_json(const LineReport& report) {
  const ScoringRules& rules = report.scores.rules;
  Json json;
  json["format"] = "ductus line report 1";
  json["units"] = rules.unit == ScoringRules::Unit::kCodePoints ? "code_points" : "graphemes";
  json["normalise"] = rules.normalisation == ScoringRules::Normalisation::kNfc ? "nfc" : "none";
  json.update(json_of(report.scores.all));
  json["cer"]["interval_95"] = json_of(report.intervals.cer);
  json["wer"]["interval_95"] = json_of(report.intervals.wer);
  json["exact"]["bootstrap_interval_95"] = json_of(report.intervals.exact);
  json["bootstrap"] = json_of(report.intervals.units);
  json["bootstrap"]["seed"] = report.options.bootstrap.seed;
  json["variants"] = {{"case_folded", json_of(report.scores.case_folded)},
                      {"space_free", json_of(report.scores.space_free, false)},
                      {"case_folded_space_free", json_of(report.scores.case_folded_space_free, false)}};
  if (report.compared) json["comparison"] = json_of(*report.compared);
  if (report.likelihood) {
    json["mean_nll"] = report.likelihood->nll;
    json["mean_nll_per_symbol"] = report.likelihood->nll_per_symbol;
    json["nll_lines"] = report.likelihood->lines;
  }
  if (report.calibrated) json["calibration"] = json_of(*report.calibrated);
  json["slices"] = slices_json(report.slicings);
  json["confusions"] = confusions_json(report.scores);
  json["worst_lines"] = worst_json(report);
  json["provenance"] = json_of(report.provenance);
  return config::json_text(json, 1) + "\n";
}

}  // namespace ductus::eval
