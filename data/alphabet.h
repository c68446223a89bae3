// The ordered list of symbols that labels count in. It travels inside every data set and model file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ductus::data {

/// Symbols are UTF-8 strings: for characters a class name each ("7", "A", "sneaker").
class Alphabet {
 public:
  Alphabet() = default;

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

  bool operator==(const Alphabet& other) const { return symbols_ == other.symbols_; }
  bool operator!=(const Alphabet& other) const { return symbols_ != other.symbols_; }

 private:
  std::vector<std::string> symbols_;
  std::unordered_map<std::string, int32_t> labels_;
};

}  // namespace ductus::data
