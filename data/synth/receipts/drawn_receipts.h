// Receipts drawn from a recipe, on all threads.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "data/synth/numbered_samples.h"
#include "data/synth/receipts/receipt_files.h"

namespace ductus::data {

/// Everything that decides what receipts look like, and how their files lie.
struct ReceiptSource : NumberedSamples {
  /// Loads the recipe's typefaces. Throws as TypefaceChoice::load() does.
  explicit ReceiptSource(ReceiptRecipe recipe, ReceiptFiles as = ReceiptFiles::kFolders);

  ReceiptRecipe recipe;
  ReceiptFiles as;
  Typefaces typefaces;

  std::string name() const override { return "receipt"; }
  int64_t count() const override { return recipe.count; }
  uint64_t seed() const override { return recipe.seed; }
  std::vector<std::pair<std::string, std::size_t>> materials() const override;
  Origin origin(const std::string& effective_recipe) const override;
  std::filesystem::path mark(uint64_t index) const override { return receipt_mark(index, as); }
  void draw(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
            const TakeSample& take) const override;

  /// A receipt of this source, as others take it; it must outlive the result.
  NumberedSample sample(const DrawnReceipt& drawn) const;
};

/// Draws receipts `numbers` and calls take(drawn) with each, on the thread that drew it, in any order.
void draw_receipts(const ReceiptSource& source, const std::vector<int64_t>& numbers, ThreadPool& pool,
                   config::Reporter& reporter, const std::function<void(const DrawnReceipt&)>& take);

}  // namespace ductus::data
