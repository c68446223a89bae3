// Lines cut out of drawn receipts: a data set for recognisers of lines.
#pragma once

#include <string>
#include <vector>

#include "data/line_set.h"
#include "data/synth/receipts/drawn_receipts.h"
#include "data/synth/shard.h"

namespace ductus::data {

/// Lines cut out of a worn receipt, and their texts as the recipe's truth has them.
struct CutLines {
  std::vector<LineImage> images;
  std::vector<std::string> texts;
};

/// Without separators, and what is no text as truth.
CutLines cut_lines(const DrawnReceipt& drawn, const ReceiptRecipe& recipe);

/// The lines of receipts range.first, ... as a set. Groups are the receipts, all of the recipe whatever the
/// range, so that sets of shards join to the set of the whole; numbers are places in the receipt.
LineSet line_set(std::vector<CutLines> receipts, SampleRange range, const ReceiptRecipe& recipe,
                 const std::string& origin);

/// Draws the receipts of a line_set(), which may be a shard's, compares all lines and returns their number.
/// Throws ductus::Error, beginning with `where`, that names the first line that is not the same.
int64_t check_same_lines(const LineSet& then, const std::string& where, const ReceiptSource& source,
                         ThreadPool& pool, config::Reporter& reporter);

}  // namespace ductus::data
