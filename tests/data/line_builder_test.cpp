#include "data/formats/line_builder.h"

#include <doctest/doctest.h>

#include <string>

#include "data/text_heap.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::LineSetBuilder;

namespace {

/// Adds a line with a picture.
void add(LineSetBuilder& builder, const LineSetBuilder::Line& line) {
  builder.set_picture(builder.add(line), [] { return data::Picture{32, 8, 1, std::vector<uint8_t>(256)}; });
}

}  // namespace

TEST_CASE("line_builder: what a data set file cannot hold is dropped") {
  LineSetBuilder builder("s", {});
  add(builder, {"a", std::string(data::kLongestHeapText, 'x'), "g", {}});
  add(builder, {"b", std::string(data::kLongestHeapText + 1, 'x'), "g", {}});
  add(builder, {std::string("c\0d", 3), "1", "g", {}});
  add(builder, {"e", "1", std::string("h\0i", 3), {}});
  const data::LineSet set = builder.finish("s");
  CHECK(set.names == std::vector<std::string>{"a"});
  CHECK(set.groups == std::vector<std::string>{"g"});
  CHECK(set.ledger.dropped().at("text too long").count == 1);
  CHECK(set.ledger.dropped().at("NUL in a name").count == 2);
}

TEST_CASE("line_builder: text that is no UTF-8 is an error that names the line") {
  LineSetBuilder builder("s", {});
  CHECK(test::error_of([&] {
          builder.add({"page.xml#7", "caf\xE9", {}, {}});
        }) == "page.xml#7: text: invalid UTF-8 at byte 3");
}
