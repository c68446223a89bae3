// What the text types of reference 001 are made of.
#pragma once

#include <string>
#include <vector>

#include "data/synth/text/draws.h"
#include "data/synth/text/money.h"

namespace ductus::data {

/// Strings of characters that tell nothing about each other.
class RandomCharacters {
 public:
  /// The 94 choices of the reference: letters, digits, 29 signs, the space twice, and the two letters "XX".
  RandomCharacters();

  /// Reads `characters:`, a string each of whose code points is one choice; when absent, the 94.
  void read(config::Fields& fields);

  /// This many choices, one after the other, in NFC; spaces at the ends stay.
  std::string draw(Rng& rng, int32_t count) const;

  const std::vector<std::string>& choices() const { return choices_; }
  std::vector<std::string> symbols() const;  ///< code points of all choices

 private:
  std::vector<std::string> choices_;
  bool composes_ = false;  ///< whether neighbours may have to be composed
};

/// As the reference prints prices: a binary number's shortest text, so that 1250 is "12.5" and 1200 "12.0".
std::string plain_decimal(Money cents);

/// Uniform from 0 to `whole`, both possible, in cents.
Money draw_price(Rng& rng, int32_t whole);

/// "$12.5" or "12.5$", from 0 to 100.
std::string draw_dollars(Rng& rng, bool left);

/// "0.57%": from 0 to 0, 1 or 2.
std::string draw_percentage(Rng& rng);

}  // namespace ductus::data
