#include "eval/data_use.h"

namespace ductus::eval {
namespace {

/// What the samples of a part of the data are to the model that saw it. The validation part chose the
/// temperature, if nothing else.
DataUse use_of(const models::SeenData& seen, const std::string& part, const models::DataSource& source) {
  if (part == "train") return DataUse::kTraining;
  const bool selected =
      part == "validation" || (!seen.selected_on.empty() && source.hash == seen.selected_on);
  return selected ? DataUse::kSelection : DataUse::kHeldOut;
}

FoundUse use_in_training(const models::SeenData& seen, const std::string& content_hash,
                         const std::vector<uint64_t>& samples) {
  ToldSamples trained, selected;
  for (const auto& [part, source] : seen.parts) {
    const DataUse use = use_of(seen, part, source);
    if (source.hash == content_hash) return {use, {}};
    const auto [told, found] = source.sketch.overlap(samples);
    if (use == DataUse::kTraining) trained = {told, found};
    if (use == DataUse::kSelection && found > selected.found) selected = {told, found};
  }
  if (trained.found > 0) return {DataUse::kTraining, trained};
  if (selected.found > 0) return {DataUse::kSelection, selected};
  if (trained.told > 0 && trained.told == static_cast<int64_t>(samples.size()))
    return {DataUse::kHeldOut, {}};
  return {trained.told >= kFewestTold ? DataUse::kHeldOut : DataUse::kUnknown, trained};
}

/// How much a use takes from a measurement's worth.
int gravity(DataUse use) {
  switch (use) {
    case DataUse::kHeldOut:
      return 0;
    case DataUse::kUnknown:
      return 1;
    case DataUse::kSelection:
      return 2;
    case DataUse::kTraining:
      return 3;
  }
  return 0;
}

}  // namespace

FoundUse data_use(const models::ModelInfo& info, const std::string& content_hash,
                  const std::vector<uint64_t>& samples) {
  FoundUse gravest;
  bool first = true;
  for (const models::SeenData& seen : models::lineage(info)) {
    const FoundUse found = use_in_training(seen, content_hash, samples);
    if (first || gravity(found.use) > gravity(gravest.use)) gravest = found;
    first = false;
  }
  return gravest;
}

}  // namespace ductus::eval
