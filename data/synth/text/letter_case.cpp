#include "data/synth/text/letter_case.h"

#include <algorithm>
#include <string_view>

namespace ductus::data {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Whether a word is printed in capitals whatever the case of its line: GST, BHD, RM; codes with digits.
bool keeps_capitals(std::string_view word) {
  return std::none_of(
             word.begin(), word.end(),
             [](char c) { return std::string_view("AEIOUYaeiouy").find(c) != std::string_view::npos; }) ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "TEL NO: 1234" as "Tel No: 1234".
void capitalise_words(std::string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" /-.,:()@", begin), text.size());
    const std::string_view word = std::string_view(text).substr(begin, end - begin);
    if (!keeps_capitals(word))
      std::transform(&text[begin] + 1, &text[begin] + word.size(), &text[begin] + 1, lower);
    begin = end + 1;
  }
}

}  // namespace

void change_case(std::string& text, LetterCase to) {
  switch (to) {
    case LetterCase::kUpper:
      std::transform(text.begin(), text.end(), text.begin(), upper);
      break;
    case LetterCase::kMixed:
      capitalise_words(text);
      break;
    case LetterCase::kLower:
      std::transform(text.begin(), text.end(), text.begin(), lower);
      break;
  }
}

CaseShares CaseShares::read(const config::Node& node, CaseShares defaults) {
  auto& shares = defaults.shares;
  auto fields = node.fields();
  const config::Range<float> range{0, 1};
  fields.optional("upper", shares[0], range);
  fields.optional("mixed", shares[1], range);
  fields.optional("lower", shares[2], range);
  fields.finish();
  if (shares[0] + shares[1] + shares[2] <= 0) node.reject("expected a share above 0");
  return defaults;
}

LetterCase CaseShares::draw(Rng& rng) const {
  float at = rng.uniform() * (shares[0] + shares[1] + shares[2]);
  if ((at -= shares[0]) < 0) return LetterCase::kUpper;
  return (at -= shares[1]) < 0 ? LetterCase::kMixed : LetterCase::kLower;
}

}  // namespace ductus::data
