// The ductus data set file itself, where a recipe lists it among other sources.
#include "configs/schema/paths.h"
#include "data/dataset_file.h"
#include "data/formats/formats.h"

namespace ductus::data {

ImageSet read_ductus(const config::Node& options, const ReadContext& context) {
  std::string path;
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.finish();
  return read_dataset(config::resolve(path, context.data_root));
}

}  // namespace ductus::data
