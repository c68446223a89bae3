#include "data/synth/receipts/receipt_fields.h"

#include <fmt/format.h>

#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"

namespace ductus::data {
namespace {

// No text of a grammar has control characters: they mark a field's place.
constexpr char kOpen = '\1', kClose = '\2';

const std::vector<std::string>& text_names() {
  static const std::vector<std::string> names = {"shop", "address", "telephone", "tax_id", "web", "document",
                                                 "cashier", "counter", "table", "date", "time", "currency",
                                                 "tax_name", "tax_rate", "service_rate", "payment_name",
                                                 "item_count", "quantity_total",
                                                 // of an item
                                                 "name", "code", "quantity", "unit", "number"};
  return names;
}

const std::vector<std::string>& money_names() {
  static const std::vector<std::string> names = {"subtotal", "discount", "service", "tax", "net",
                                                 "before_tax", "due", "rounding", "total", "payment", "cash",
                                                 "change",
                                                 // of an item
                                                 "price", "amount", "item_discount"};
  return names;
}

void check_name(std::string_view name, const std::vector<std::string>& names, const char* kind) {
  for (const std::string& known : names) {
    if (known == name) return;
  }
  fail("<{} {}>: expected one of: {}{}", kind, name, fmt::join(names, ", "),
       config::did_you_mean(std::string(name), names));
}

/// The mark of a field, in whose place its text comes once the receipt is added up.
DrawText written_later(std::string name) {
  return [text = kOpen + std::move(name) + kClose](Rng&, std::string& out) { out += text; };
}

DrawText make_field(std::string_view name) {
  std::vector<std::string> names = text_names();
  names.insert(names.end(), money_names().begin(), money_names().end());
  check_name(name, names, "field");
  return written_later(std::string(name));
}

DrawText make_money(std::string_view name) {
  check_name(name, money_names(), "money");
  return written_later("$" + std::string(name));
}

/// Adds amounts, in both forms.
class Amounts {
 public:
  Amounts(const Currency& currency, const FieldStyle& style, FieldTexts& fields)
      : plain_(plain_style(currency)), symbol_(symbol_style(currency, style.symbol_space)), fields_(fields) {}

  void add(const std::string& name, Money amount, bool there = true) {
    fields_[name] = there ? format(amount, plain_) : "";
    fields_["$" + name] = there ? format(amount, symbol_) : "";
  }

 private:
  MoneyStyle plain_, symbol_;
  FieldTexts& fields_;
};

std::string percent(int32_t permille) {
  return permille % 10 == 0 ? fmt::format("{}%", permille / 10)
                            : fmt::format("{}.{}%", permille / 10, permille % 10);
}

std::string count_text(const ReceiptItem& item, const FieldStyle& style) {
  if (item.quantity_unit != 1) {
    return fmt::format("{}.{:03}", item.quantity / item.quantity_unit, item.quantity % item.quantity_unit);
  }
  return fmt::format("{}{}", item.quantity, style.decimals_of_count ? ".00" : "");
}

}  // namespace

FieldTexts receipt_fields(const Receipt& receipt, const FieldStyle& style) {
  FieldTexts fields;
  fields["shop"] = receipt.shop;
  fields["address"] = fmt::format("{}", fmt::join(receipt.address, "\n"));
  fields["telephone"] = receipt.telephone;
  fields["tax_id"] = receipt.tax_id;
  fields["web"] = receipt.web;
  fields["document"] = receipt.document;
  fields["cashier"] = receipt.cashier;
  fields["counter"] = receipt.counter;
  fields["table"] = receipt.table;
  fields["date"] = format(receipt.moment, style.date);
  fields["time"] = format(receipt.moment, style.time);
  fields["currency"] = receipt.currency->symbol;
  fields["payment_name"] = receipt.payment_name;
  fields["item_count"] = std::to_string(receipt.items.size());
  int64_t quantity = 0;
  for (const ReceiptItem& item : receipt.items) quantity += item.quantity_unit == 1 ? item.quantity : 1;
  fields["quantity_total"] = std::to_string(quantity);
  fields["tax_name"] = receipt.tax_kind ? receipt.tax_kind->name : "";
  fields["tax_rate"] = receipt.tax_kind ? percent(receipt.tax_kind->permille) : "";
  fields["service_rate"] = receipt.service_permille > 0 ? percent(receipt.service_permille) : "";
  Amounts amounts(*receipt.currency, style, fields);
  amounts.add("subtotal", receipt.subtotal);
  amounts.add("discount", -receipt.discount, receipt.discount.minor != 0);
  amounts.add("service", receipt.service, receipt.service_permille > 0);
  amounts.add("tax", receipt.tax, receipt.tax_kind.has_value());
  amounts.add("net", receipt.net);
  amounts.add("before_tax", receipt.due - receipt.tax, receipt.tax_kind.has_value());
  amounts.add("due", receipt.due);
  amounts.add("rounding", receipt.rounding, receipt.cash && receipt.currency->cash_step > 1);
  amounts.add("total", receipt.total);
  amounts.add("payment", receipt.payment);
  amounts.add("cash", receipt.payment, receipt.cash);
  amounts.add("change", receipt.change, receipt.cash);
  return fields;
}

FieldTexts item_fields(const Receipt& receipt, std::size_t i, const FieldStyle& style, FieldTexts fields) {
  const ReceiptItem& item = receipt.items[i];
  fields["name"] = item.name;
  fields["code"] = item.code;
  fields["number"] = std::to_string(i + 1);
  fields["quantity"] = count_text(item, style);
  fields["unit"] = item.quantity_unit == 1 ? "" : "KG";
  Amounts amounts(*receipt.currency, style, fields);
  amounts.add("price", item.unit_price);
  amounts.add("amount", item.amount);
  amounts.add("item_discount", -item.discount, item.discount.minor != 0);
  return fields;
}

const GrammarFunctions& field_functions() {
  static const GrammarFunctions functions = {{"field", make_field}, {"money", make_money}};
  return functions;
}

bool fill(std::string_view text, const FieldTexts& fields, std::string& out) {
  bool whole = true;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find(kOpen), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find(kClose);
    const auto field = fields.find(text.substr(1, close - 1));
    if (field == fields.end() || field->second.empty()) {
      whole = false;
    } else {
      out += field->second;
    }
    text.remove_prefix(close + 1);
  }
  return whole;
}

}  // namespace ductus::data
