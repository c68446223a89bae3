#include "data/synth/receipts/currency.h"

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"

namespace ductus::data {

const std::vector<Currency>& currencies() {
  static const std::vector<Currency> list = {
      {"MYR", "RM", 2, 300, 5, 5, false, true, {{"GST", 60, true}, {"GST", 60, false}, {"SST", 60, false}}},
      {"USD", "$", 2, 100, 1, 1, false, true, {{"SALES TAX", 88, false}, {"TAX", 70, false}}},
      {"SGD", "S$", 2, 140, 5, 5, false, true, {{"GST", 70, false}, {"GST", 80, true}}},
      {"GBP", "\u00A3", 2, 80, 1, 1, false, true, {{"VAT", 200, true}}},
      {"EUR",
       "\u20AC",
       2,
       90,
       1,
       1,
       true,
       false,
       {{"MWST", 190, true}, {"TVA", 200, true}, {"IVA", 210, true}}},
      {"CHF", "CHF", 2, 110, 5, 5, false, true, {{"MWST", 77, true}}},
      {"JPY", "\u00A5", 0, 120, 1, 1, false, true, {{"TAX", 80, true}, {"TAX", 100, false}}},
      {"KRW", "KRW", 0, 1200, 100, 10, false, true, {{"VAT", 100, true}}},
      {"IDR", "RP", 0, 6000, 500, 100, false, true, {{"PPN", 110, false}, {"PB1", 100, false}}},
      {"VND", "VND", 0, 20000, 1000, 1000, true, false, {{"VAT", 80, true}}},
      {"KWD", "KD", 3, 300, 50, 5, false, true, {}},
  };
  return list;
}

const Currency& find_currency(const std::string& code, const std::string& where) {
  std::vector<std::string> codes;
  for (const Currency& currency : currencies()) {
    if (currency.code == code) return currency;
    codes.emplace_back(currency.code);
  }
  fail_usage("{}: unknown currency '{}', expected one of: {}{}", where, code, fmt::join(codes, ", "),
             config::did_you_mean(code, codes));
}

MoneyStyle plain_style(const Currency& currency) {
  MoneyStyle style;
  style.decimals = currency.decimals;
  if (currency.comma) style.point = ",", style.thousands = ".";
  return style;
}

MoneyStyle symbol_style(const Currency& currency, bool space) {
  MoneyStyle style = plain_style(currency);
  style.symbol = currency.symbol;
  style.symbol_left = currency.symbol_left;
  style.symbol_space = space;
  return style;
}

}  // namespace ductus::data
