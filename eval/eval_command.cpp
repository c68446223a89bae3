#include "eval/eval_command.h"

#include "configs/cli/progress.h"
#include "configs/schema/paths.h"
#include "data/overwrite.h"
#include "eval/classification_report.h"
#include "eval/judged.h"
#include "eval/report_folder.h"
#include "models/device.h"
#include "models/process.h"

namespace ductus::eval {

namespace {

void refuse_of_other_kind(const EvalOptions& options, const config::CommandLine& line, bool lines) {
  if (lines) {
    line.refuse({"--digits"}, fmt::format("is for characters, but {} reads text lines", options.model));
  } else {
    line.refuse({"--decoder", "--symbols", "--normalise", "--units"},
                fmt::format("is for text lines, but {} reads characters", options.model));
  }
}

}  // namespace

int run_eval(const EvalOptions& options, const config::CommandLine& line) {
  check_digits(options.digits);
  refuse_one_place({{"--predictions", options.predictions}, {"--symbols", options.symbols}}, options.out);
  data::refuse_to_overwrite(options.predictions, options.overwrite);
  data::refuse_to_overwrite(options.symbols, options.overwrite);
  refuse_to_overwrite_report(options.out, options.overwrite);
  models::prepare_process();
  config::TerminalReporter reporter(options.shared.quiet);
  const c10::Device device =
      models::select_device(options.shared.device, reporter);  // before anything of LibTorch
  models::TrainedModel model = models::load_trained(options.model);
  const data::ReadContext context{config::data_root(options.shared.data_root), reporter,
                                  options.shared.threads};
  const bool lines = models::nets().find(model.info.net).kind == data::Kind::kLines;
  refuse_of_other_kind(options, line, lines);
  return lines ? eval_lines(options, model, device, context)
               : eval_characters(options, model, device, context);
}

}  // namespace ductus::eval
