#include "data/synth/letter_forms.h"

#include <algorithm>
#include <string>

#include "configs/schema/error.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

struct SmallForm {
  char capital;
  float share;
};

/// How often a hand that prints writes the small letter, by eye from the development half of the A-Z sample.
constexpr SmallForm kSmallForms[] = {{'C', 0.2F}, {'E', 0.04F}, {'H', 0.03F}, {'K', 0.15F},
                                     {'M', 0.4F}, {'N', 0.35F}, {'O', 0.2F},  {'P', 0.15F},
                                     {'S', 0.2F}, {'T', 0.06F}, {'U', 0.4F},  {'V', 0.2F},
                                     {'W', 0.3F}, {'X', 0.25F}, {'Y', 0.25F}, {'Z', 0.2F}};

char32_t code_point(std::string_view symbol) {
  const CodePoint point = first_code_point(symbol);
  if (symbol.empty() || point.bytes != symbol.size())
    fail_usage("symbol '{}': cannot be drawn, expected one character", symbol);
  return point.value;
}

}  // namespace

std::vector<Form> forms_of(std::string_view symbol, const Alphabet& alphabet) {
  const char32_t character = code_point(symbol);
  for (const SmallForm& form : kSmallForms) {
    const char small = static_cast<char>(form.capital - 'A' + 'a');
    if (character == static_cast<char32_t>(form.capital) && alphabet.find(std::string_view(&small, 1)) < 0) {
      return {{character, 1 - form.share}, {static_cast<char32_t>(small), form.share}};
    }
  }
  return {{character, 1}};
}

bool fills_box(std::string_view symbol) { return symbol == "F" || symbol == "I" || symbol == "V"; }

std::vector<char32_t> characters_of(const Alphabet& alphabet) {
  std::vector<char32_t> characters;
  for (const std::string& symbol : alphabet.symbols()) {
    for (const Form& form : forms_of(symbol, alphabet)) characters.push_back(form.character);
  }
  std::sort(characters.begin(), characters.end());
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
  return characters;
}

}  // namespace ductus::data
