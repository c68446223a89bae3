#include <doctest/doctest.h>
#include <fmt/format.h>

#include "data/synth/text/receipt_grammar.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/errors.h"

using namespace ductus::data;
using ductus::config::Document;
using ductus::test::kind_and_error_of;

namespace {

ReceiptContent content(const std::string& yaml) {
  return ReceiptContent::read(Document::parse(yaml, "content.yaml").root());
}

const Grammar& words() {
  static const Grammar grammar = [] {
    Grammar made = make_receipt_grammar();
    made.finish();
    return made;
  }();
  return grammar;
}

Receipt draw(const ReceiptContent& content, uint64_t index) {
  Rng rng(5, 0, index, Purpose::kSynth);
  return draw_receipt(content, words(), rng);
}

/// Half up, of amounts that are not negative: by other means than money.h.
int64_t rounded_share(int64_t amount, int64_t numerator, int64_t denominator) {
  const int64_t product = amount * numerator;
  return product / denominator + (product % denominator * 2 >= denominator ? 1 : 0);
}

}  // namespace

TEST_CASE("receipts: all sums are exact, over 2,000 random receipts of all currencies") {
  const ReceiptContent all = content(
      "{weighed: 0.2, item_discount: 0.3, discount: 0.4, service: 0.4, currencies: [MYR, USD, SGD, GBP, EUR, "
      "CHF, JPY, KRW, IDR, VND, KWD]}");
  int taxed = 0, in_price = 0, rounded = 0, weighed = 0, without_cents = 0;
  for (uint64_t i = 0; i < 2000; ++i) {
    const Receipt receipt = draw(all, i);
    CAPTURE(i);
    REQUIRE_FALSE(receipt.items.empty());
    int64_t subtotal = 0;
    for (const ReceiptItem& item : receipt.items) {
      CHECK(item.quantity >= 1);
      CHECK(item.unit_price.minor >= 1);
      CHECK(item.unit_price.minor % receipt.currency->price_step == 0);
      CHECK(item.amount.minor == rounded_share(item.unit_price.minor, item.quantity, item.quantity_unit));
      CHECK(item.discount.minor >= 0);
      subtotal += item.amount.minor - item.discount.minor;
      weighed += item.quantity_unit == 1000 ? 1 : 0;
    }
    CHECK(receipt.subtotal.minor == subtotal);
    const int64_t taken_off = subtotal - receipt.discount.minor;
    CHECK(receipt.service.minor == rounded_share(taken_off, receipt.service_permille, 1000));
    const int64_t net = taken_off + receipt.service.minor;
    CHECK(receipt.net.minor == net);
    int64_t due = net;
    if (receipt.tax_kind) {
      const int64_t rate = receipt.tax_kind->permille;
      ++taxed;
      if (receipt.tax_kind->in_price) {
        ++in_price;
        CHECK(receipt.tax.minor == rounded_share(net, rate, 1000 + rate));
      } else {
        CHECK(receipt.tax.minor == rounded_share(net, rate, 1000));
        due += receipt.tax.minor;
      }
    } else {
      CHECK(receipt.tax.minor == 0);
    }
    CHECK(receipt.due.minor == due);
    const int64_t step = receipt.cash ? receipt.currency->cash_step : 1;
    CHECK(receipt.total.minor == due + receipt.rounding.minor);
    CHECK(receipt.total.minor % step == 0);
    CHECK(2 * std::abs(receipt.rounding.minor) <= step);
    CHECK(receipt.change.minor >= 0);
    CHECK(receipt.payment.minor == receipt.total.minor + receipt.change.minor);
    if (!receipt.cash) CHECK(receipt.change.minor == 0);
    rounded += receipt.rounding.minor != 0 ? 1 : 0;
    without_cents += receipt.currency->decimals == 0 ? 1 : 0;
  }
  for (const int seen : {taxed, in_price, rounded, weighed, without_cents}) CHECK(seen > 100);
}

TEST_CASE("receipts: fields are printed as their currency has them") {
  Receipt receipt{};
  receipt.currency = &find_currency("EUR", "test");
  receipt.total = {123450};
  receipt.address = {"A", "B"};
  receipt.moment = {2019, 3, 4, 18, 5, 9};
  FieldTexts fields = receipt_fields(receipt, FieldStyle());
  CHECK(fields["total"] == "1.234,50");
  CHECK(fields["$total"] == "1.234,50\u20AC");
  CHECK(fields["address"] == "A\nB");
  CHECK(fields["date"] == "04/03/2019");
  CHECK(fields["time"] == "18:05");
  CHECK(fields["discount"] == "");  // there is none
  receipt.currency = &find_currency("JPY", "test");
  CHECK(receipt_fields(receipt, FieldStyle())["$total"] == "\u00A5123,450");
}

TEST_CASE("receipts: item fields tell weight and count") {
  Receipt receipt{};
  receipt.currency = &find_currency("MYR", "test");
  receipt.items = {{"RICE", "1", 355, 1000, {1000}, {355}, {}}, {"TEA", "2", 3, 1, {250}, {750}, {50}}};
  FieldTexts rice = item_fields(receipt, 0, FieldStyle(), {}),
             tea = item_fields(receipt, 1, FieldStyle(), {});
  CHECK(rice["quantity"] == "0.355");
  CHECK(rice["unit"] == "KG");
  CHECK(rice["item_discount"] == "");
  CHECK(tea["quantity"] == "3");
  CHECK(tea["$item_discount"] == "-RM0.50");
}

TEST_CASE("receipts: what is wrong with content is named") {
  CHECK(kind_and_error_of([] { content("{currencies: [EUX]}"); })
            .find("unknown currency 'EUX', expected one of: "
                  "MYR, USD") != std::string::npos);
  CHECK(kind_and_error_of([] { content("{currencies: []}"); }).find("expected at least one, found none") !=
        std::string::npos);
  CHECK(kind_and_error_of([] { content("{items: [0, 3]}"); }).rfind("usage: ", 0) == 0);
  CHECK(kind_and_error_of([] { content("{price: [3, 2]}"); }).find("lower price first") != std::string::npos);
}
