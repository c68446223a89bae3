// A number that says whether two sets hold the same samples.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "data/alphabet.h"

namespace ductus::data {

/// XXH3-128 over a sequence of values. Lists are added with their length before them, so that no two
/// sequences of lists are the same bytes.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();

  void add(const void* data, std::size_t bytes);
  void add(uint64_t value) { add(&value, sizeof value); }
  void add(const std::string& text);
  void add(const Alphabet& alphabet);

  /// 32 hexadecimal digits.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// XXH3-128 of a file's bytes, 32 hexadecimal digits. Throws ductus::Error when it cannot be read.
std::string file_hash(const std::filesystem::path& path);

}  // namespace ductus::data
