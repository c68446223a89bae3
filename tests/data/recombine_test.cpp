#include "data/recombine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "data/line_columns.h"
#include "tests/support/errors.h"

using namespace ductus;
using namespace ductus::data;

namespace {

constexpr int kStep = 5;  // px a character; four of them are ink, of the character's own grey

/// Lines of 3 px height whose letters can be told from their pixels, two groups of two.
LineSet four_lines() {
  const std::vector<std::string> texts = {"ab cd", "ef gh ij", "AB CD", "EF"};
  LineSet set;
  set.height = 3;
  set.sources = {"lines.tsv"};
  set.groups = {"small", "large"};
  LineColumns columns(10000);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    LineImage image{3, kStep * static_cast<int>(texts[i].size()), {}};
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        const char letter = texts[i][static_cast<std::size_t>(x / kStep)];
        image.pixels.push_back(letter == ' ' || x % kStep == kStep - 1 ? 0 : static_cast<uint8_t>(letter));
      }
    }
    columns.add(image, texts[i], {0, static_cast<uint32_t>(i), i < 2 ? 0 : 1});
  }
  columns.move_to(set);
  return set;
}

/// Of every symbol of the text but `unread`, its first three columns.
std::vector<SymbolPlace> places_of(const std::string& text, const std::string& unread = "") {
  std::vector<SymbolPlace> places;
  const double width = kStep * static_cast<double>(text.size());
  for (std::size_t k = 0; k < text.size(); ++k) {
    const double begin = kStep * static_cast<double>(k);
    if (unread.find(text[k]) == std::string::npos)
      places.push_back({static_cast<int64_t>(k), begin / width, (begin + 3) / width});
  }
  return places;
}

SymbolPlaces all_places(const LineSet& set) {
  SymbolPlaces places;
  for (int64_t i = 0; i < set.size(); ++i)
    places[set.id(i)] = places_of(set.texts[static_cast<std::size_t>(i)]);
  return places;
}

/// The letters that the pixels of a row show.
std::string shown(const LineSet& set, int64_t line, int row) {
  const int32_t width = set.width[static_cast<std::size_t>(line)];
  const uint8_t* pixels = set.image(line) + row * width;
  std::string letters;
  for (int32_t x = 0; x < width; ++x) {
    if (pixels[x] != 0 && (x == 0 || pixels[x - 1] != pixels[x])) letters += static_cast<char>(pixels[x]);
  }
  return letters;
}

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

}  // namespace

TEST_CASE("cut_line: a line is cut where its spaces are, in the middle of what is empty") {
  const LineSet set = four_lines();
  const auto pieces = cut_line(set, 1, places_of("ef gh ij"));
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].text == "ef");
  CHECK(pieces[0].begin_px == 0);
  CHECK(pieces[0].end_px == 12);  // "f" ends at 9, "g" begins at 15
  CHECK(pieces[1].text == "gh");
  CHECK(pieces[1].begin_px == 12);
  CHECK(pieces[1].end_px == 27);
  CHECK(pieces[2].text == "ij");
  CHECK(pieces[2].end_px == 40);
}

TEST_CASE(
    "cut_line: where a word's edge was not read the line stays together, and what was hardly read is left "
    "out") {
  const LineSet set = four_lines();
  const auto whole = cut_line(set, 1, places_of("ef gh ij", "g"));
  REQUIRE(whole.size() == 2);
  CHECK(whole[0].text == "ef gh");  // three of its four letters were read
  CHECK(whole[1].text == "ij");
  const auto second = cut_line(set, 1, places_of("ef gh ij", "e"));
  REQUIRE(second.size() == 2);
  CHECK(second[0].text == "gh");
  CHECK(cut_line(set, 0, {}).empty());
}

TEST_CASE("recombine: the picture of a new line shows its text, and all of it is of one group") {
  const LineSet lines = four_lines();
  const LineSet made = recombine(lines, all_places(lines), {200, 1});
  REQUIRE(made.size() == 200);
  made.check("made");
  CHECK(made.groups == lines.groups);
  CHECK(made.sources == std::vector<std::string>{"recombined"});
  std::set<std::string> texts;
  for (int64_t i = 0; i < made.size(); ++i) {
    const std::string& text = made.texts[static_cast<std::size_t>(i)];
    CAPTURE(text);
    for (int row = 0; row < 3; ++row) CHECK(shown(made, i, row) == without_spaces(text));
    CHECK(text.find(' ') != std::string::npos);
    const bool small = made.group[static_cast<std::size_t>(i)] == 0;
    for (const char c : without_spaces(text)) CHECK((c >= 'a') == small);
    texts.insert(text);
  }
  CHECK(texts.size() > 40);
  CHECK(texts.count("cd ab") == 1);
}

TEST_CASE("recombine: a new line is a function of seed and number") {
  const LineSet lines = four_lines();
  const SymbolPlaces places = all_places(lines);
  const LineSet ten = recombine(lines, places, {10, 1}), four = recombine(lines, places, {4, 1});
  CHECK(recombine(lines, places, {10, 1}).content_hash() == ten.content_hash());
  CHECK(recombine(lines, places, {10, 2}).content_hash() != ten.content_hash());
  CHECK(std::equal(four.texts.begin(), four.texts.end(), ten.texts.begin()));
}

TEST_CASE("recombine: lines without places give nothing, and that is said") {
  const LineSet lines = four_lines();
  CHECK(test::error_of([&] {
          recombine(lines, {{"elsewhere#1", places_of("ab cd")}}, {10, 1});
        }) == "recombine: no two words could be cut out of the lines of any group (4 lines, places of 1)");
  // a group with one word is none to combine from
  const LineSet made =
      recombine(lines, {{lines.id(3), places_of("EF")}, {lines.id(0), places_of("ab cd")}}, {20, 1});
  for (const int32_t group : made.group) CHECK(group == 0);
}

TEST_CASE("recombine: places of an id that two lines have are an error") {
  LineSet lines = four_lines();
  lines.names = {"1.png", "2.png", "1.png", "2.png"};
  CHECK(test::error_of([&] {
          recombine(lines, {{"1.png", places_of("ab cd")}}, {10, 1});
        }) == "recombine: two lines are called '1.png': whose places these are is not known");
}
