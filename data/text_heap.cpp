#include "data/text_heap.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr std::size_t kReferenceBytes = 16;
constexpr std::size_t kHeaderBytes = 16;  // of a collection, and of an object in it

/// A little-endian number. The bytes must be there.
uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// The objects of one collection by their number.
using Collection = std::unordered_map<uint64_t, std::string_view>;

class Heap {
 public:
  Heap(std::string_view file, const std::string& what) : file_(file), what_(what) {}

  std::string_view object(uint64_t address, uint64_t number) {
    auto known = collections_.find(address);
    if (known == collections_.end()) known = collections_.emplace(address, collection(address)).first;
    const auto found = known->second.find(number);
    DUCTUS_CHECK(found != known->second.end(), "{} names text {} at byte {}, which is not there", what_,
                 number, address);
    return found->second;
  }

 private:
  Collection collection(uint64_t address) const {
    DUCTUS_CHECK(address <= file_.size() && file_.size() - address >= kHeaderBytes &&
                     file_.substr(address, 4) == "GCOL",
                 "{} names texts at byte {}, where there are none", what_, address);
    const uint64_t size = number_at(file_, address + 8, 8);
    DUCTUS_CHECK(size >= kHeaderBytes && size <= file_.size() - address,
                 "{}: the texts at byte {} claim {} bytes, more than the file has", what_, address, size);
    return objects(file_.substr(address, size));
  }

  /// Stops where the rest is free, or where an object leads out of the collection.
  static Collection objects(std::string_view bytes) {
    Collection result;
    for (std::size_t at = kHeaderBytes; bytes.size() - at >= kHeaderBytes;) {
      const uint64_t number = number_at(bytes, at, 2);
      const uint64_t size = number_at(bytes, at + 8, 8);
      at += kHeaderBytes;
      if (number == 0 || size > bytes.size() - at) break;
      result.emplace(number, bytes.substr(at, size));
      at += std::min<std::size_t>((size + 7) / 8 * 8, bytes.size() - at);
    }
    return result;
  }

  std::string_view file_;
  const std::string& what_;
  std::unordered_map<uint64_t, Collection> collections_;
};

}  // namespace

std::vector<std::string> read_heap_texts(std::string_view file, std::size_t place, std::size_t count,
                                         const std::string& what) {
  DUCTUS_CHECK(place <= file.size() && count <= (file.size() - place) / kReferenceBytes,
               "{}: the file is cut short", what);
  Heap heap(file, what);
  std::vector<std::string> texts;
  texts.reserve(count);
  for (std::size_t at = place; texts.size() < count; at += kReferenceBytes) {
    const uint64_t length = number_at(file, at, 4);
    if (length == 0) {
      texts.emplace_back();
      continue;
    }
    const std::string_view object = heap.object(number_at(file, at + 4, 8), number_at(file, at + 12, 4));
    DUCTUS_CHECK(length <= object.size() && length <= kLongestHeapText,
                 "{}: text {} claims {} bytes, there are {} (at most {})", what, texts.size(), length,
                 object.size(), kLongestHeapText);
    const std::string_view text = object.substr(0, length);
    texts.emplace_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

}  // namespace ductus::data
