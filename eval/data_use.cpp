#include "eval/data_use.h"

namespace ductus::eval {
namespace {

/// What the samples of a part of the model's data are to it. The validation part chose the temperature, if
/// nothing else.
DataUse use_of(const models::ModelInfo& info, const std::string& part, const models::DataSource& source) {
  if (part == "train") return DataUse::kTraining;
  const bool selected =
      part == "validation" || (!info.selected_on.empty() && source.hash == info.selected_on);
  return selected ? DataUse::kSelection : DataUse::kHeldOut;
}

}  // namespace

FoundUse data_use(const models::ModelInfo& info, const std::string& content_hash,
                  const std::vector<uint64_t>& samples) {
  ToldSamples trained, selected;
  for (const auto& [part, source] : info.data) {
    const DataUse use = use_of(info, part, source);
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

}  // namespace ductus::eval
