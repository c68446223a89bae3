// Receipts drawn again and compared with what was drawn: the proof that --verify gives.
#pragma once

#include <cstdint>
#include <filesystem>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "data/synth/receipts/receipt_files.h"
#include "data/synth/receipts/receipt_recipe.h"
#include "data/threads.h"

namespace ductus::data {

/// What draws them.
struct ReceiptSource {
  ReceiptRecipe recipe;
  Typefaces typefaces;
};

/// Draws the receipts that a folder has and compares them (check_same_files()); returns their number.
int64_t check_same_receipts(const std::filesystem::path& folder, const ReceiptSource& source, ReceiptFiles as,
                            ThreadPool& pool, config::Reporter& reporter);

/// The same of the receipts' lines (line_set() of drawn_receipts.h), which may be a shard's too. Throws
/// ductus::Error, beginning with `where`, that names the first line that is not the same.
int64_t check_same_lines(const LineSet& then, const std::string& where, const ReceiptSource& source,
                         ThreadPool& pool, config::Reporter& reporter);

}  // namespace ductus::data
