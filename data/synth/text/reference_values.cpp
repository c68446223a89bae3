// Reference 001's texts with a value: int, float, price_left, price_right, percentage, date, tax, totL, totR.
#include <algorithm>
#include <array>

#include "data/synth/text/calendar.h"
#include "data/synth/text/reference_parts.h"
#include "data/synth/text/text_source.h"

namespace ductus::data {
namespace {

/// A type without options, given as a function.
struct Drawn : TextSource {
  using Function = std::string (*)(Rng&);

  Function function = nullptr;

  std::string draw(Rng& rng) const override { return function(rng); }
};

std::unique_ptr<TextSource> make(const config::Node& options, Drawn::Function function) {
  options.fields().finish();
  auto drawn = std::make_unique<Drawn>();
  drawn->function = function;
  return drawn;
}

std::string draw_int(Rng& rng) {
  constexpr std::array<int32_t, 6> kPowers = {1, 10, 100, 1000, 10000, 100000};
  const int32_t power = pick(rng, kPowers);
  return std::to_string(Span{0, power}.draw(rng));
}

std::string draw_float(Rng& rng) {
  const std::string text = plain_decimal(draw_price(rng, 10000));
  return text.size() > 5 ? text.substr(text.size() - 5) : text;
}

std::string draw_price_left(Rng& rng) { return draw_dollars(rng, true); }
std::string draw_price_right(Rng& rng) { return draw_dollars(rng, false); }

std::string draw_date(Rng& rng) {
  static const int64_t first = days_of(1980, 1, 1) * 1440, last = days_of(2019, 7, 1) * 1440 + 1439;
  const int64_t minutes = first + rng.below(static_cast<uint32_t>(last - first + 1));
  return format(moment_at(minutes * 60), "%m/%d/%Y %I:%M %p");
}

char draw_separator(Rng& rng) { return pick(rng, std::array<char, 3>{':', '-', ' '}); }

template <int (*change)(int)>
std::string changed(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(change(c)); });
  return text;
}

std::string draw_tax_name(Rng& rng) {
  constexpr std::array<const char*, 5> kNames = {"Service Tax", "Tax", "Sales Tax", "Federal Tax",
                                                 "State Tax"};
  const std::string name = pick(rng, kNames);
  switch (rng.below(3)) {
    case 0:
      return changed<std::toupper>(name);
    case 1:
      return changed<std::tolower>(name);
    default:
      return name;
  }
}

std::string draw_tax(Rng& rng) {
  const std::string name = draw_tax_name(rng) + draw_separator(rng);
  switch (rng.below(3)) {
    case 0:
      return name + draw_dollars(rng, true);
    case 1:
      return name + draw_dollars(rng, false);
    default:
      return name + draw_percentage(rng);
  }
}

std::string draw_total(Rng& rng, bool left) {
  constexpr std::array<const char*, 9> kNames = {"Total",   "TOTAL", "TOT",    "DUE",    "AMOUNT",
                                                 "BALANCE", "Due",   "Amount", "Balance"};
  const std::string name = pick(rng, kNames);
  const char separator = draw_separator(rng);
  return name + separator + draw_dollars(rng, left);
}

std::string draw_total_left(Rng& rng) { return draw_total(rng, true); }
std::string draw_total_right(Rng& rng) { return draw_total(rng, false); }

}  // namespace

std::unique_ptr<TextSource> make_text_int(const config::Node& options) { return make(options, draw_int); }
std::unique_ptr<TextSource> make_text_float(const config::Node& options) { return make(options, draw_float); }
std::unique_ptr<TextSource> make_text_price_left(const config::Node& options) {
  return make(options, draw_price_left);
}
std::unique_ptr<TextSource> make_text_price_right(const config::Node& options) {
  return make(options, draw_price_right);
}
std::unique_ptr<TextSource> make_text_percentage(const config::Node& options) {
  return make(options, draw_percentage);
}
std::unique_ptr<TextSource> make_text_date(const config::Node& options) { return make(options, draw_date); }
std::unique_ptr<TextSource> make_text_tax(const config::Node& options) { return make(options, draw_tax); }
std::unique_ptr<TextSource> make_text_totL(const config::Node& options) {
  return make(options, draw_total_left);
}
std::unique_ptr<TextSource> make_text_totR(const config::Node& options) {
  return make(options, draw_total_right);
}

}  // namespace ductus::data
