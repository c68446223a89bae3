// Draws what a receipt says.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/rng.h"
#include "data/synth/receipts/receipt.h"
#include "data/synth/text/draws.h"
#include "data/synth/text/grammar.h"
#include "data/synth/text/letter_case.h"

namespace ductus::data {

/// The `content:` of a layout. Shares are from 0 to 1.
struct ReceiptContent {
  Span items{1, 14};
  float several = 0.35F;  ///< share of items of which more than one was bought,
  Span quantity{2, 12};   ///< and how many
  float weighed = 0.05F;  ///< share of items sold by weight
  /// Prices, as often between 1 and 2 as between 10 and 20, in the currency's `level`: about US dollars.
  std::array<float, 2> price = {0.3F, 80};
  /// Of each receipt by itself, when they are given: its bounds are drawn from these.
  std::optional<std::array<float, 2>> lowest_price, highest_price;
  bool even_prices = false;  ///< all prices between them alike
  float item_discount = 0.06F;
  float discount = 0.12F;
  float service = 0;
  float tax = 0.75F;
  float cash = 0.6F;
  std::vector<const Currency*> currencies;  ///< each as often as it is there; not empty
  CaseShares letter_case;

  /// Strict. Throws ductus::Error (usage) naming the key.
  static ReceiptContent read(const config::Node& node);
};

/// Draws a receipt. `words` has the rules of make_receipt_grammar() and `product` (an item's name).
/// Throws ductus::Error when amounts exceed what Money holds.
Receipt draw_receipt(const ReceiptContent& content, const Grammar& words, Rng& rng);

}  // namespace ductus::data
