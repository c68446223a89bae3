// Where each id stands in a list: a hash table for millions of short texts that lie elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::eval {

/// The texts must outlive the table. Open addressing with linear probing over XXH3.
class IdTable {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  /// Room for `count` ids, below 2^31.
  explicit IdTable(std::size_t count);

  /// Adds an id, whose index is the number of ids before it; returns kNone, or the index of the equal id that
  /// is there already (nothing is added then).
  uint32_t add(std::string_view id);

  /// The id's index, or kNone.
  uint32_t find(std::string_view id) const;

 private:
  struct Slot {
    uint32_t index = kNone;
    uint32_t tag = 0;  // hash bits beside those of the slot's place: most comparisons of texts are saved
  };

  std::size_t place_of(std::string_view id, uint64_t hash) const;

  std::vector<Slot> slots_;
  std::vector<std::string_view> ids_;
};

/// For what is written with ids: throws ductus::Error when two samples of `where` have the same one.
void check_ids_differ(const std::string& where, const std::vector<std::string>& ids);

}  // namespace ductus::eval
