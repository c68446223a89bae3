#include "eval/eval_command.h"

#include "configs/cli/progress.h"
#include "configs/schema/paths.h"
#include "eval/judged.h"
#include "models/process.h"

namespace ductus::eval {

int run_eval(const EvalOptions& options) {
  models::prepare_process();
  config::TerminalReporter reporter(options.shared.quiet);
  models::TrainedModel model = models::load_trained(options.model);
  const data::ReadContext context{config::data_root(options.shared.data_root), reporter,
                                  options.shared.threads};
  const bool lines = models::nets().find(model.info.net).kind == data::Kind::kLines;
  return lines ? eval_lines(options, model, context) : eval_characters(options, model, context);
}

}  // namespace ductus::eval
