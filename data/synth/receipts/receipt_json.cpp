// items.json, boxes.json and the key of SROIE.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "data/synth/receipts/receipt_files.h"

namespace ductus::data {
namespace {

using Json = nlohmann::ordered_json;

/// Exact amounts, as texts: "12.90".
class Amounts {
 public:
  explicit Amounts(const Currency& currency) {
    style_.decimals = currency.decimals;
    style_.thousands = "";
  }
  std::string operator()(Money amount) const { return format(amount, style_); }

 private:
  MoneyStyle style_;
};

std::string quantity_text(const ReceiptItem& item) {
  if (item.quantity_unit == 1) return std::to_string(item.quantity);
  return fmt::format("{}.{:03}", item.quantity / item.quantity_unit, item.quantity % item.quantity_unit);
}

Json json_of(const ReceiptItem& item, const Amounts& amount) {
  return {{"name", item.name},
          {"code", item.code},
          {"quantity", quantity_text(item)},
          {"unit", item.quantity_unit == 1 ? "piece" : "kg"},
          {"unit_price", amount(item.unit_price)},
          {"amount", amount(item.amount)},
          {"discount", amount(item.discount)}};
}

/// To a tenth of a pixel.
Json json_of(const Quad& quad) {
  Json corners = Json::array();
  const auto tenths = [](float px) { return std::round(static_cast<double>(px) * 10) / 10; };
  for (const Point p : quad) corners.push_back({tenths(p.x), tenths(p.y)});
  return corners;
}

Json json_of(const ReceiptLine& line) {
  Json words = Json::array();
  for (const auto [first, last] : words_of(line)) {
    std::string text;
    std::vector<Quad> quads;
    Json characters = Json::array();
    for (std::size_t i = first; i < last; ++i) {
      const DrawnCharacter& character = line.characters[i];
      text += character.text;
      quads.push_back(character.quad);
      characters.push_back({{"text", character.text}, {"quad", json_of(character.quad)}});
    }
    words.push_back({{"text", text},
                     {"quad", json_of(hull_along_line(quads.data(), quads.size()))},
                     {"characters", std::move(characters)}});
  }
  return {{"text", line.text},
          {"row", line.row},
          {"separator", line.separator},
          {"quad", json_of(line.quad())},
          {"words", std::move(words)}};
}

}  // namespace

std::string items_json(const DrawnReceipt& drawn, const Typefaces& typefaces, uint64_t seed) {
  const Receipt& receipt = drawn.receipt;
  const Amounts amount(*receipt.currency);
  Json json{{"shop", receipt.shop},
            {"address", receipt.address},
            {"telephone", receipt.telephone},
            {"tax_id", receipt.tax_id},
            {"web", receipt.web},
            {"document", receipt.document},
            {"date", format(receipt.moment, "%Y-%m-%d")},
            {"time", format(receipt.moment, "%H:%M:%S")},
            {"cashier", receipt.cashier},
            {"counter", receipt.counter},
            {"table", receipt.table},
            {"currency", receipt.currency->code},
            {"items", Json::array()}};
  for (const ReceiptItem& item : receipt.items) json["items"].push_back(json_of(item, amount));
  json["subtotal"] = amount(receipt.subtotal);
  json["discount"] = amount(receipt.discount);
  json["service"] = {{"permille", receipt.service_permille}, {"amount", amount(receipt.service)}};
  json["net"] = amount(receipt.net);
  if (receipt.tax_kind) {
    json["tax"] = {{"name", receipt.tax_kind->name},
                   {"permille", receipt.tax_kind->permille},
                   {"in_price", receipt.tax_kind->in_price},
                   {"amount", amount(receipt.tax)}};
  } else {
    json["tax"] = nullptr;
  }
  json["rounding"] = amount(receipt.rounding);
  json["total"] = amount(receipt.total);
  json["payment"] = {
      {"name", receipt.payment_name}, {"cash", receipt.cash}, {"amount", amount(receipt.payment)}};
  json["change"] = amount(receipt.change);
  json["draw"] = {{"seed", seed}, {"index", drawn.index}, {"layout", drawn.layout}};
  for (const std::size_t face : drawn.typefaces) {
    json["draw"]["typefaces"].push_back({{"name", typefaces[face].name}, {"hash", typefaces[face].hash}});
  }
  return json.dump(1) + "\n";
}

std::string boxes_json(const DrawnReceipt& drawn) {
  Json json{{"width", drawn.image.width}, {"height", drawn.image.height}, {"lines", Json::array()}};
  for (const ReceiptLine& line : drawn.lines) json["lines"].push_back(json_of(line));
  return json.dump() + "\n";
}

std::string sroie_key(const DrawnReceipt& drawn) {
  const FieldTexts fields = receipt_fields(drawn.receipt, drawn.style);
  const Json json{{"company", fields.at("shop")},
                  {"date", fields.at("date")},
                  {"address", fmt::format("{}", fmt::join(drawn.receipt.address, " "))},
                  {"total", fields.at("total")}};
  return json.dump(4) + "\n";
}

}  // namespace ductus::data
