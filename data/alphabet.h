// The ordered list of symbols that labels count in. It travels inside every data set and model file.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ductus::data {

/// Symbols are UTF-8 strings: for characters a class name each ("7", "A", "sneaker").
class Alphabet {
 public:
  Alphabet() { ascii_.fill(-1); }

  /// Throws ductus::Error on an empty or repeated symbol.
  explicit Alphabet(std::vector<std::string> symbols);

  /// One symbol a code point: from_characters("0123456789"). Throws ductus::Error on invalid UTF-8 or a
  /// repetition.
  static Alphabet from_characters(std::string_view utf8);

  std::size_t size() const { return symbols_.size(); }
  bool empty() const { return symbols_.empty(); }
  const std::string& operator[](std::size_t label) const { return symbols_[label]; }
  const std::vector<std::string>& symbols() const { return symbols_; }

  /// The label of a symbol, or -1.
  int32_t find(std::string_view symbol) const;

  /// The label of every code point of a text, -1 for one that is no symbol. Throws ductus::Error on invalid
  /// UTF-8.
  std::vector<int32_t> encode(std::string_view utf8) const;

  bool operator==(const Alphabet& other) const { return symbols_ == other.symbols_; }
  bool operator!=(const Alphabet& other) const { return symbols_ != other.symbols_; }

 private:
  std::vector<std::string> symbols_;
  std::unordered_map<std::string, int32_t> labels_;
  std::array<int32_t, 128> ascii_{};  // labels of one-byte symbols, so that texts are looked up fast
};

}  // namespace ductus::data
