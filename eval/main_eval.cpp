#include "eval/eval_command.h"

int main(int argc, char** argv) {
  using Shared = ductus::config::SharedOptions;
  ductus::eval::EvalOptions options;
  ductus::config::CommandLine line(
      "eval", "Judges a model on labelled characters or lines: report, confusions, calibration.");
  line.argument("MODEL", options.model, "model file (runs/NAME/model.safetensors, models/zoo/*.safetensors)");
  line.optional_argument(
      "DATA", options.data,
      "data set file, FORMAT:PATH or {FORMAT: {path: ...}}; default: what the model's recipe set aside");
  line.option("--split", options.split,
              "part of the data to judge: train, validation, test or all; default: test if there is one");
  line.option("--predictions", options.predictions,
              "write what was read in every sample to this file, with its id");
  options.rules.declare(line, "lines: ");
  line.option(
      "--symbols", options.symbols,
      "lines: write every symbol that was read to this file, with its confidence and its place, in px "
      "of the line scaled to the model's height (beside it the line's width there: column line_px)");
  line.option("--out", options.out, "write report.txt, report.json, tables and pictures to this folder");
  line.flag("--overwrite", options.overwrite, "replace files that exist");
  line.flag("--strict", options.strict, "a sample of the data that cannot be judged is an error");
  line.option("--digits", options.digits, "characters: decimals of the table");
  line.option("--decoder", options.decoder,
              "lines: greedy, beam, '{beam: {lm: receipts.arpa}}', '{pattern: {match: price}}', ...");
  line.shared(options.shared,
              Shared::kThreads | Shared::kDevice | Shared::kDataRoot | Shared::kJson | Shared::kQuiet);
  line.example("ductus eval models/zoo/digits.safetensors mnist:data/mnist");
  line.example("ductus eval runs/alnum36-1/model.safetensors --out report");
  line.example("ductus eval models/zoo/receipt_lines.safetensors tsv:lines.tsv --predictions read.tsv");
  line.action([&] { return ductus::eval::run_eval(options, line); });
  return line.run(argc, argv);
}
