// ductus data: makes, shows, splits and joins data sets.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "configs/cli/cli.h"
#include "data/data_commands.h"
#include "data/export_characters.h"
#include "data/export_lines.h"
#include "data/split.h"

using ductus::config::CommandLine;
using ductus::config::SharedOptions;

int main(int argc, char** argv) {
  constexpr unsigned kReading =
      SharedOptions::kThreads | SharedOptions::kDataRoot | SharedOptions::kJson | SharedOptions::kQuiet;
  const char* const data_help = "a data set file, FORMAT:PATH, or a source as in a recipe";
  CommandLine line("data", "Makes, shows, splits and joins data sets.");
  line.example("ductus data import mnist:data/mnist --out mnist.h5");
  line.example("ductus data inspect mnist.h5 --sheet mnist.png");

  ductus::data::ImportOptions importing;
  CommandLine& imports = line.command("import", "Reads DATA and writes a data set file.");
  imports.argument("DATA", importing.data, data_help);
  imports.required_option("-o,--out", importing.out, "data set file to write");
  imports.option("--alphabet", importing.alphabet,
                 "characters in the order of their labels; others are dropped");
  imports.flag("--strict", importing.strict, "fail when any sample is dropped");
  imports.flag("--unique", importing.unique, "leave out samples whose pixels an earlier one has");
  imports.flag("--overwrite", importing.overwrite, "replace the file if it exists");
  imports.shared(importing.shared, kReading | SharedOptions::kSet);
  imports.example("ductus data import mnist:data/mnist --out mnist.h5");
  imports.example("ductus data import letters_csv:az.csv --set first_row=header --out az.h5");
  imports.example(
      "ductus data import tsv:lines.tsv --set root=lines.tar --set group=receipt --set image=file --set "
      "text=text --out lines.h5");
  imports.action([&] { return run_import(importing); });

  ductus::data::InspectOptions inspecting;
  CommandLine& inspect = line.command("inspect", "Shows counts, sizes, duplicates and ledger of DATA.");
  inspect.argument("DATA", inspecting.data, data_help);
  inspect.option("--sheet", inspecting.sheet,
                 "also write a PNG with examples of every class, or with lines and their texts");
  inspect.flag("--overwrite", inspecting.overwrite, "replace the PNG if it exists");
  inspect.shared(inspecting.shared, kReading | SharedOptions::kSet);
  inspect.example("ductus data inspect mnist.h5 --sheet mnist.png");
  inspect.action([&] { return run_inspect(inspecting); });

  ductus::data::SplitCommandOptions splitting;
  CommandLine& split = line.command("split", "Writes train, validation and test parts into a data set file.");
  split.argument("FILE", splitting.file, "data set file, replaced as a whole");
  split.choice("--like", splitting.like, ductus::data::split_methods().names(),
               "whose way of splitting, bit for bit");
  split.option(
      "--test", splitting.test,
      "test part, a fraction of all samples (default 0.2, for keras 0); 0 keeps one that the file has");
  split.option("--validation", splitting.validation,
               "validation part, a fraction of what the test part leaves");
  split.option("--test-groups", splitting.test_groups,
               "text file that names the groups of the test part, one a line");
  split.choice("--stratify", splitting.stratify, ductus::data::stratifications().names(),
               "labels as sklearn was given them");
  split.flag("--overwrite", splitting.overwrite, "replace splits that the file has");
  split.shared(splitting.shared, SharedOptions::kSeed | SharedOptions::kJson | SharedOptions::kQuiet);
  split.example("ductus data split alnum36.h5 --like sklearn --test 0.2 --seed 1");
  split.action([&] { return run_split(splitting); });

  ductus::data::JoinOptions joining;
  CommandLine& join = line.command("join", "Joins several DATA into one data set file, in the order given.");
  join.argument("OUT", joining.out, "data set file to write");
  join.argument("DATA", joining.data, data_help);
  join.option("--alphabet", joining.alphabet, "characters in the order of their labels; others are dropped");
  join.flag("--strict", joining.strict, "fail when any sample is dropped");
  join.flag("--overwrite", joining.overwrite, "replace the file if it exists");
  join.shared(joining.shared, kReading);
  join.example("ductus data join alnum36.h5 letters_csv:az.csv mnist:data/mnist");
  join.action([&] { return run_join(joining); });

  ductus::data::RecombineCommandOptions recombining;
  CommandLine& recombine = line.command("recombine", "Makes new lines out of the words of DATA's lines.");
  recombine.argument("DATA", recombining.data, data_help);
  recombine.required_option("--symbols", recombining.symbols,
                            "what `ductus eval MODEL DATA --symbols` wrote: where words begin and end; lines "
                            "that it lacks are left out");
  recombine.required_option("-o,--out", recombining.out, "data set file to write");
  recombine.option("--count", recombining.count, "new lines");
  recombine.flag("--overwrite", recombining.overwrite, "replace the file if it exists");
  recombine.shared(recombining.shared, kReading | SharedOptions::kSet | SharedOptions::kSeed);
  recombine.example("ductus eval runs/hand-1/model.safetensors --split train --symbols symbols.tsv");
  recombine.example("ductus data recombine lines.h5 --symbols symbols.tsv --count 30000 --out recombined.h5");
  recombine.example("ductus train hand.yaml --set 'data.train_only=[recombined.h5]'");
  recombine.action([&] { return run_recombine(recombining); });

  ductus::data::ExportOptions exporting;
  CommandLine& exports = line.command("export", "Writes DATA as files that other programs read.");
  exports.argument("DATA", exporting.data, data_help);
  exports.required_option("-o,--out", exporting.out,
                          "folder to write, new or empty; a CSV; what the names of an IDX pair begin with");
  exports.option("--as", exporting.as,
                 fmt::format("characters: {} (default folders); lines: {} (default tsv)",
                             fmt::join(ductus::data::character_exports().names(), ", "),
                             fmt::join(ductus::data::line_exports().names(), ", ")));
  exports.option("--part", exporting.part, "only this part of the splits, as in test");
  exports.flag("--overwrite", exporting.overwrite, "replace files that exist; a folder is never replaced");
  exports.shared(exporting.shared, kReading | SharedOptions::kSet);
  exports.example("ductus data export lines.h5 --part test --as gt_txt --out test-lines");
  exports.example("ductus data export letters.h5 --as idx --out letters");
  exports.action([&] { return run_export(exporting); });

  return line.run(argc, argv);
}
