// Receipts side by side, for a person to look at.
#pragma once

#include <cstdint>
#include <map>

#include "data/picture.h"

namespace ductus::data {

constexpr int64_t kReceiptsOnSheet = 12;

/// Pictures by the receipts' numbers, in rows of six, each fitted into the same room.
Picture receipts_sheet(const std::map<int64_t, Picture>& receipts);

}  // namespace ductus::data
