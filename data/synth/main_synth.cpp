// ductus-synth: draws data. One verb a kind of data.
#include "configs/cli/cli.h"
#include "data/synth/chars_command.h"
#include "data/synth/clear_command.h"
#include "data/synth/forms/forms_command.h"
#include "data/synth/lines/lines_command.h"
#include "data/synth/receipts/receipts_command.h"

int main(int argc, char** argv) {
  ductus::config::CommandLine line(
      "synth", "Draws labelled data; the same seed gives the same bytes for any number of threads.");
  line.example("ductus synth chars --count 52000 --seed 1 --out letters.csv");
  line.example("ductus synth lines configs/draw/receipt_lines.yaml --count 1000 --out drawn.h5");
  ductus::data::add_chars_command(line);
  ductus::data::add_lines_command(line);
  ductus::data::add_receipts_command(line);
  ductus::data::add_forms_command(line);
  ductus::data::add_clear_command(line);
  return line.run(argc, argv);
}
