#include "models/nets/plain_cnn.h"

namespace ductus::models {

/// Reference 003's network: 138,468 parameters for 36 classes of 28 x 28.
std::shared_ptr<Recogniser> make_cnn36(const NetShape& shape, const config::Node& options) {
  options.fields().finish();
  return std::make_shared<PlainCnn>(
      shape, PlainCnnOptions{
                 {{32, /*kernel=*/3, /*padding=*/0}, {64, 3, 1}, {128, 3, 0}}, /*dropout=*/0, {64, 128}});
}

}  // namespace ductus::models
