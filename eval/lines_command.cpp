#include <algorithm>
#include <cmath>
#include <iostream>

#include "configs/schema/stopwatch.h"
#include "configs/schema/thousands.h"
#include "data/line_view.h"
#include "eval/evaluate_lines.h"
#include "eval/judged.h"
#include "eval/line_report.h"
#include "eval/line_symbols.h"
#include "eval/lines_tsv.h"

namespace ductus::eval {
namespace {

data::LineSet read_set(const EvalOptions& options, const models::ModelInfo& info,
                       const data::ReadContext& context) {
  if (options.data.empty()) return data::read_lines(recipe_data(options, info), context);
  return data::read_lines(options.data, context, as_the_model_sees(options, info));
}

void check_fits(const Judged<data::LineSet>& judged, const models::ModelInfo& info) {
  const data::LineSet& set = judged.set;
  DUCTUS_CHECK(
      set.height == info.height_px,
      "{}: lines of {} px, expected {} px as the model reads them (import them with view.height_px={})",
      judged.name, set.height, info.height_px, info.height_px);
  check_same_view<data::LineView>(judged, info);
}

// Truths with symbols that the model cannot say stay: they are errors of the model, and are told of.
void tell_unknown_symbols(const Judged<data::LineSet>& judged, const models::ModelInfo& info,
                          config::Reporter& reporter) {
  std::vector<std::string> unknown;
  int64_t occurrences = 0;
  const std::vector<int64_t> counts = judged.set.symbol_counts();
  for (std::size_t k = 0; k < judged.set.alphabet.size(); ++k) {
    if (counts[k] == 0 || info.alphabet.find(judged.set.alphabet[k]) >= 0) continue;
    unknown.push_back(judged.set.alphabet[k]);
    occurrences += counts[k];
  }
  if (unknown.empty()) return;
  reporter.warn(fmt::format(
      "{} symbols, {} times in the truth, are not in the model's alphabet and count as errors: {}",
      unknown.size(), occurrences, fmt::join(unknown, " ")));
}

void write_report(const EvalOptions& options, const LineReport& report, const LinePredictions& lines,
                  const Judged<data::LineSet>& judged, config::Reporter& reporter) {
  const LineImages images = [&](int64_t i) {
    return LinePixels{judged.set.image(i), judged.set.height, judged.set.width[static_cast<std::size_t>(i)]};
  };
  const std::vector<LineChart> curves = curves_beside(options.model, reporter);
  for (const auto& path : write_files(options.out, report, lines, images, curves))
    reporter.info("wrote " + path.string());
}

/// From pixels in memory to text, decoding and likelihood of the truth included.
std::string speed_text(int64_t lines, double seconds) {
  const auto rate = std::llround(static_cast<double>(lines) / std::max(seconds, 1e-9));
  return fmt::format("read {} lines in {:.2f} s ({}/s)", config::with_thousands(lines), seconds,
                     config::with_thousands(rate));
}

}  // namespace

int eval_lines(const EvalOptions& options, models::TrainedModel& model, c10::Device device,
               const data::ReadContext& context) {
  const data::LineSet read = read_set(options, model.info, context);
  tell_left_out(options, read.ledger, context.reporter);
  const Judged<data::LineSet> judged = judged_part(read, options);
  check_fits(judged, model.info);
  check_ids(judged, options);
  tell_unknown_symbols(judged, model.info, context.reporter);
  ReadOptions reading;
  reading.threads = options.shared.threads;
  reading.temperature = model.info.temperature;
  reading.device = device;
  place(model, reading.device);
  const auto decoder = make_decoder(options.decoder, model.info.alphabet);
  for (const std::string& note : decoder->notes()) context.reporter.warn(note);
  const config::Clock::time_point start = config::Clock::now();
  const std::vector<LineReading> readings = read_lines(
      *model.net, judged.set, judged.indices, model.info.alphabet, *decoder, reading, context.reporter);
  const double seconds = config::seconds_since(start);
  LinePredictions lines = line_predictions(judged.set, judged.indices, readings);
  LineReportOptions report_options;
  report_options.rules = options.rules.rules();
  Provenance about = provenance(options, model, judged);
  about.more.emplace_back("decoder", options.decoder);
  const LineReport report = make_line_report(lines, report_options, about);
  std::cout << (options.shared.json ? to_json(report) : to_text(report));
  if (!options.predictions.empty()) write_line_predictions(options.predictions, lines);
  if (!options.symbols.empty()) {
    place_symbols(lines, readings, *model.net, model.info.alphabet);
    write_line_symbols(options.symbols, lines);
  }
  if (!options.out.empty()) write_report(options, report, lines, judged, context.reporter);
  context.reporter.info(speed_text(static_cast<int64_t>(readings.size()), seconds));
  return 0;
}

}  // namespace ductus::eval
