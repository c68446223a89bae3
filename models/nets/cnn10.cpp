#include "models/nets/plain_cnn.h"

namespace ductus::models {

/// Reference 004's network: 59,933 parameters for 10 classes of 28 x 28.
std::shared_ptr<Recogniser> make_cnn10(const NetShape& shape, const config::Node& options) {
  double dropout = 0.2;
  auto fields = options.fields();
  fields.optional("dropout", dropout, config::Range<double>{0, 0.95});
  fields.finish();
  return std::make_shared<PlainCnn>(
      shape, PlainCnnOptions{{{30, /*kernel=*/5, /*padding=*/0}, {15, 3, 0}}, dropout, {128, 50}});
}

}  // namespace ductus::models
