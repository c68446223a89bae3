// What the judged samples were to the model, by what its file tells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/provenance.h"
#include "models/model_info.h"

namespace ductus::eval {

struct FoundUse {
  DataUse use = DataUse::kUnknown;
  ToldSamples told;
};

/// Samples by their data::sample_hashes, and all of them by their content_hash in the model's alphabet: where
/// a part of the model's data has that hash they are that part. Else the sketches of the parts tell: one
/// sample that was trained on is enough for kTraining, and for kHeldOut they must tell of all samples, or of
/// kFewestTold.
FoundUse data_use(const models::ModelInfo& info, const std::string& content_hash,
                  const std::vector<uint64_t>& samples);

inline constexpr int64_t kFewestTold = 20;

}  // namespace ductus::eval
