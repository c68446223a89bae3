// Convolutions with pooling, then dense layers: the shape of the references' two networks.
#pragma once

#include <vector>

#include "models/blocks/layers.h"
#include "models/net_registry.h"

namespace ductus::models {

/// Convolution (stride 1), ReLU, max-pool 2x2.
struct ConvStage {
  int64_t channels;
  int64_t kernel;
  int64_t padding;
};

struct PlainCnnOptions {
  std::vector<ConvStage> stages;
  double dropout = 0;          ///< before flattening
  std::vector<int64_t> dense;  ///< hidden layers, ReLU each
};

/// Parameters conv1, conv2, ... and dense1, dense2, ... of which the last is the head. Features are flattened
/// in (c, h, w) order.
class PlainCnn : public Recogniser {
 public:
  PlainCnn(const NetShape& shape, const PlainCnnOptions& options);
  Output forward(const Input& input) override;
  std::vector<std::string> heads() const override;

 private:
  std::vector<std::shared_ptr<Conv>> convs_;
  std::vector<std::shared_ptr<Linear>> dense_;
  double dropout_;
};

}  // namespace ductus::models
