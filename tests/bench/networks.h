// Networks and characters for benchmarks that load torch.
#pragma once

#include <memory>
#include <string>

#include "models/net_registry.h"
#include "tests/support/character_set.h"

namespace ductus::bench {

/// As many characters of 36 classes as an epoch of 32 batches of 128 has.
inline data::ImageSet alnum36() {
  data::ImageSet set = test::bars(4096, 10);
  set.alphabet = data::Alphabet::from_characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return set;
}

inline std::shared_ptr<models::Recogniser> make_net(const std::string& name, models::Precision precision) {
  const auto options = config::Document::parse("{}", "bench");
  auto net = models::nets().find(name).make({28, 28, 36}, options.root());
  models::initialise(*net, models::Init::kHe, /*seed=*/1);
  net->set_precision(precision);
  return net;
}

}  // namespace ductus::bench
