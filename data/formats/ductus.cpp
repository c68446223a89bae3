// The ductus data set file itself, where a recipe lists it among other sources.
#include "configs/schema/paths.h"
#include "data/dataset_file.h"
#include "data/formats/formats.h"
#include "data/formats/line_formats.h"

namespace ductus::data {
namespace {

std::filesystem::path read_path(const config::Node& options, const ReadContext& context) {
  std::string path;
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.finish();
  return config::resolve(path, context.data_root);
}

}  // namespace

ImageSet read_ductus(const config::Node& options, const ReadContext& context) {
  return read_dataset(read_path(options, context));
}

LineSet read_ductus_lines(const config::Node& options, const ReadContext& context) {
  return read_line_dataset(read_path(options, context));
}

}  // namespace ductus::data
