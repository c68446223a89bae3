#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "data/synth/receipts/embedded_layouts.h"
#include "data/utf8.h"
#include "tests/data/fuzz.h"
#include "tests/data/synth_receipts_support.h"
#include "tests/support/errors.h"

using namespace ductus::data;
using ductus::test::kind_and_error_of;
using ductus::test::layout;

namespace {

using Lines = std::vector<std::string>;

/// Two items of known amounts.
Receipt small_receipt() {
  Receipt receipt{};
  receipt.currency = &find_currency("MYR", "test");
  receipt.shop = "SHOP";
  receipt.address = {"1 ROAD", "TOWN"};
  receipt.items = {{"RICE", "1", 1, 1, {1000}, {1000}, {}},
                   {"GREEN TEA LEAVES", "2", 3, 1, {250}, {750}, {50}}};
  receipt.subtotal = receipt.net = receipt.due = receipt.total = {1700};
  return receipt;
}

PrintedReceipt print(const std::string& rows, const std::string& columns = "[20, 20]") {
  Rng rng(1, 0, 0, Purpose::kSynth);
  return print_receipt(
      small_receipt(),
      layout(
          fmt::format("columns: {}\ncontent: {{case: {{upper: 1, mixed: 0, lower: 0}}}}\n{}", columns, rows)),
      rng);
}

}  // namespace

TEST_CASE("wrap: between words, and within words that are longer than a line") {
  CHECK(wrap("GREEN TEA LEAVES", 9, true) == Lines{"GREEN TEA", "LEAVES"});
  CHECK(wrap("A LONGWORDS B", 5, true) == Lines{"A LON", "GWORD", "S B"});
  CHECK(wrap("A LONGWORDS B", 5, false) == Lines{"A", "LONGW", "ORDS", "B"});
  CHECK(wrap("ABC", 1, true) == Lines{"A", "B", "C"});
  CHECK(wrap("ABC", 0, false) == Lines{"A", "B", "C"});
  CHECK(wrap("\u00E9\u20AC", 1, true) == Lines{"\u00E9", "\u20AC"});
  CHECK(wrap("", 5, true).empty());
}

TEST_CASE("layouts: rows stand left, centred, right and at both sides") {
  const std::string text = print(R"(rows:
  - {left: '<field shop>'}
  - {centre: '<field address>'}
  - {right: '<money total>'}
  - {sides: [TOTAL, '<field total>']}
)")
                               .text();
  CHECK(text ==
        "SHOP\n"
        "       1 ROAD\n"
        "        TOWN\n" +
            std::string(text.find("RM 17.00") == std::string::npos ? "             RM17.00\n"
                                                                   : "            RM 17.00\n") +
            "TOTAL          17.00\n");
}

TEST_CASE("layouts: items repeat their rows. A row about what is not there is left out") {
  const std::string text = print(R"(rows:
  - items:
      - cells:
          - {text: '<field quantity>', width: [3, 3]}
          - {text: '<field name>'}
          - {text: '<field amount>', width: fit, align: right}
      - {sides: [LESS, '<field item_discount>']}
  - {left: 'TAX <field tax>'}
)")
                               .text();
  const bool decimals = text.find("1.0") == 0;  // drawn by the receipt: "1.00" pieces do not fit 3 and wrap
  if (!decimals) {
    CHECK(text ==
          "1   RICE       10.00\n"
          "3   GREEN TEA   7.50\n"
          "    LEAVES\n"
          "LESS           -0.50\n");
  }
}

TEST_CASE("layouts: separators fill the paper, in rows of larger type with fewer signs") {
  CHECK(print("rows: [{separator: '-='}]").text() == "-=-=-=-=-=-=-=-=-=-=\n");
  CHECK(print("rows: [{separator: '*', size: 2}]").text() == "**********\n");
  CHECK(print("rows: [{separator: ' '}]").text() == "\n");
}

TEST_CASE("layouts: type in which a word would break gives way") {
  // 20 columns hold 10 of double width: TOTAL, a gap and 17.00 are 11.
  const PrintedReceipt printed = print("rows: [{sides: [TOTAL, '<field total>'], wide: 2}]");
  REQUIRE(printed.rows.size() == 1);
  CHECK(printed.rows[0].style.wide == 1);
  CHECK(print("rows: [{sides: [SUM, '<field total>'], wide: 2}]").rows[0].style.wide == 2);
}

TEST_CASE("layouts: whatever a file holds, it is read and prints, or says what is wrong") {
  std::mt19937 random(5);
  int read = 0;
  for (int i = 0; i < 200; ++i) {
    const auto& embedded = embedded_layouts()[random() % embedded_layouts().size()];
    const std::string text = ductus::test::mutated(std::string(embedded.text), random);
    CAPTURE(text);
    const std::string error = ductus::test::error_of([&] {
      const Layout any = layout(text);
      Rng rng(3, 0, static_cast<uint64_t>(i), Purpose::kSynth);
      const Receipt receipt = draw_receipt(any.content, *any.words, rng);
      print_receipt(receipt, any, rng);
    });
    read += error == "no error" ? 1 : 0;
    CHECK(error.find('\n') == std::string::npos);
  }
  CHECK(read > 5);  // 200 of them would be no test either
  CHECK(read < 195);
}

TEST_CASE("layouts: any built-in layout prints any receipt in any width, down to the narrowest") {
  for (const EmbeddedText& embedded : embedded_layouts()) {
    for (uint64_t i = 0; i < 30; ++i) {
      Rng rng(3, 0, i, Purpose::kSynth);
      Layout any = layout(std::string(embedded.text));
      any.columns = {Layout::kFewestColumns, i % 2 == 0 ? Layout::kFewestColumns : 60};
      const Receipt receipt = draw_receipt(any.content, *any.words, rng);
      const PrintedReceipt printed = print_receipt(receipt, any, rng);
      CAPTURE(embedded.name);
      CAPTURE(printed.text());
      CHECK(printed.rows.size() > 5);
      for (const PrintedRow& row : printed.rows) {
        int end = 0;
        for (const PrintedCell& cell : row.cells) {
          CHECK(cell.column >= end);
          CHECK(cell.width >= 1);
          CHECK(count_code_points(cell.text) <= static_cast<std::size_t>(cell.width));
          end = cell.column + cell.width;
        }
        CHECK(end <= row.columns);
      }
    }
  }
}

TEST_CASE("layouts: what is wrong is named with its place") {
  const auto error = [](const std::string& yaml) { return kind_and_error_of([&] { layout(yaml); }); };
  CHECK(error("rows: []").find("expected at least one row") != std::string::npos);
  CHECK(error("rows: [{left: a, right: b}]").find("found 2 of them") != std::string::npos);
  CHECK(error("rows: [{left: '<field totl>'}]").find("<field totl>: expected one of: shop") !=
        std::string::npos);
  CHECK(error("rows: [{left: '<field totl>'}]").rfind("usage: ", 0) == 0);
  CHECK(error("rows: [{left: '<no_rule>'}]").find("there is no rule 'no_rule'") != std::string::npos);
  CHECK(error("rows: [{sides: [a]}]").find("expected [left, right], found 1 texts") != std::string::npos);
  CHECK(error("rows: [{left: a}]\nphrases: [{goods: []}]").find("expected at least one alternative") !=
        std::string::npos);
  CHECK(error("columns: [8, 20]\nrows: [{left: a}]").rfind("usage: ", 0) == 0);
  CHECK(error("rows: [{items: [{items: [{left: a}]}]}]").find("no items within items") != std::string::npos);
  CHECK(error("rows: [{left: a}]\ndates: ['%Q']").rfind("usage: ", 0) == 0);
}
