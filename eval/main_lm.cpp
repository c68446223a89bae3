// ductus lm: language models for the beam decoder, edit costs for the lexicon decoder.
#include "eval/lm_commands.h"

using ductus::config::CommandLine;
using ductus::config::SharedOptions;

int main(int argc, char** argv) {
  CommandLine line("lm", "Trains and judges character language models; learns edit costs for lexicons.");
  line.example("ductus lm train receipts.txt --out receipts.arpa");
  line.example("ductus lm score receipts.arpa held_back.txt");

  ductus::eval::LmTrainOptions training;
  CommandLine& train =
      line.command("train", "Trains a language model on TEXT and writes it as an ARPA file.");
  train.argument("TEXT", training.text, "text files, a line of text a line");
  train.option("--column", training.column, "take this column of tables divided by tabs, with a header");
  train.option("--order", training.model.order, "longest n-gram, 1 to 16");
  train.option("--min-count", training.model.min_count, "leave out longer n-grams that occur less often");
  train.required_option("-o,--out", training.out, "ARPA file to write");
  train.flag("--overwrite", training.overwrite, "replace the file if it exists");
  train.shared(training.shared, SharedOptions::kJson);
  train.example("ductus lm train receipts.txt --order 6 --out receipts.arpa");
  train.example("ductus lm train lines.tsv --column text --out receipts.arpa");
  train.action([&] { return run_lm_train(training); });

  ductus::eval::LmScoreOptions scoring;
  CommandLine& score = line.command("score", "Prints perplexity and bits per symbol of TEXT.");
  score.argument("MODEL", scoring.model, "ARPA file");
  score.argument("TEXT", scoring.text, "text files, a line of text a line");
  score.option("--column", scoring.column, "take this column of tables divided by tabs, with a header");
  score.shared(scoring.shared, SharedOptions::kJson);
  score.example("ductus lm score receipts.arpa held_back.txt");
  score.action([&] { return run_lm_score(scoring); });

  ductus::eval::LmCostsOptions learning;
  CommandLine& costs = line.command("costs", "Learns edit costs from texts and what a recogniser read.");
  costs.argument("TRUTH", learning.truth,
                 "table divided by tabs, with a header; joined by its column id or file");
  costs.argument("PRED", learning.predicted, "the same of what was read");
  costs.option("--column", learning.column, "the column of the texts");
  costs.required_option("-o,--out", learning.out, "table of edits to write");
  costs.flag("--overwrite", learning.overwrite, "replace the file if it exists");
  costs.shared(learning.shared, SharedOptions::kJson);
  costs.example("ductus lm costs truth.tsv predictions.tsv --out costs.tsv");
  costs.action([&] { return run_lm_costs(learning); });

  return line.run(argc, argv);
}
