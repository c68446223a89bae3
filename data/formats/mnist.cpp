// MNIST (LeCun, Cortes, Burges): 60,000 + 10,000 handwritten digits.
#include "data/formats/formats.h"
#include "data/formats/idx_folder.h"

namespace ductus::data {

ImageSet read_mnist(const config::Node& options, const ReadContext& context) {
  IdxFolder folder;
  folder.pair.alphabet = Alphabet::from_characters("0123456789");
  config::Fields fields = options.fields();
  read_idx_folder_options(fields, folder);
  fields.finish();
  return read_idx_folder(folder, context);
}

}  // namespace ductus::data
