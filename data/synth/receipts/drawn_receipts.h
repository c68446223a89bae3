// Receipts drawn from a recipe, on all threads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "data/synth/lines/drawn_lines.h"
#include "data/synth/receipts/receipt_painter.h"
#include "data/threads.h"

namespace ductus::data {

/// Draws receipts `numbers` (ascending) and calls take(drawn) with each, on the thread that drew it, in any
/// order. A receipt is the same for any numbers beside it and any number of threads.
void draw_receipts(const ReceiptRecipe& recipe, const Typefaces& typefaces,
                   const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                   const std::function<void(const DrawnReceipt&)>& take);

/// Lines cut out of worn receipts, and their texts as the recipe's truth has them.
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

}  // namespace ductus::data
