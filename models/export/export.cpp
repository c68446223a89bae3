#include "models/export/export.h"

#include <array>

#include "configs/schema/error.h"
#include "data/overwrite.h"
#include "models/export/keras_h5.h"

namespace ductus::models {
namespace {

namespace fs = std::filesystem;

PlainModel read_model(const fs::path& path) {
  SafetensorsFile file = read_safetensors(path.string());
  ModelInfo info = from_metadata(file.metadata, path.string());
  return {std::move(info), std::move(file.tensors)};
}

void write_model(const fs::path& path, const PlainModel& model) {
  const SafetensorsFile file{to_metadata(model.info), model.tensors};
  const SafetensorsFile back = parse_safetensors(serialize_safetensors(file, path.string()), path.string());
  DUCTUS_CHECK(back.metadata == file.metadata && back.tensors == file.tensors,
               "{}: differs when it is read back: nothing was kept", path.string());
  write_safetensors(path.string(), file);
}

PlainModel model_to_keras(const ExportOptions& options, const fs::path& output) {
  if (!options.alphabet.empty())
    fail_usage("--alphabet: {} tells its own alphabet; --alphabet goes with --to ductus",
               options.input.string());
  PlainModel model = read_model(options.input);
  write_keras_h5(output.string(), model);
  return model;
}

PlainModel keras_to_model(const ExportOptions& options, const fs::path& output) {
  PlainModel model = read_keras_h5(options.input.string(), data::Alphabet::from_characters(options.alphabet));
  write_model(output, model);
  return model;
}

/// One way of converting a model.
struct Format {
  const char* name;
  const char* ending;  ///< of the file that is made
  PlainModel (*convert)(const ExportOptions& options, const fs::path& output);
};

constexpr std::array<Format, 2> kFormats{
    {{"keras-h5", ".h5", model_to_keras}, {"ductus", ".safetensors", keras_to_model}}};

const Format& find_format(const std::string& name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return format;
  }
  fail_usage("--to: expected keras-h5 or ductus, found \"{}\"", name);
}

fs::path output_path(const ExportOptions& options, const Format& format) {
  fs::path output = options.output.empty() ? options.input.stem() += format.ending : options.output;
  std::error_code missing;
  if (fs::equivalent(output, options.input, missing)) fail_usage("--out: {} is the input", output.string());
  data::refuse_to_overwrite(output, options.overwrite);
  return output;
}

std::size_t parameter_count(const PlainModel& model) {
  std::size_t count = 0;
  for (const TensorBlob& tensor : model.tensors) count += tensor.data.size() / dtype_size(tensor.dtype);
  return count;
}

}  // namespace

std::vector<std::string> export_formats() {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return names;
}

ExportResult export_model(const ExportOptions& options) {
  const Format& format = find_format(options.to);
  const fs::path output = output_path(options, format);
  const PlainModel model = format.convert(options, output);
  return {output, model.info.net, model.info.alphabet.size(), parameter_count(model)};
}

}  // namespace ductus::models
