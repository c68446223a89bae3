#include "eval/line_types.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstddef>

#include "eval/text_units.h"

namespace ductus::eval {
namespace {

constexpr std::u32string_view kCurrencies[] = {U"RM",  U"MYR", U"USD", U"EUR", U"GBP", U"SGD", U"CHF",
                                               U"JPY", U"CNY", U"INR", U"AUD", U"CAD", U"IDR", U"THB"};
constexpr std::u32string_view kMonths[] = {U"JAN", U"FEB", U"MAR", U"APR", U"MAY", U"JUN",
                                           U"JUL", U"AUG", U"SEP", U"OCT", U"NOV", U"DEC"};

bool is_sign(char32_t c) { return c == '+' || c == '-' || c == 0x2212; }
bool is_ascii_letter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_currency_sign(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_SC;
}

/// Reads a text from the left.
class Scanner {
 public:
  explicit Scanner(std::u32string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::u32string_view rest() const { return rest_; }

  template <typename Is>
  bool take_if(Is is) {
    if (rest_.empty() || !is(rest_.front())) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(char32_t c) {
    return take_if([c](char32_t found) { return found == c; });
  }
  void take_space() { take_if(is_space); }

  /// How many digits; they are taken.
  std::size_t digits() {
    std::size_t count = 0;
    while (take_if(is_digit)) ++count;
    return count;
  }

  /// A word of the list, whatever its case.
  template <std::size_t N>
  bool word(const std::u32string_view (&words)[N]) {
    if (rest_.empty()) return false;
    const char32_t first = ascii_upper(rest_.front());
    for (const std::u32string_view word : words) {
      if (word.front() != first) continue;
      const bool starts = rest_.size() >= word.size() &&
                          std::equal(word.begin(), word.end(), rest_.begin(),
                                     [](char32_t a, char32_t b) { return a == ascii_upper(b); });
      if (!starts) continue;
      rest_.remove_prefix(word.size());
      return true;
    }
    return false;
  }

  std::size_t letters() {
    std::size_t count = 0;
    while (take_if(is_ascii_letter)) ++count;
    return count;
  }

 private:
  std::u32string_view rest_;
};

bool take_currency(Scanner& scanner) {
  Scanner attempt = scanner;
  if (attempt.word(kCurrencies)) {
    scanner = attempt;
    return true;
  }
  attempt.letters();  // "S$", "US$"
  if (!attempt.take_if(is_currency_sign)) return false;
  scanner = attempt;
  return true;
}

/// 12.50, 1,234.00, 1.234,00, 1 234.00, 1234.00
bool take_decimal(Scanner& scanner) {
  const std::size_t first = scanner.digits();
  if (first == 0) return false;
  char32_t thousands = 0;
  for (;;) {
    Scanner attempt = scanner;
    const std::u32string_view rest = attempt.rest();
    if (rest.empty()) return false;
    const char32_t separator = rest.front();
    attempt.take(separator);
    const std::size_t digits = attempt.digits();
    scanner = attempt;
    if ((separator == '.' || separator == ',') && digits == 2) return separator != thousands;
    const bool group = separator == ',' || separator == '.' || separator == '\'' || is_space(separator);
    if (!group || digits != 3 || first > 3 || (thousands != 0 && separator != thousands)) return false;
    thousands = separator;
  }
}

bool is_amount(std::u32string_view text) {
  Scanner scanner(text);
  const bool bracket = scanner.take('(');
  bool sign = scanner.take_if(is_sign);
  scanner.take_space();
  const bool currency = take_currency(scanner);
  scanner.take_space();
  sign = (!sign && scanner.take_if(is_sign)) || sign;
  if (!take_decimal(scanner)) return false;
  if (!sign) scanner.take_if(is_sign);
  scanner.take_space();
  if (!currency) take_currency(scanner);
  return (!bracket || scanner.take(')')) && scanner.done();
}

bool is_day(std::size_t digits) { return digits == 1 || digits == 2; }
bool is_year(std::size_t digits) { return digits == 2 || digits == 4; }

/// 14/04/2018, 2018-04-14, 14.4.18, from the separator on, which follows `first` digits.
bool takes_numeric_date(std::size_t first, Scanner scanner) {
  const char32_t separator = scanner.rest().front();
  scanner.take(separator);
  const std::size_t second = scanner.digits();
  if (!is_day(second) || !scanner.take(separator)) return false;
  const std::size_t third = scanner.digits();
  return (is_day(first) && is_year(third)) || (first == 4 && is_day(third));
}

void take_date_separator(Scanner& scanner) {
  scanner.take_if([](char32_t c) { return c == '-' || c == '/' || c == '.' || c == ',' || c == '\''; });
  scanner.take_space();
}

/// 14 Apr 2018, 14-APRIL-18, after the day.
bool takes_named_date(Scanner scanner) {
  take_date_separator(scanner);
  if (!scanner.word(kMonths)) return false;
  if (scanner.letters() > 6) return false;  // SEP-tember
  take_date_separator(scanner);
  return is_year(scanner.digits());
}

/// 9:05, 13:04, 13:04:00, after the hours.
bool takes_time(Scanner scanner) {
  if (!scanner.take(':') || scanner.digits() != 2) return false;
  return !scanner.take(':') || scanner.digits() == 2;
}

/// Whether a date or time begins with `first` digits and goes on with what `scanner` has, which is not
/// nothing.
bool takes_date(std::size_t first, const Scanner& scanner) {
  const char32_t next = scanner.rest().front();
  const bool numeric = next == '/' || next == '-' || next == '.';
  if (numeric && takes_numeric_date(first, scanner)) return true;
  return is_day(first) && (takes_time(scanner) || takes_named_date(scanner));
}

bool has_date(std::u32string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool after_digits = is_digit(text[i - 1]) && !is_digit(text[i]);
    if (!after_digits) continue;
    std::size_t first = 1;
    while (first < i && is_digit(text[i - 1 - first])) ++first;
    if (takes_date(first, Scanner(text.substr(i)))) return true;
  }
  return false;
}

}  // namespace

const char* line_type_name(LineType type) {
  static constexpr const char* kNames[] = {"amount", "date", "number", "text", "mixed", "symbols"};
  return kNames[static_cast<std::size_t>(type)];
}

const std::vector<LineType>& line_types() {
  static const std::vector<LineType> types = {LineType::kAmount, LineType::kDate,  LineType::kNumber,
                                              LineType::kText,   LineType::kMixed, LineType::kSymbols};
  return types;
}

LineType line_type(std::u32string_view text) {
  constexpr std::ptrdiff_t kFewest = 3;  // digits of an amount or a date
  text = strip(text);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  if (digits >= kFewest && is_amount(text)) return LineType::kAmount;
  if (digits >= kFewest && has_date(text)) return LineType::kDate;
  const bool letters = std::any_of(text.begin(), text.end(), is_letter);
  if (digits > 0) return letters ? LineType::kMixed : LineType::kNumber;
  return letters ? LineType::kText : LineType::kSymbols;
}

}  // namespace ductus::eval
