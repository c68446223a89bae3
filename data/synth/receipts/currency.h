// Currencies of drawn receipts: how amounts look, which coins there are, what taxes are usual.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/synth/text/money.h"

namespace ductus::data {

struct Tax {
  const char* name;      ///< as receipts print it: "GST", "VAT"
  int32_t permille;      ///< 60 is 6 %; 88 is 8.8 %
  bool in_price = true;  ///< prices include it, else it comes on top
};

struct Currency {
  const char* code;        ///< ISO 4217
  const char* symbol;      ///< as receipts print it
  int decimals = 2;        ///< of the smallest unit
  int64_t level = 100;     ///< smallest units that buy about what a US dollar does
  int64_t price_step = 1;  ///< prices are multiples of it
  int64_t cash_step = 1;   ///< cash is rounded to it
  bool comma = false;      ///< 1.234,50 rather than 1,234.50
  bool symbol_left = true;
  std::vector<Tax> taxes;
};

const std::vector<Currency>& currencies();

/// Throws ductus::Error (usage) that lists the codes; `where` opens the message.
const Currency& find_currency(const std::string& code, const std::string& where);

/// How its amounts are printed, without or with the symbol.
MoneyStyle plain_style(const Currency& currency);
MoneyStyle symbol_style(const Currency& currency, bool space);

}  // namespace ductus::data
