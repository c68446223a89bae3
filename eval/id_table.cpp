#include "eval/id_table.h"

#include <xxhash.h>

#include "configs/schema/error.h"

namespace ductus::eval {
namespace {

uint64_t hash_of(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }
uint32_t tag_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

std::size_t slots_for(std::size_t count) {
  std::size_t slots = 16;
  while (slots < 2 * count) slots *= 2;
  return slots;
}

}  // namespace

IdTable::IdTable(std::size_t count) : slots_(slots_for(count)) {
  DUCTUS_CHECK(count < UINT32_MAX / 2, "ids: {} are too many, expected fewer than {}", count, UINT32_MAX / 2);
  ids_.reserve(count);
}

std::size_t IdTable::place_of(std::string_view id, uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = hash & mask;
  while (slots_[place].index != kNone &&
         (slots_[place].tag != tag_of(hash) || ids_[slots_[place].index] != id)) {
    place = (place + 1) & mask;
  }
  return place;
}

uint32_t IdTable::add(std::string_view id) {
  const uint64_t hash = hash_of(id);
  Slot& slot = slots_[place_of(id, hash)];
  if (slot.index != kNone) return slot.index;
  slot = {static_cast<uint32_t>(ids_.size()), tag_of(hash)};
  ids_.push_back(id);
  return kNone;
}

uint32_t IdTable::find(std::string_view id) const { return slots_[place_of(id, hash_of(id))].index; }

void check_ids_differ(const std::string& where, const std::vector<std::string>& ids) {
  IdTable seen(ids.size());
  for (const std::string& id : ids) {
    DUCTUS_CHECK(seen.add(id) == IdTable::kNone,
                 "{}: two samples are called '{}', expected an id each (`ductus data join` tells them apart)",
                 where, id);
  }
}

}  // namespace ductus::eval
