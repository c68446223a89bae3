#include <doctest/doctest.h>

#include <set>

#include "data/content_hash.h"
#include "tests/data/synth_text.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::draw_texts;

namespace {

std::set<std::string> texts_of(const test::TempDir& dir, const std::string& content,
                               const std::string& more = "") {
  const auto path = dir.write("lines.txt", content);
  const auto texts = draw_texts("{corpus: {path: '" + path.string() + "'" + more + "}}", 500);
  return {texts.begin(), texts.end()};
}

}  // namespace

TEST_CASE("corpus: all lines that hold something, in NFC, with single spaces") {
  const test::TempDir dir;
  const auto texts = texts_of(dir, "\xEF\xBB\xBFone\r\n\n  two\t three \ncafe\xCC\x81");
  CHECK(texts == std::set<std::string>{"one", "two three", "caf\xC3\xA9"});
}

TEST_CASE("corpus: runs of words stay in their line and have the lengths asked for") {
  const test::TempDir dir;
  CHECK(texts_of(dir, "a b c\nd\n", ", words: [2, 2]") == std::set<std::string>{"a b", "b c", "d"});
  CHECK(texts_of(dir, "a b c\n", ", words: [1, 5]") ==
        std::set<std::string>{"a", "b", "c", "a b", "b c", "a b c"});
}

TEST_CASE("corpus: every word begins a run equally often") {
  const test::TempDir dir;
  const auto path = dir.write("lines.txt", "a b c d\n");
  int first = 0;
  for (const auto& text : draw_texts("{corpus: {path: '" + path.string() + "', words: [1, 1]}}", 4000)) {
    first += text == "a" ? 1 : 0;
  }
  CHECK(first > 860);  // 1,000 expected, deviation 27
  CHECK(first < 1140);
}

TEST_CASE("corpus: a file without text, of other bytes, or that is not there") {
  const test::TempDir dir;
  const auto path = dir.write("lines.txt", " \n\n").string();
  const auto error = [&](const std::string& file) {
    return test::error_of([&] { test::text_source("{corpus: {path: '" + file + "'}}"); });
  };
  CHECK(error(path) == path + ": holds no text, expected lines in UTF-8");
  dir.write("lines.txt", "");
  CHECK(error(path) == path + ": holds no text, expected lines in UTF-8");
  dir.write("lines.txt", "a\nb\xFF\n");
  CHECK(error(path) == path + ":2: invalid UTF-8 at byte 3");
  CHECK(error((dir / "none.txt").string()).find("none.txt") != std::string::npos);
  CHECK(test::error_of([] { test::text_source("corpus"); }).find("path") != std::string::npos);
}

TEST_CASE("corpus: a path is looked for below the data root too, and its file is noted with its hash") {
  const test::TempDir dir;
  const auto path = dir.write("words/corpus-test-lines.txt", "one\n");
  data::TextFiles files{dir.path().string()};
  const auto source = test::text_source("{corpus: {path: words/corpus-test-lines.txt}}", files);
  CHECK(test::draw_text(*source, 0) == "one");
  REQUIRE(files.read.size() == 1);
  CHECK(files.read[0].name == "words/corpus-test-lines.txt");
  CHECK(files.read[0].hash == data::file_hash(path));
}
