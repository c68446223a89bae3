// EMNIST (Cohen, Afshar, Tapson, van Schaik 2017): digits and letters of NIST SD19 in MNIST's files, lying on
// their side.
#include <fmt/format.h>

#include <string>

#include "data/formats/formats.h"
#include "data/formats/idx_folder.h"

namespace ductus::data {
namespace {

const char* const kDigits = "0123456789";
const char* const kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const char* const kLower = "abcdefghijklmnopqrstuvwxyz";
const char* const kUnlikeTheirCapitals =
    "abdefghnqrt";  // the lower-case letters that the merged variants keep apart

Alphabet alphabet_of(const std::string& variant) {
  if (variant == "byclass") return Alphabet::from_characters(fmt::format("{}{}{}", kDigits, kUpper, kLower));
  if (variant == "bymerge" || variant == "balanced") {
    return Alphabet::from_characters(fmt::format("{}{}{}", kDigits, kUpper, kUnlikeTheirCapitals));
  }
  if (variant == "letters") return Alphabet::from_characters(kUpper);
  return Alphabet::from_characters(kDigits);
}

}  // namespace

ImageSet read_emnist(const config::Node& options, const ReadContext& context) {
  IdxFolder folder;
  std::string variant = "balanced";
  config::Fields fields = options.fields();
  read_idx_folder_options(fields, folder);
  fields.optional("variant", variant,
                  config::OneOf{"byclass", "bymerge", "balanced", "letters", "digits", "mnist"});
  fields.finish();
  folder.train = fmt::format("emnist-{}-train", variant);
  folder.test = fmt::format("emnist-{}-test", variant);
  folder.pair.alphabet = alphabet_of(variant);
  folder.pair.first_label = variant == "letters" ? 1 : 0;
  folder.pair.transposed = true;
  return read_idx_folder(folder, context);
}

}  // namespace ductus::data
