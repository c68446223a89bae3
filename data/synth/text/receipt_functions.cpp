#include "data/synth/text/receipt_functions.h"

#include <charconv>

#include "configs/schema/error.h"
#include "data/synth/text/calendar.h"
#include "data/synth/text/draws.h"
#include "data/synth/text/money.h"

namespace ductus::data {
namespace {

/// "3" as {3, 3}, "3-5" as {3, 5}.
Span span_of(std::string_view text, std::string_view function) {
  Span span;
  const char* const last = text.data() + text.size();
  auto [end, error] = std::from_chars(text.data(), last, span.low);
  span.high = span.low;
  if (error == std::errc{} && end != last && *end == '-') {
    const auto second = std::from_chars(end + 1, last, span.high);
    end = second.ptr;
    error = second.ec;
  }
  const bool good = error == std::errc{} && end == last && span.low >= 0 && span.low <= span.high;
  DUCTUS_CHECK(good, "<{} {}>: expected a count like 3 or 3-5", function, text);
  return span;
}

/// `count` characters from `first` on.
DrawText characters(Span count, char first, uint32_t choices) {
  return [=](Rng& rng, std::string& out) {
    for (int32_t i = count.draw(rng); i > 0; --i) out += static_cast<char>(first + rng.below(choices));
  };
}

DrawText make_digits(std::string_view argument) { return characters(span_of(argument, "digits"), '0', 10); }
DrawText make_letters(std::string_view argument) { return characters(span_of(argument, "letters"), 'A', 26); }
DrawText make_signs(std::string_view argument) {
  return characters(span_of(argument, "signs"), '!', '~' - '!' + 1);
}

DrawText make_repeat(std::string_view argument) {
  const std::size_t space = argument.find(' ');
  DUCTUS_CHECK(space > 0 && space != std::string_view::npos,
               "<repeat {}>: expected signs and a count: - 5-30", argument);
  return [signs = std::string(argument.substr(0, space)),
          count = span_of(argument.substr(space + 1), "repeat")](Rng& rng, std::string& out) {
    for (int32_t i = count.draw(rng); i > 0; --i) out += signs;
  };
}

DrawText make_calendar(std::string_view argument) {
  DUCTUS_CHECK(!argument.empty(), "<calendar>: expected a pattern like %d/%m/%Y");
  format(Moment{}, argument);  // a pattern that cannot be printed is an error now
  return [pattern = std::string(argument)](Rng& rng, std::string& out) {
    static const int64_t first = days_of(2000, 1, 1), end = days_of(2030, 1, 1);
    const int64_t day = first + rng.below(static_cast<uint32_t>(end - first));
    constexpr uint32_t kOpens = 7 * 3600, kCloses = 23 * 3600;
    append(out, moment_at(day * 86400 + kOpens + rng.below(kCloses - kOpens)), pattern);
  };
}

DrawText make_ean13(std::string_view) {
  return [](Rng& rng, std::string& out) {
    constexpr std::array<std::string_view, 12> kPrefixes = {"955", "955", "955", "955", "888", "400",
                                                            "001", "300", "500", "690", "471", "885"};
    std::string code(pick(rng, kPrefixes));
    while (code.size() < 12) code += static_cast<char>('0' + rng.below(10));
    out += code + ean13_check_digit(code);
  };
}

/// Cheap things are common, and prices end as shops like them to.
Money draw_price(Rng& rng) {
  constexpr std::array<int32_t, 12> kBelow = {1, 10, 10, 10, 10, 10, 100, 100, 100, 100, 1000, 10000};
  constexpr std::array<int32_t, 6> kEndings = {0, 0, 50, 90, 90, 99};
  const int32_t whole = Span{0, pick(rng, kBelow) - 1}.draw(rng);
  switch (rng.below(8)) {
    case 0:
    case 1:
    case 2:
      return {whole * 100 + pick(rng, kEndings)};
    case 3:
    case 4:
      return {whole * 100 + 10 * Span{0, 9}.draw(rng)};
    case 5:
      return {whole * 100 + 5 * Span{0, 19}.draw(rng)};
    default:
      return {whole * 100 + Span{0, 99}.draw(rng)};
  }
}

DrawText make_price(std::string_view argument) {
  MoneyStyle style;
  if (argument == "comma") {
    style.point = ",";
    style.thousands = ".";
  } else {
    DUCTUS_CHECK(argument.empty(), "<price {}>: expected nothing or 'comma'", argument);
  }
  return [style](Rng& rng, std::string& out) { out += format(draw_price(rng), style); };
}

}  // namespace

char ean13_check_digit(std::string_view twelve) {
  DUCTUS_CHECK(twelve.size() == 12, "EAN-13: found {} digits before the check digit, expected 12",
               twelve.size());
  int sum = 0;
  for (std::size_t i = 0; i < twelve.size(); ++i) sum += (twelve[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

const std::map<std::string, MakeDraw, std::less<>>& receipt_functions() {
  static const std::map<std::string, MakeDraw, std::less<>> functions = {
      {"digits", make_digits},     {"letters", make_letters}, {"signs", make_signs}, {"repeat", make_repeat},
      {"calendar", make_calendar}, {"ean13", make_ean13},     {"price", make_price},
  };
  return functions;
}

}  // namespace ductus::data
