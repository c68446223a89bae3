#include "data/ledger.h"

#include <doctest/doctest.h>

#include "configs/schema/error.h"

using ductus::Error;
using ductus::data::Ledger;

TEST_CASE("ledger: seen is used and dropped together") {
  Ledger ledger;
  ledger.use(59998);
  ledger.drop("unreadable", "a.png");
  ledger.drop("unreadable", "b.png");
  CHECK(ledger.seen() == 60000);
  CHECK(ledger.used() == 59998);
  CHECK(ledger.summary() == "seen 60,000, used 59,998, dropped 2: unreadable 2 (a.png, b.png)");
}

TEST_CASE("ledger: the summary names reasons, and a few ids of each") {
  Ledger ledger;
  ledger.use();
  CHECK(ledger.summary() == "seen 1, used 1, dropped 0");
  ledger.drop("empty", "x");
  for (const char* id : {"1", "2", "3", "4"}) ledger.drop("unreadable", id);
  CHECK(ledger.summary() == "seen 6, used 1, dropped 5: empty 1 (x), unreadable 4 (1, 2, 3, ...)");
}

TEST_CASE("ledger: beyond the ids kept only the count grows") {
  Ledger ledger;
  for (int i = 0; i < 250; ++i) ledger.drop("unreadable", std::to_string(i));
  const Ledger::Dropped& dropped = ledger.dropped().at("unreadable");
  CHECK(dropped.count == 250);
  CHECK(dropped.ids.size() == Ledger::kIdsKept);
  CHECK(dropped.ids.back() == "99");
}

TEST_CASE("ledger: adding one to another adds counts and keeps ids") {
  Ledger a, b;
  a.use(10);
  a.drop("empty", "1");
  b.use(5);
  b.drop("empty", "2");
  b.drop("unreadable", "3");
  a.add(b);
  CHECK(a.seen() == 18);
  CHECK(a.dropped().at("empty").ids == std::vector<std::string>{"1", "2"});
  CHECK(a.dropped().at("unreadable").count == 1);
}

TEST_CASE("ledger: JSON and back is the same ledger") {
  Ledger ledger;
  ledger.use(7);
  ledger.drop("unreadable", "a \"b\".png");
  const Ledger again = Ledger::from_json(ledger.to_json());
  CHECK(again.summary() == ledger.summary());
  CHECK(again.to_json() == ledger.to_json());
  CHECK(ledger.to_json() ==
        R"({"dropped":{"unreadable":{"count":1,"ids":["a \"b\".png"]}},"seen":8,"used":7})");
}

TEST_CASE("ledger: JSON that does not add up, or is none, is an error") {
  CHECK_THROWS_WITH_AS(Ledger::from_json(R"({"dropped":{},"seen":8,"used":7})"),
                       "ledger: seen is 8, expected used and dropped together, 7", Error);
  CHECK_THROWS_WITH_AS(Ledger::from_json(R"({"dropped":{},"seen":-1,"used":-1})"),
                       doctest::Contains("used is -1"), Error);
  for (const char* bad : {"", "[]", "7", R"({"used":1})", R"({"dropped":[],"seen":0,"used":"x"})"}) {
    CHECK_THROWS_WITH_AS(Ledger::from_json(bad), doctest::Contains("ledger: expected JSON"), Error);
  }
}

TEST_CASE("ledger: a file name that is no UTF-8 does not break the JSON") {
  Ledger ledger;
  ledger.drop("unreadable", "caf\xE9.png");
  CHECK(Ledger::from_json(ledger.to_json()).seen() == 1);
}
