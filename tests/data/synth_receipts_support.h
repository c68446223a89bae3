// Receipts for tests.
#pragma once

#include <string>
#include <vector>

#include "data/synth/receipts/drawn_receipts.h"
#include "data/synth/shard.h"

namespace ductus::test {

/// One family that is always there, so that a test's numbers do not depend on what is installed.
inline const std::string kReceiptFonts = "fonts: {from: [DejaVu Sans Mono, DejaVu Sans]}\n";

inline data::ReceiptRecipe receipt_recipe(const std::string& yaml) {
  return data::ReceiptRecipe::read(config::Document::parse(yaml, "receipts.yaml").root());
}

inline data::Layout layout(const std::string& yaml) {
  const auto list = config::Document::parse("words: []", "recipe.yaml");
  return data::Layout::read(config::Document::parse(yaml, "layout.yaml").root(), "test",
                            list.root().fields().required_node("words"));
}

/// The receipts [0, count) of a recipe, in order.
inline std::vector<data::DrawnReceipt> drawn_receipts(const std::string& yaml, int64_t count,
                                                      int threads = 1) {
  const data::ReceiptSource source(receipt_recipe(yaml));
  data::ThreadPool pool(threads);
  config::NullReporter reporter;
  std::vector<data::DrawnReceipt> drawn(static_cast<std::size_t>(count));
  data::draw_receipts(
      source, data::SampleRange{0, count}.numbers(), pool, reporter,
      [&](const data::DrawnReceipt& receipt) { drawn[static_cast<std::size_t>(receipt.index)] = receipt; });
  return drawn;
}

}  // namespace ductus::test
