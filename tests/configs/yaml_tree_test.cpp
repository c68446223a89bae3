#include "configs/schema/yaml_tree.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"

using namespace ductus::config;
using ductus::test::error_of;
using ductus::test::kind_and_error_of;

namespace {

std::string parse_error(std::string_view text) {
  return kind_and_error_of([&] { parse_yaml(text, "r.yaml"); });
}

std::string overridden(std::string_view text, const std::string& assignment) {
  const ValuePtr root = parse_yaml(text, "r.yaml");
  override_value(*root, assignment);
  return write_yaml(*root);
}

std::string override_error(std::string_view text, const std::string& assignment) {
  return kind_and_error_of([&] { overridden(text, assignment); });
}

}  // namespace

TEST_CASE("parse_yaml: every value knows its place") {
  const ValuePtr root = parse_yaml("a: 1\nb:\n  - x\n  - {c: 'y'}\n", "r.yaml");
  REQUIRE(root->kind == Value::Kind::kMap);
  CHECK(root->find("a")->position.text() == "r.yaml:1:4");
  const Value& list = *root->find("b");
  REQUIRE(list.elements.size() == 2);
  CHECK(list.elements[0]->position.text() == "r.yaml:3:5");
  CHECK(list.elements[1]->find("c")->position.text() == "r.yaml:4:9");
  CHECK(list.elements[1]->fields[0].position.text() == "r.yaml:4:6");
}

TEST_CASE("parse_yaml: quotes are kept apart from plain values, null from empty text") {
  const ValuePtr root = parse_yaml("[5, '5', \"5\", ~, null, '', 'null', a]", "r.yaml");
  const auto& elements = root->elements;
  REQUIRE(elements.size() == 8);
  CHECK_FALSE(elements[0]->quoted);
  CHECK(elements[1]->quoted);
  CHECK(elements[2]->quoted);
  CHECK(elements[3]->kind == Value::Kind::kNull);
  CHECK(elements[4]->kind == Value::Kind::kNull);
  CHECK(elements[5]->kind == Value::Kind::kScalar);
  CHECK(elements[6]->text == "null");
  CHECK(elements[7]->text == "a");
}

TEST_CASE("parse_yaml: nothing, and comments alone, are null") {
  CHECK(parse_yaml("", "r.yaml")->kind == Value::Kind::kNull);
  CHECK(parse_yaml("# a recipe\n", "r.yaml")->kind == Value::Kind::kNull);
}

TEST_CASE("parse_yaml: the last line may lack its end, be a comment, or mark the end of the document") {
  for (const char* text :
       {"a: b", "a: b # c", "a: b\n# c", "a: 'b'", "---\na: b\n", "a: b\n...\n", "a: b\n...",
        "\xEF\xBB\xBF"
        "a: b\n"}) {
    CAPTURE(text);
    CHECK(parse_yaml(text, "r.yaml")->find("a")->text == "b");
  }
  CHECK(parse_yaml("a: |\n  b\n", "r.yaml")->find("a")->text == "b\n");
  CHECK(parse_yaml("a: |+\n  b\n\n", "r.yaml")->find("a")->text == "b\n\n");
}

TEST_CASE("parse_yaml: a duplicate key is an error at its second place") {
  CHECK(parse_error("a: 1\nb: 2\na: 3\n") == "usage: r.yaml:3:1: key 'a' is given twice");
  CHECK(parse_error("x: {a: 1, 'a': 2}\n") == "usage: r.yaml:1:11: key 'a' is given twice");
  CHECK(parse_error("x: {a: 1}\ny: {a: 2}\n") == "no error");
}

TEST_CASE("parse_yaml: invalid YAML is an error with its place") {
  CHECK(parse_error("a: [1, 2\nb: 3\n") == "usage: r.yaml:2:2: invalid YAML: end of sequence flow not found");
  CHECK(parse_error("a: 'x\n") == "usage: r.yaml:2:1: invalid YAML: a quote is not closed");
  CHECK(parse_error("a: \"x") == "usage: r.yaml:2:1: invalid YAML: a quote is not closed");
  CHECK(parse_error("a: 1\n b: 2\n").find("usage: r.yaml:2:") == 0);
  CHECK(parse_error("\ta: 1\n").find("usage: r.yaml:1:") == 0);
}

TEST_CASE("parse_yaml: anchors, aliases, tags, second documents and odd keys are refused") {
  CHECK(parse_error("a: &x 1\n") ==
        "usage: r.yaml:1:4: an anchor or alias (they are not part of recipes; write the value out)");
  CHECK(parse_error("a: !!int 1\n") ==
        "usage: r.yaml:1:4: tag 'tag:yaml.org,2002:int' (tags are not part of recipes)");
  CHECK(parse_error("a: 1\n---\nb: 2\n") == "usage: r.yaml:2:1: a second document, expected one");
  CHECK(parse_error("[a]: 1\n") == "usage: r.yaml:1:1: expected a key, found a list");
  CHECK(parse_error("{a: 1}: 1\n") == "usage: r.yaml:1:1: expected a key, found a map");
  CHECK(parse_error("~: 1\n") == "usage: r.yaml:1:1: expected a key, found nothing");
}

TEST_CASE("parse_yaml: control characters are refused, since yaml-cpp takes 0x04 for the end of the file") {
  CHECK(parse_error("a: 1\nb: \x04 2\n") ==
        "usage: r.yaml:2:4: byte 0x04, expected text in UTF-8 without control characters");
  CHECK(parse_error(std::string_view("a\0b", 3)).find("usage: r.yaml:1:2: byte 0x00, expected text") == 0);
  CHECK(parse_error("a: \x7f").find("usage: r.yaml:1:4: byte 0x7f") == 0);
  CHECK(parse_error("a: \xC2\x85").find("usage: r.yaml:1:4: byte 0xc2") ==
        0);  // U+0085, a control character too
}

TEST_CASE("parse_yaml: text is UTF-8, from the lowest to the highest of each length") {
  for (const char* text : {"\xC2\xA0", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(parse_yaml("x" + std::string(text), "r.yaml")->text == "x" + std::string(text));
  }
  // a lone continuation, overlong forms, a surrogate, above U+10FFFF, a character cut short, Latin-1
  for (const char* text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                           "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82", "\xE9 x"}) {
    CAPTURE(text);
    CHECK(parse_error("x" + std::string(text)).find("usage: r.yaml:1:2: byte 0x") == 0);
  }
}

TEST_CASE("parse_yaml: nesting without end is an error") {
  CHECK(parse_error(std::string(100000, '[')).find("invalid YAML: nested too deeply") != std::string::npos);
}

TEST_CASE("override_value: replaces values in maps and lists, whatever their kind") {
  CHECK(overridden("{a: {b: 1}}", "a.b=2") == "a:\n  b: 2\n");
  CHECK(overridden("{a: 1}", "a={b: [x, y]}") == "a:\n  b: [x, y]\n");
  CHECK(overridden("{s: [{m: {part: train}}, {k: 1}]}", "s.0.m.part=test") ==
        "s:\n  - m:\n      part: test\n  - k: 1\n");
  CHECK(overridden("{s: [1, 2]}", "s.1=7") == "s: [1, 7]\n");
  CHECK(overridden("{a: 1}", "a=") == "a: ~\n");
  CHECK(overridden("{a: 1}", "a=x=y") == "a: x=y\n");
}

TEST_CASE("override_value: makes the maps on the way when they are absent") {
  CHECK(overridden("", "a.b.c=1") == "a:\n  b:\n    c: 1\n");
  CHECK(overridden("{a: {x: 0}}", "a.b=1") == "a:\n  x: 0\n  b: 1\n");
}

TEST_CASE("override_value: reaches the options of a plug-in that stands without any") {
  CHECK(overridden("optimizer: adam", "optimizer.adam.lr=0.1") == "optimizer:\n  adam:\n    lr: 0.1\n");
}

TEST_CASE("override_value: says where a path leads nowhere") {
  CHECK(override_error("a: 1", "a.b=2") ==
        "usage: --set a.b: 'b' would be a key of '1' at r.yaml:1:4, expected a map there");
  CHECK(override_error("a: [1, 2]", "a.2=2") ==
        "usage: --set a.2: '2' is no element of the list, expected a number below 2");
  CHECK(override_error("a: [1, 2]", "a.x=2") ==
        "usage: --set a.x: 'x' is no element of the list, expected a number below 2");
  CHECK(override_error("a: [1, 2]", "a.-1=2").find("'-1' is no element") != std::string::npos);
}

TEST_CASE("override_value: refuses what is no assignment, and YAML that is none") {
  CHECK(override_error("", "epochs") ==
        "usage: --set epochs: expected key=value, as in --set train.epochs=5");
  CHECK(override_error("", "=5") == "usage: --set =5: expected key=value, as in --set train.epochs=5");
  CHECK(override_error("", "a..b=5") == "usage: --set a..b: expected key.key=value, found an empty key");
  CHECK(override_error("", "a.=5") == "usage: --set a.: expected key.key=value, found an empty key");
  CHECK(override_error("", "a=[1") == "usage: --set a: invalid YAML: end of sequence flow not found");
  CHECK(override_error("", "a='x") == "usage: --set a: invalid YAML: a quote is not closed");
  CHECK(override_error("", "a={b: 1, b: 2}") == "usage: --set a: key 'b' is given twice");
}

TEST_CASE("write_yaml: texts that could be taken for something else are quoted") {
  const ValuePtr root =
      parse_yaml("['5', 'true', 'null', '', 'a: b', 'adam', '0O', 'no', \"a\\nb\", 'x#y', ' x']", "r.yaml");
  CHECK(write_yaml(*root) ==
        "[\"5\", \"true\", \"null\", \"\", \"a: b\", adam, \"0O\", \"no\", \"a\\nb\", \"x#y\", \" x\"]\n");
}

TEST_CASE("write_yaml: what was written reads back as the same tree") {
  const std::string text = "a:\n  - b: [1, x]\n    c: {}\n  - []\n  - ~\nd: \"\xC3\xA9 \\\" \\\\ \\t\"\n";
  const std::string written = write_yaml(*parse_yaml(text, "r.yaml"));
  CHECK(write_yaml(*parse_yaml(written, "r.yaml")) == written);
  CHECK(parse_yaml(written, "r.yaml")->find("d")->text == "\xC3\xA9 \" \\ \t");
}

TEST_CASE("kind_text: a long text is cut between characters, and stays on one line") {
  CHECK(kind_text(Value::scalar("a\nb", true)) == "the text 'a b'");
  CHECK(kind_text(Value::scalar(std::string(60, 'x'), false)) == "'" + std::string(60, 'x') + "'");
  CHECK(kind_text(Value::scalar(std::string(59, 'x') + "\xC3\xA9", false)) ==
        "'" + std::string(59, 'x') + "...'");
}
