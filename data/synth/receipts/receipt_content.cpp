#include "data/synth/receipts/receipt_content.h"

#include <algorithm>
#include <cmath>

#include "data/line_text.h"

namespace ductus::data {
namespace {

using config::Range;

bool happens(Rng& rng, float share) { return rng.uniform() < share; }

std::string word_of(const Grammar& words, const char* rule, Rng& rng) {
  std::string text;
  words.draw(rule, rng, text);
  return stripped(text);
}

/// A multiple of the currency's price step, and mostly of the kind that shops ask: 4.90, 12.00, 7.99.
Money draw_price(const ReceiptContent& content, const Currency& currency, Rng& rng) {
  const auto [low, high] = content.price;
  const double u = rng.uniform();
  const double level = content.even_prices || low <= 0
                           ? low + (high - low) * u
                           : std::exp(std::log(low) + (std::log(high) - std::log(low)) * u);
  const Money price =
      rounded_to({static_cast<int64_t>(level * static_cast<double>(currency.level))}, currency.price_step);
  if (content.even_prices || currency.decimals != 2 || price.minor < 100) {
    return std::max(price, Money{content.even_prices ? 0 : currency.price_step});
  }
  const int64_t whole = price.minor / 100 * 100;
  switch (rng.below(6)) {
    case 0:
      return {whole};
    case 1:
      return {whole + 90};
    case 2:
      return {whole + (currency.price_step == 1 ? 99 : 95)};
    case 3:
      return {whole + 50};
    default:
      return price;
  }
}

ReceiptItem draw_item(const ReceiptContent& content, const Grammar& words, const Currency& currency,
                      Rng& rng) {
  ReceiptItem item;
  item.name = word_of(words, "product", rng);
  item.code = word_of(words, "product_code", rng);
  item.unit_price = draw_price(content, currency, rng);
  const bool weighed = happens(rng, content.weighed), several = happens(rng, content.several);
  const int32_t grams = Span{20, 4000}.draw(rng), count = content.quantity.draw(rng);
  if (weighed) {
    item.quantity = grams;
    item.quantity_unit = 1000;
  } else if (several) {
    item.quantity = count;
  }
  item.amount = share_of(item.unit_price, item.quantity, item.quantity_unit);
  const bool discounted = happens(rng, content.item_discount);
  const int32_t tenths = Span{1, 5}.draw(rng);
  if (discounted) item.discount = rounded_to(share_of(item.amount, tenths, 10), currency.price_step);
  return item;
}

void draw_items(const ReceiptContent& content, const Grammar& words, Receipt& receipt, Rng& rng) {
  const int32_t count = content.items.draw(rng);
  for (int32_t i = 0; i < count; ++i) {
    receipt.items.push_back(draw_item(content, words, *receipt.currency, rng));
    receipt.subtotal = receipt.subtotal + receipt.items.back().amount - receipt.items.back().discount;
  }
}

void draw_sums(const ReceiptContent& content, Receipt& receipt, Rng& rng) {
  const Currency& currency = *receipt.currency;
  const bool discounted = happens(rng, content.discount), served = happens(rng, content.service),
             taxed = happens(rng, content.tax);
  const int32_t percent = 5 * Span{1, 4}.draw(rng);
  if (discounted)
    receipt.discount = rounded_to(share_of(receipt.subtotal, percent, 100), currency.price_step);
  receipt.service_permille = served ? 100 : 0;
  receipt.service = share_of(receipt.subtotal - receipt.discount, receipt.service_permille, 1000);
  receipt.net = receipt.subtotal - receipt.discount + receipt.service;
  receipt.due = receipt.net;
  if (!taxed || currency.taxes.empty()) return;
  receipt.tax_kind = pick(rng, currency.taxes);
  const int64_t rate = receipt.tax_kind->permille;
  receipt.tax = share_of(receipt.net, rate, receipt.tax_kind->in_price ? 1000 + rate : 1000);
  if (!receipt.tax_kind->in_price) receipt.due = receipt.net + receipt.tax;
}

/// What a customer hands over: the total, or the next sum of notes above it.
Money draw_cash(Money total, const Currency& currency, Rng& rng) {
  const int64_t unit = currency.decimals == 0 ? currency.level / 4 : currency.level / 3;
  int64_t note = 1;
  while (note < std::max<int64_t>(unit, 1)) note *= 10;
  switch (rng.below(4)) {
    case 0:
      return total;
    case 1:
      note *= 10;
      break;
    case 2:
      note *= 5;
      break;
    default:
      break;
  }
  const int64_t above = (total.minor + note - 1) / note;
  return {above * note};
}

void draw_payment(const ReceiptContent& content, const Grammar& words, Receipt& receipt, Rng& rng) {
  receipt.cash = happens(rng, content.cash);
  const Money rounded = rounded_to(receipt.due, receipt.currency->cash_step);
  if (receipt.cash) receipt.rounding = rounded - receipt.due;
  receipt.total = receipt.due + receipt.rounding;
  receipt.payment_name = word_of(words, receipt.cash ? "cash_name" : "card_name", rng);
  const Money handed = draw_cash(receipt.total, *receipt.currency, rng);
  receipt.payment = receipt.cash ? std::max(handed, receipt.total) : receipt.total;
  receipt.change = receipt.payment - receipt.total;
}

void draw_heading(const Grammar& words, Receipt& receipt, Rng& rng) {
  receipt.shop = word_of(words, "shop_title", rng);
  for (const char* rule : {"address_street", "address_area", "postcode_line"}) {
    receipt.address.push_back(word_of(words, rule, rng));
  }
  receipt.telephone = word_of(words, "phone", rng);
  receipt.tax_id = word_of(words, "gst_number", rng);
  receipt.web = word_of(words, "web_address", rng);
  receipt.document = word_of(words, "document_number", rng);
  receipt.cashier = word_of(words, "names", rng);
  receipt.counter = word_of(words, "counter_number", rng);
  receipt.table = word_of(words, "table_number", rng);
  static const int64_t first = days_of(2000, 1, 1) * 1440;
  constexpr uint32_t kMinutes = 30U * 365 * 1440;
  receipt.moment = moment_at((first + rng.below(kMinutes)) * 60 + rng.below(60));
}

}  // namespace

ReceiptContent ReceiptContent::read(const config::Node& node) {
  ReceiptContent content;
  config::Fields fields = node.fields();
  const Range<float> share{0, 1};
  read_span(fields, "items", content.items, 1);
  fields.optional("several", content.several, share);
  read_span(fields, "quantity", content.quantity, 1);
  fields.optional("weighed", content.weighed, share);
  fields.optional("price", content.price, Range<float>{0, 1e6F});
  if (content.price[0] > content.price[1]) fields.reject("price", "expected the lower price first");
  fields.optional("lowest_price", content.lowest_price, Range<float>{0, 1e6F});
  fields.optional("highest_price", content.highest_price, Range<float>{0, 1e6F});
  fields.optional("even_prices", content.even_prices);
  fields.optional("item_discount", content.item_discount, share);
  fields.optional("discount", content.discount, share);
  fields.optional("service", content.service, share);
  fields.optional("tax", content.tax, share);
  fields.optional("cash", content.cash, share);
  std::vector<std::string> codes = {"MYR", "MYR", "MYR", "USD", "SGD", "GBP", "EUR", "CHF", "JPY", "IDR"};
  fields.optional("currencies", codes);
  for (const std::string& code : codes) {
    content.currencies.push_back(&find_currency(code, node.where() + ".currencies"));
  }
  if (codes.empty()) fields.reject("currencies", "expected at least one, found none");
  content.letter_case = CaseShares::read(fields.node_or("case", "{}"));
  fields.finish();
  return content;
}

Receipt draw_receipt(const ReceiptContent& all, const Grammar& words, Rng& rng) {
  Receipt receipt{};
  ReceiptContent content = all;
  if (all.lowest_price) content.price[0] = rng.uniform((*all.lowest_price)[0], (*all.lowest_price)[1]);
  if (all.highest_price) content.price[1] = rng.uniform((*all.highest_price)[0], (*all.highest_price)[1]);
  content.price[1] = std::max(content.price[0], content.price[1]);
  receipt.currency = pick(rng, content.currencies);
  draw_heading(words, receipt, rng);
  draw_items(content, words, receipt, rng);
  draw_sums(content, receipt, rng);
  draw_payment(content, words, receipt, rng);
  return receipt;
}

}  // namespace ductus::data
