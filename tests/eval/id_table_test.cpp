#include "eval/id_table.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using ductus::eval::IdTable;

TEST_CASE("IdTable: finds every id at its index, reports repetitions, and knows no others") {
  std::vector<std::string> ids;
  for (int i = 0; i < 5000; ++i) ids.push_back("sample " + std::to_string(i * 7919));
  IdTable table(ids.size());
  for (const std::string& id : ids) CHECK(table.add(id) == IdTable::kNone);
  for (uint32_t i = 0; i < ids.size(); ++i) {
    CHECK(table.find(ids[i]) == i);
    CHECK(table.add(std::string_view(ids[i])) == i);
  }
  CHECK(table.find("sample 1") == IdTable::kNone);
  CHECK(table.find("") == IdTable::kNone);
}
