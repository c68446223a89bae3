// `ductus export`: a model in the form that another toolkit opens, and the way back.
#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "configs/cli/cli.h"
#include "models/export/export.h"

namespace {

using ductus::config::SharedOptions;
using ductus::models::ExportOptions;

int run_export(const ExportOptions& options, const SharedOptions& shared) {
  const ductus::models::ExportResult result = ductus::models::export_model(options);
  if (shared.json) {
    const nlohmann::ordered_json json{{"output", result.output.string()},
                                      {"net", result.net},
                                      {"classes", result.classes},
                                      {"parameters", result.parameters}};
    fmt::print("{}\n", json.dump(2));
  } else {
    fmt::print("{}: {}, {} classes, {} parameters; read back and found equal\n", result.output.string(),
               result.net, result.classes, result.parameters);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ExportOptions options;
  SharedOptions shared;
  ductus::config::CommandLine line("export", "Converts a model to the form of another toolkit, or from it.");
  line.argument("MODEL", options.input, "model file; with --to ductus a Keras .h5 file");
  line.choice("--to", options.to, ductus::models::export_formats(), "what to make");
  line.option("--out", options.output,
              "the file to make (default: MODEL's name with the ending of the form)");
  line.flag("--overwrite", options.overwrite, "replace the file if it exists");
  line.option("--alphabet", options.alphabet,
              "with --to ductus: one class a character (default: the reference's)");
  line.shared(shared, SharedOptions::kJson | SharedOptions::kQuiet);
  line.example("ductus export digits.safetensors --to keras-h5");
  line.example("ductus export classifier.h5 --to ductus --out classifier.safetensors");
  line.action([&] { return run_export(options, shared); });
  return line.run(argc, argv);
}
