#include "models/trained_model.h"

#include <ATen/ATen.h>

#include <map>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

std::map<std::string, at::Tensor> by_name(const NamedTensors& tensors) {
  return {tensors.begin(), tensors.end()};
}

std::string shape_text(const at::Tensor& t) { return fmt::format("[{}]", fmt::join(t.sizes(), ", ")); }

/// The net of a model file; what is wrong with its description is said of the file.
std::shared_ptr<Recogniser> net_of(const ModelInfo& info, const std::string& path) {
  try {
    return build_net(info);
  } catch (const Error& error) {
    fail("{}: {}", path, error.what());
  }
}

bool belongs_to(const std::string& name, const std::string& layer) { return name.rfind(layer + ".", 0) == 0; }

}  // namespace

std::shared_ptr<Recogniser> build_net(const ModelInfo& info) {
  const NetEntry& entry = nets().find(info.net);
  const auto options =
      config::Document::parse(info.net_options.empty() ? "{}" : info.net_options, "net options");
  return entry.make(net_shape(entry.kind, info.height_px, info.width_px, info.alphabet), options.root());
}

NamedTensors named_tensors(const Recogniser& net) {
  NamedTensors tensors;
  for (const auto& item : net.named_parameters()) tensors.emplace_back(item.key(), item.value().detach());
  for (const auto& item : net.named_buffers()) tensors.emplace_back(item.key(), item.value());
  return tensors;
}

void load_tensors_into(Recogniser& net, const NamedTensors& tensors, const std::string& where) {
  const at::NoGradGuard no_grad;
  auto given = by_name(tensors);
  for (auto& [name, tensor] : named_tensors(net)) {
    const auto found = given.find(name);
    DUCTUS_CHECK(found != given.end(), "{}: no tensor '{}', which the net needs", where, name);
    DUCTUS_CHECK(found->second.sizes() == tensor.sizes(), "{}: tensor '{}' has shape {}, expected {}", where,
                 name, shape_text(found->second), shape_text(tensor));
    tensor.copy_(found->second);
    given.erase(found);
  }
  DUCTUS_CHECK(given.empty(), "{}: tensor '{}' has no place in the net", where, given.begin()->first);
}

TrainedModel load_trained(const std::string& path) {
  Model model = load_model(path);
  DUCTUS_CHECK(!model.info.alphabet.empty(), "{}: the model has no alphabet", path);
  TrainedModel trained{std::move(model.info), nullptr};
  trained.net = net_of(trained.info, path);
  load_tensors_into(*trained.net, model.tensors, path);
  trained.net->eval();
  return trained;
}

namespace {

/// `first`: the row of symbol 0; those before it (a blank's) are kept as they are.
void copy_rows(at::Tensor to, const at::Tensor& from, const data::Alphabet& alphabet,
               const data::Alphabet& known, int64_t first) {
  to.narrow(0, 0, first).copy_(from.narrow(0, 0, first));
  for (std::size_t k = 0; k < alphabet.size(); ++k) {
    const int32_t row = known.find(alphabet[k]);
    if (row >= 0) to.select(0, first + static_cast<int64_t>(k)).copy_(from.select(0, first + row));
  }
}

bool in_a_head(const std::string& name, const Recogniser& net) {
  const auto heads = net.heads();
  return std::any_of(heads.begin(), heads.end(),
                     [&](const std::string& head) { return belongs_to(name, head); });
}

}  // namespace

Transfer transfer(const TrainedModel& from, Recogniser& net, const data::Alphabet& alphabet) {
  const at::NoGradGuard no_grad;
  Transfer done;
  auto known = by_name(named_tensors(*from.net));
  for (auto& [name, tensor] : named_tensors(net)) {
    const auto found = known.find(name);
    const bool in_head = in_a_head(name, net);
    const bool fits =
        found != known.end() && (in_head ? found->second.sizes().slice(1) == tensor.sizes().slice(1)
                                         : found->second.sizes() == tensor.sizes());
    DUCTUS_CHECK(fits,
                 "--from: the model's net is {}, whose '{}' does not fit the recipe's net (start from a "
                 "model of the same net and options)",
                 from.info.net, name);
    if (in_head) {
      copy_rows(tensor, found->second, alphabet, from.info.alphabet, blanks(nets().find(from.info.net).kind));
    } else {
      tensor.copy_(found->second);
    }
    known.erase(found);
  }
  for (const auto& [name, tensor] : known) {
    DUCTUS_CHECK(in_a_head(name, *from.net),  // a second head is only there to train with
                 "--from: the model's net is {}, for whose '{}' the recipe's net has no place (start from a "
                 "model of the same net and options)",
                 from.info.net, name);
  }
  for (const std::string& symbol : alphabet.symbols()) {
    (from.info.alphabet.find(symbol) >= 0 ? done.kept : done.added).push_back(symbol);
  }
  return done;
}

}  // namespace ductus::models
