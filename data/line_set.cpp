#include "data/line_set.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "configs/schema/error.h"
#include "data/content_hash.h"
#include "data/mapped_file.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

void check_alphabet(const Alphabet& alphabet, const std::string& where) {
  for (const std::string& symbol : alphabet.symbols()) {
    DUCTUS_CHECK(symbol.front() != '\0', "{}: the alphabet has U+0000, which is no text", where);
    DUCTUS_CHECK(first_code_point(symbol).bytes == symbol.size(),
                 "{}: symbol '{}' of the alphabet is not one code point, as symbols of lines are", where,
                 symbol);
  }
}

/// Line i lies inside the pixels.
void check_place(const LineSet& set, std::size_t i, const std::string& where) {
  const auto id = [&] { return set.id(static_cast<int64_t>(i)); };
  DUCTUS_CHECK(set.width[i] >= 1, "{}: {} is {} pixels wide, expected at least 1", where, id(), set.width[i]);
  const auto bytes = static_cast<uint64_t>(set.height) * static_cast<uint64_t>(set.width[i]);
  const auto from = static_cast<uint64_t>(set.offset[i]);  // a negative one is beyond any size
  DUCTUS_CHECK(from <= set.pixels.size() && bytes <= set.pixels.size() - from,
               "{}: {} claims {} bytes of pixels from byte {}, there are {}", where, id(), bytes,
               set.offset[i], set.pixels.size());
}

void check_text(const LineSet& set, std::size_t i, const std::string& where) {
  const auto sample = static_cast<int64_t>(i);
  const std::string& text = set.texts[i];
  DUCTUS_CHECK(!text.empty(), "{}: {} has no text", where, set.id(sample));
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    const std::size_t length = first_code_point(rest).bytes;
    DUCTUS_CHECK(length > 0, "{}: the text of {} is not UTF-8 at byte {}", where, set.id(sample), at);
    DUCTUS_CHECK(set.alphabet.find(rest.substr(0, length)) >= 0,
                 "{}: the text of {} has '{}', which is not in the alphabet of {} symbols", where,
                 set.id(sample), rest.substr(0, length), set.alphabet.size());
    at += length;
  }
}

/// All lines' pixels in one block, and where each begins.
class Pixels {
 public:
  Pixels(std::size_t bytes, std::size_t lines) : memory_(bytes) { offset_.reserve(lines); }

  void add(const LineSet& set, int64_t i) {
    const std::size_t bytes = set.image_bytes(i);
    std::memcpy(memory_.data() + at_, set.image(i), bytes);
    offset_.push_back(static_cast<int64_t>(at_));
    at_ += bytes;
  }

  void move_to(LineSet& set) {
    set.pixels = memory_.release();
    set.offset = std::move(offset_);
  }

 private:
  PageMemory memory_;
  std::vector<int64_t> offset_;
  std::size_t at_ = 0;
};

std::size_t total_bytes(const LineSet& set) {
  std::size_t bytes = 0;
  for (int64_t i = 0; i < set.size(); ++i) bytes += set.image_bytes(i);
  return bytes;
}

void join_pixels(const std::vector<LineSet>& sets, LineSet& joined) {
  if (sets.size() == 1) {
    joined.pixels = sets.front().pixels;
    joined.offset = sets.front().offset;
    return;
  }
  std::size_t bytes = 0;
  for (const LineSet& set : sets) bytes += total_bytes(set);
  Pixels pixels(bytes, joined.texts.size());
  for (const LineSet& set : sets) {
    for (int64_t i = 0; i < set.size(); ++i) pixels.add(set, i);
  }
  pixels.move_to(joined);
}

}  // namespace

std::vector<int32_t> LineSet::labels(int64_t i) const {
  return alphabet.encode(texts[static_cast<std::size_t>(i)]);
}

std::vector<int64_t> LineSet::symbol_counts() const {
  std::vector<int64_t> all(texts.size());
  std::iota(all.begin(), all.end(), 0);
  return symbol_counts(all);
}

std::vector<int64_t> LineSet::symbol_counts(const std::vector<int64_t>& indices) const {
  std::vector<int64_t> counts(alphabet.size());
  for (const int64_t i : indices) {
    for (const int32_t label : labels(i)) ++counts[static_cast<std::size_t>(label)];
  }
  return counts;
}

void LineSet::check(const std::string& where) const {
  const std::size_t n = texts.size();
  DUCTUS_CHECK(height > 0, "{}: lines are {} pixels high, expected at least 1", where, height);
  DUCTUS_CHECK(offset.size() == n && width.size() == n,
               "{}: expected an offset and a width for each of {} texts, found {} and {}", where, n,
               offset.size(), width.size());
  check_samples(where, n);
  DUCTUS_CHECK(group.empty() || !groups.empty(), "{}: the groups have no names", where);
  check_alphabet(alphabet, where);
  for (std::size_t i = 0; i < n; ++i) {
    check_place(*this, i, where);
    check_text(*this, i, where);
  }
}

std::string LineSet::content_hash() const {
  ContentHash hash;
  hash.add(static_cast<uint64_t>(height));
  hash.add(alphabet);
  hash.add(texts.size());
  hash.add(width.data(), width.size() * sizeof(int32_t));
  for (const std::string& text : texts) hash.add(text);
  for (int64_t i = 0; i < size(); ++i) hash.add(image(i), image_bytes(i));
  return hash.hex();
}

LineSet join(const std::vector<LineSet>& sets, const Alphabet& alphabet) {
  LineSet joined;
  joined.alphabet = alphabet;
  if (!sets.empty()) joined.height = sets.front().height;
  std::vector<int32_t> width;
  for (const LineSet& set : sets) {
    DUCTUS_CHECK(set.height == joined.height,
                 "join: lines of one set are {} pixels high, of another {}, expected one height",
                 joined.height, set.height);
    width.insert(width.end(), set.width.begin(), set.width.end());
    joined.texts.insert(joined.texts.end(), set.texts.begin(), set.texts.end());
  }
  joined.width = std::move(width);
  join_samples(sample_sets(sets), joined);
  join_pixels(sets, joined);
  joined.check("join");
  return joined;
}

LineSet subset(const LineSet& set, const std::vector<int64_t>& indices) {
  LineSet part;
  take_samples(set, indices, part);
  part.height = set.height;
  part.width = gather(set.width, indices);
  part.texts = gather(set.texts, indices);
  Pixels pixels(total_bytes(part), indices.size());
  for (const int64_t i : indices) pixels.add(set, i);
  pixels.move_to(part);
  return part;
}

}  // namespace ductus::data
