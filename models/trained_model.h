// A trained network ready for use, out of a model file.
#pragma once

#include <memory>
#include <string>

#include "models/model_file.h"
#include "models/net_registry.h"

namespace ductus::models {

struct TrainedModel {
  ModelInfo info;
  std::shared_ptr<Recogniser> net;  ///< on the CPU, in evaluation mode
};

/// Builds the net that `info` names, with values yet to be loaded. Throws ductus::Error for an
/// unknown net.
std::shared_ptr<Recogniser> build_net(const ModelInfo& info);

/// Reads a model file and fills its net. Throws ductus::Error, naming the file, when tensors are missing or
/// of another shape.
TrainedModel load_trained(const std::string& path);

/// The net's parameters and buffers by name, as a model file holds them.
NamedTensors named_tensors(const Recogniser& net);

/// Copies tensors into the net's parameters and buffers. Throws ductus::Error, opening with `where`, unless
/// names and shapes are exactly the net's.
void load_tensors_into(Recogniser& net, const NamedTensors& tensors, const std::string& where);

/// What was taken over from another model.
struct Transfer {
  std::vector<std::string> kept;   ///< symbols whose rows of the head were kept
  std::vector<std::string> added;  ///< symbols whose rows stay as initialised
};

/// Starts a net from a model of the same kind whose alphabet may differ: the body is copied, and the head's
/// rows of symbols that both know. Throws ductus::Error when the bodies differ.
Transfer transfer(const TrainedModel& from, Recogniser& net, const data::Alphabet& alphabet);

}  // namespace ductus::models
