#include <iostream>

#include "data/character_view.h"
#include "eval/evaluate.h"
#include "eval/judged.h"
#include "eval/plots.h"
#include "eval/predictions_tsv.h"
#include "eval/report.h"

namespace ductus::eval {
namespace {

namespace fs = std::filesystem;

void check_fits(const Judged<data::ImageSet>& judged, const models::ModelInfo& info) {
  const data::ImageSet& set = judged.set;
  DUCTUS_CHECK(set.height == info.height_px && set.width == info.width_px,
               "{}: images of {} x {} pixels, expected {} x {} as the model takes them (import them with "
               "another size_px)",
               judged.name, set.width, set.height, info.width_px, info.height_px);
  check_same_view<data::CharacterView>(judged, info);
  for (int64_t i = 0; i < set.size(); ++i) {
    const std::string& symbol =
        set.alphabet[static_cast<std::size_t>(set.labels[static_cast<std::size_t>(i)])];
    DUCTUS_CHECK(info.alphabet.find(symbol) >= 0,
                 "{}: {} is a '{}', which is not in the model's alphabet: {} (judge other data, or go on "
                 "training with --from MODEL)",
                 judged.name, set.id(i), symbol, symbols_text(info.alphabet));
  }
}

Judged<data::ImageSet> read_judged(const EvalOptions& options, const models::ModelInfo& info,
                                   const data::ReadContext& context) {
  const data::ImageSet read = options.data.empty()
                                  ? data::read_data(recipe_data(options, info), context)
                                  : data::read_data(options.data, context, as_the_model_sees(options, info));
  tell_left_out(options, read.ledger, context.reporter);
  Judged<data::ImageSet> judged = judged_part(read, options);
  check_fits(judged, info);
  check_ids(judged, options);
  judged.set = data::join({judged.set}, info.alphabet);
  return judged;
}

void write_report(const EvalOptions& options, const ReleaseReport& report, const Predictions& predictions,
                  const Judged<data::ImageSet>& judged, config::Reporter& reporter) {
  ReportExtras extras;
  extras.images = SampleImages{judged.set.height, judged.set.width, [&](int64_t i) {
                                 return judged.set.image(judged.indices[static_cast<std::size_t>(i)]);
                               }};
  extras.curves = curves_beside(options.model, reporter);
  for (const fs::path& path : write_files(options.out, report, predictions, extras))
    reporter.info("wrote " + path.string());
}

}  // namespace

int eval_characters(const EvalOptions& options, models::TrainedModel& model, c10::Device device,
                    const data::ReadContext& context) {
  const Judged<data::ImageSet> judged = read_judged(options, model.info, context);
  PredictOptions predict_options;
  predict_options.threads = options.shared.threads;
  predict_options.temperature = model.info.temperature;
  predict_options.device = device;
  place(model, predict_options.device);
  const Predictions predictions =
      predict(*model.net, judged.set, judged.indices, predict_options, context.reporter);
  ReportOptions report_options;
  report_options.table.digits = options.digits;
  const ReleaseReport report = make_report(predictions, report_options, provenance(options, model, judged));
  std::cout << (options.shared.json ? to_json(report) : to_text(report));
  if (!options.predictions.empty()) write_predictions(options.predictions, predictions);
  if (!options.out.empty()) write_report(options, report, predictions, judged, context.reporter);
  return 0;
}

}  // namespace ductus::eval
