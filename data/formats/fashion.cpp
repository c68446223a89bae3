// Fashion-MNIST (Xiao, Rasul, Vollgraf 2017): ten kinds of clothing in MNIST's files.
#include "data/formats/formats.h"
#include "data/formats/idx_folder.h"

namespace ductus::data {

ImageSet read_fashion(const config::Node& options, const ReadContext& context) {
  IdxFolder folder;
  folder.pair.alphabet = Alphabet({"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                                   "Sneaker", "Bag", "Ankle boot"});
  config::Fields fields = options.fields();
  read_idx_folder_options(fields, folder);
  fields.finish();
  return read_idx_folder(folder, context);
}

}  // namespace ductus::data
