#include "data/synth/text/reference_parts.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "data/line_text.h"

namespace ductus::data {
namespace {

std::vector<std::string> reference_choices() {
  constexpr std::string_view kEach =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!@#$%^&*()?<,>.;/:'{}[]=+|~  ";
  std::vector<std::string> choices;
  for (const char c : kEach) choices.emplace_back(1, c);
  choices.emplace_back("XX");
  return choices;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

RandomCharacters::RandomCharacters() : choices_(reference_choices()) {}

void RandomCharacters::read(config::Fields& fields) {
  std::optional<std::string> characters;
  fields.optional("characters", characters);
  if (!characters) return;
  const std::string text = to_nfc(*characters, "characters");
  choices_ = code_points_of({text});
  if (std::none_of(choices_.begin(), choices_.end(), [](const std::string& c) { return c > " "; })) {
    fields.reject("characters", "expected at least one symbol that is no space");
  }
  for (const std::string& choice : choices_) {
    if (choice < " ") fields.reject("characters", "expected no control characters");
  }
  composes_ = !is_ascii(text);
}

std::string RandomCharacters::draw(Rng& rng, int32_t count) const {
  std::string text;
  for (int32_t i = 0; i < count; ++i) text += pick(rng, choices_);
  return composes_ ? to_nfc(text, "text") : text;
}

std::vector<std::string> RandomCharacters::symbols() const { return code_points_of(choices_); }

std::string plain_decimal(Money cents) {
  MoneyStyle style;
  style.thousands = "";
  std::string text = format(cents, style);
  if (text.back() == '0') text.pop_back();
  return text;
}

Money draw_price(Rng& rng, int32_t whole) { return {Span{0, whole * 100}.draw(rng)}; }

std::string draw_dollars(Rng& rng, bool left) {
  const std::string number = plain_decimal(draw_price(rng, 100));
  return left ? "$" + number : number + "$";
}

std::string draw_percentage(Rng& rng) {
  const int32_t most = Span{0, 2}.draw(rng);
  return plain_decimal(draw_price(rng, most)) + "%";
}

}  // namespace ductus::data
