// ductus score TRUTH.tsv PRED.tsv: scikit-learn's report of any tool's predictions, and the release report.
#include <cstdio>
#include <string>

#include "configs/cli/cli.h"
#include "configs/cli/progress.h"
#include "eval/score.h"

namespace {

using ductus::config::CommandLine;
using ductus::config::SharedOptions;

int run(const ductus::eval::ScoreOptions& options, const SharedOptions& shared, bool full) {
  const ductus::eval::Score score = ductus::eval::score(options);
  ductus::config::TerminalReporter reporter(shared.quiet);
  for (const std::string& warning : score.report.table.warnings) reporter.warn(warning);
  if (!options.out.empty()) {
    for (const auto& path : write_files(options.out, score.report, score.predictions)) {
      reporter.info("wrote " + path.string());
    }
  }
  const std::string text = shared.json ? to_json(score.report)
                           : full      ? to_text(score.report)
                                       : score.report.table.text();
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ductus::eval::ScoreOptions options;
  SharedOptions shared;
  bool full = false;
  CommandLine line("score",
                   "Judges predictions of any tool: scikit-learn's classification report, byte for byte.");
  line.argument("TRUTH", options.truth, "TSV of id and label; with a header line it may have more columns");
  line.argument("PRED", options.predicted, "the same for the predictions; a column confidence is judged too");
  line.option("--digits", options.digits, "decimals of the table");
  line.option("--labels", options.labels, "rows of the table, in order: a,b,c");
  line.option("--names", options.names, "names of the rows: a,b,c");
  line.choice("--zero-division", options.zero_division, {"warn", "0", "1", "nan"}, "the value of 0/0");
  line.flag("--full", full, "print the whole report below the table");
  line.option("--out", options.out, "folder for report.txt, report.json, confusion.csv and pictures");
  line.shared(shared, SharedOptions::kJson | SharedOptions::kQuiet);
  line.example("ductus score truth.tsv predictions.tsv --digits 4 --out report");
  line.action([&] { return run(options, shared, full); });
  return line.run(argc, argv);
}
