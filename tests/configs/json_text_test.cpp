#include "configs/schema/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using ductus::config::json_text;
using Json = nlohmann::ordered_json;

TEST_CASE("json_text: bytes that are no UTF-8 become U+FFFD, all else is as it was") {
  CHECK(json_text(Json{{"path", "lines-\xFF.tsv"}, {"text", "\xC3\xA9"}}) ==
        "{\"path\":\"lines-\xEF\xBF\xBD.tsv\",\"text\":\"\xC3\xA9\"}");
  CHECK(json_text(Json{{"lines", 3}}, 2) == "{\n  \"lines\": 3\n}");
}
