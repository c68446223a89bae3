// ductus score TRUTH.tsv PRED.tsv: scikit-learn's report of any tool's predictions, and the release report;
// with --lines the error rates of read text lines.
#include <cstdio>
#include <string>

#include "configs/cli/cli.h"
#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "eval/report_folder.h"
#include "eval/score.h"
#include "eval/score_lines.h"

namespace {

using ductus::config::CommandLine;
using ductus::config::SharedOptions;
using ductus::config::TerminalReporter;

struct Options {
  ductus::eval::ScoreOptions characters;
  ductus::eval::ScoreLinesOptions lines;
  SharedOptions shared;
  bool score_lines = false;
  bool full = false;
  bool overwrite = false;
};

template <typename Score, typename Data>
void write_report(const Score& score, const Data& data, const std::string& folder,
                  TerminalReporter& reporter) {
  if (folder.empty()) return;
  for (const auto& path : write_files(folder, score.report, data)) reporter.info("wrote " + path.string());
}

int score_characters(const Options& options, const CommandLine& line) {
  line.refuse({"OTHER", "--normalise", "--units", "--group", "--strict", "--seed"},
              "is for text lines, and needs --lines");
  const ductus::eval::Score score = ductus::eval::score(options.characters);
  TerminalReporter reporter(options.shared.quiet);
  for (const std::string& warning : score.report.table.warnings) reporter.warn(warning);
  write_report(score, score.predictions, options.characters.out, reporter);
  const std::string text = options.shared.json ? to_json(score.report)
                           : options.full      ? to_text(score.report)
                                               : score.report.table.text();
  std::fputs(text.c_str(), stdout);
  return 0;
}

int score_lines(const Options& options, const CommandLine& line) {
  line.refuse({"--digits", "--labels", "--names", "--zero-division"},
              "is for classes, and has no use with --lines");
  ductus::eval::ScoreLinesOptions lines = options.lines;
  lines.truth = options.characters.truth;
  lines.predicted = options.characters.predicted;
  lines.seed = options.shared.seed;
  const ductus::eval::LinesScore score = ductus::eval::score_lines(lines);
  TerminalReporter reporter(options.shared.quiet);
  for (const std::string& note : score.notes) reporter.warn(note);
  write_report(score, score.lines, options.characters.out, reporter);
  const std::string text = options.shared.json ? to_json(score.report)
                           : options.full      ? to_text(score.report)
                                               : summary_text(score.report);
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CommandLine line(
      "score",
      "Judges predictions of any tool: scikit-learn's classification report, byte for byte, or with "
      "--lines the character and word error rates of read text.");
  line.argument("TRUTH", options.characters.truth,
                "TSV of id and label (--lines: and text); with a header line it may have more columns");
  line.argument("PRED", options.characters.predicted,
                "the same for the predictions; a column confidence is judged too");
  line.optional_argument(
      "OTHER", options.lines.other,
      "--lines: other predictions, to be set beside PRED; lines read alike against the truth are told");
  line.flag("--lines", options.score_lines, "judge lines of text: CER, WER, exact lines");
  options.lines.rules.declare(line, "--lines: ");
  line.option("--group", options.lines.group_column,
              "--lines: the truth's column of receipts, letters or writers (default: group, if there is "
              "one); the bootstrap draws whole ones");
  line.flag("--strict", options.lines.strict,
            "--lines: a line without prediction is an error, not an empty one");
  line.option("--digits", options.characters.digits, "decimals of the table");
  line.option("--labels", options.characters.labels, "rows of the table, in order: a,b,c");
  line.option("--names", options.characters.names, "names of the rows: a,b,c");
  line.choice("--zero-division", options.characters.zero_division, {"warn", "0", "1", "nan"},
              "the value of 0/0");
  line.flag("--full", options.full, "print the whole report below the table");
  line.option("--out", options.characters.out, "folder for report.txt, report.json, tables and pictures");
  line.flag("--overwrite", options.overwrite, "replace the files of a report that is there");
  line.shared(options.shared, SharedOptions::kSeed | SharedOptions::kJson | SharedOptions::kQuiet);
  line.example("ductus score truth.tsv predictions.tsv --digits 4 --out report");
  line.example("ductus score --lines truth.tsv tesseract.tsv ours.tsv --group receipt");
  line.action([&] {
    ductus::eval::refuse_to_overwrite_report(options.characters.out, options.overwrite);
    return options.score_lines ? score_lines(options, line) : score_characters(options, line);
  });
  return line.run(argc, argv);
}
