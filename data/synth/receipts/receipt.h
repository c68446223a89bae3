// What a receipt says: who sold what to whom and for how much, in exact money.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/synth/receipts/currency.h"
#include "data/synth/text/calendar.h"
#include "data/synth/text/money.h"

namespace ductus::data {

/// quantity / quantity_unit of something: 3 pieces (unit 1), or 0.355 kg (355 of unit 1000).
struct ReceiptItem {
  std::string name, code;
  int64_t quantity = 1;
  int64_t quantity_unit = 1;
  Money unit_price;
  Money amount;    ///< quantity x unit_price, rounded to the smallest unit
  Money discount;  ///< taken off this item; 0: none
};

/// Sums that hold:
///     subtotal  = sum of amount - discount
///     net       = subtotal - discount + service
///     tax       = in_price ? net * r / (1 + r) : net * r, rounded to the smallest unit
///     due       = in_price ? net : net + tax
///     total     = due + rounding
///     payment   = total + change, change at least 0
struct Receipt {
  const Currency* currency = nullptr;
  std::string shop;
  std::vector<std::string> address;  ///< lines
  std::string telephone, tax_id, web;
  std::string document, cashier, counter, table;
  Moment moment;
  std::vector<ReceiptItem> items;
  Money subtotal;
  Money discount;                ///< on all of it
  int32_t service_permille = 0;  ///< 0: none
  Money service;
  std::optional<Tax> tax_kind;
  Money net, tax, due;
  Money rounding;  ///< to coins, of what is paid in cash
  Money total;
  std::string payment_name;
  bool cash = false;
  Money payment, change;
};

}  // namespace ductus::data
