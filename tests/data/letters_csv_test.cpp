#include "data/formats/letters_csv.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "data/formats/csv_rows.h"
#include "tests/data/format_files.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::FirstRow;
using test::csv_row;
using test::error_of;
using test::TempDir;

namespace {

/// Keeps what it was told.
struct Listener : config::NullReporter {
  void info(std::string_view line) override { infos.emplace_back(line); }
  void warn(std::string_view line) override { warnings.emplace_back(line); }
  std::vector<std::string> infos, warnings;
};

data::ImageSet read(const std::string& content, FirstRow first_row = FirstRow::kAuto, int threads = 1) {
  const TempDir dir;
  config::NullReporter reporter;
  return data::read_letters_csv_file(dir.write("az.csv", content), first_row, threads, reporter);
}

/// The error's text from the file's name on.
std::string csv_error(const std::string& content, int threads = 1) {
  const std::string text = error_of([&] { read(content, FirstRow::kAuto, threads); });
  return text.substr(std::min(text.find("az.csv"), text.size()));
}

std::string with_field(int column, const std::string& value) {
  std::string row;
  for (int c = 1; c <= 785; ++c) row += (c > 1 ? "," : "") + (c == column ? value : "0");
  return row;
}

std::string header() {
  std::string row = "label";
  for (int i = 0; i < 784; ++i) row += ",pixel" + std::to_string(i);
  return row;
}

/// A row as the Kaggle file has them: mostly zeros, runs of ink.
std::string random_row(std::mt19937& random) {
  std::string row = std::to_string(random() % 26);
  bool ink = false;
  for (int i = 0; i < 784; ++i) {
    if (random() % 8 == 0) ink = !ink;
    row += "," + std::to_string(ink ? random() % 256 : 0);
  }
  return row;
}

/// Small damage of the kinds that a file may have.
void damage(std::string& row, std::mt19937& random) {
  const std::string bytes = "0123456789,,,\r\n \"-.x;\x80/:";
  const std::size_t at = random() % row.size();
  switch (random() % 3) {
    case 0:
      row[at] = bytes[random() % bytes.size()];
      break;
    case 1:
      row.erase(at, 1);
      break;
    default:
      row.insert(at, 1, bytes[random() % bytes.size()]);
  }
}

}  // namespace

TEST_CASE("letters_csv: label, pixels, alphabet and ids") {
  std::string second = with_field(2, "255");
  second[0] = '9';
  const data::ImageSet set = read(csv_row(25, "7") + "\n" + second + "\n");
  REQUIRE(set.size() == 2);
  CHECK(set.alphabet[25] == "Z");
  CHECK(set.labels[0] == 25);
  CHECK(set.labels[1] == 9);
  CHECK(std::all_of(set.image(0), set.image(0) + 784, [](uint8_t pixel) { return pixel == 7; }));
  CHECK(set.image(1)[0] == 255);
  CHECK(set.image(1)[1] == 0);
  CHECK(set.id(1) == "az.csv#1");
  CHECK(set.ledger.seen() == 2);
  CHECK(set.ledger.used() == 2);
}

TEST_CASE(
    "letters_csv: CRLF, quotes, blanks, a byte order mark, no last line end and empty lines at the end are "
    "tolerated") {
  const std::string plain = csv_row(3, "12");
  std::string quoted = plain;
  for (std::size_t at = 0; (at = quoted.find("12", at)) != std::string::npos; at += 6)
    quoted.replace(at, 2, "\" 12\" ");
  for (const std::string& content :
       {plain + "\n" + plain, plain + "\r\n" + plain + "\r\n", quoted + "\n" + plain + "\n\n\r\n  \n",
        "\xEF\xBB\xBF" + plain + "\n" + quoted, " " + plain + " \n\t" + plain + "\t\n"}) {
    const data::ImageSet set = read(content);
    REQUIRE(set.size() == 2);
    CHECK(set.labels[0] == 3);
    CHECK(set.image(1)[783] == 12);
  }
}

TEST_CASE("letters_csv: leading zeros are no harm") {
  CHECK(read(with_field(5, "0000042")).image(0)[3] == 42);
}

TEST_CASE("letters_csv: a value over 255 is an error with row and column") {
  const std::string good = csv_row(1) + "\n";
  CHECK(csv_error(good + with_field(5, "256") + "\n") ==
        "az.csv: row 2, column 5: expected a whole number from 0 to 255, found '256'");
  CHECK(csv_error(with_field(785, "300")) ==
        "az.csv: row 1, column 785: expected a whole number from 0 to 255, found '300'");
  CHECK(csv_error(with_field(9, "99999999999999999999999")) ==
        "az.csv: row 1, column 9: expected a whole number from 0 to 255, found '99999999999999999999...'");
}

TEST_CASE("letters_csv: what is no whole number is an error with row and column") {
  const std::string good = csv_row(1) + "\n";
  for (const char* bad : {"-1", "1.5", "nan", "1e2", "", " ", "0x1", "\"", "1 2"}) {
    const std::string error = csv_error(good + with_field(700, bad) + "\n" + good);
    CHECK(error.find("az.csv: row 2, column 700: expected a whole number from 0 to 255, found '") == 0);
  }
  CHECK(csv_error(good + with_field(4, "\x01\xFFz")) ==
        "az.csv: row 2, column 4: expected a whole number from 0 to 255, found '\?\?z'");
}

TEST_CASE("letters_csv: a label out of range is an error with its row") {
  CHECK(csv_error(csv_row(0) + "\n" + csv_row(26)) ==
        "az.csv: row 2, column 1: expected a label from 0 to 25, found '26'");
}

TEST_CASE("letters_csv: a wrong number of fields is an error with its row") {
  const std::string good = csv_row(1);
  CHECK(csv_error(good + "\n" + std::string(100000, '1') + "\n" + good)
            .find("az.csv: row 2, column 1: expected a label") == 0);
  CHECK(csv_error(good + "\n" + good + ",0\n") ==
        "az.csv: row 2: expected 785 fields (a label and 784 pixels), found 786");
  CHECK(csv_error(good.substr(0, good.size() - 2) + "\n") ==
        "az.csv: row 1: expected 785 fields (a label and 784 pixels), found 784");
  CHECK(csv_error(good + "\n1,2,3\n" + good) ==
        "az.csv: row 2: expected 785 fields (a label and 784 pixels), found 3");
}

TEST_CASE("letters_csv: an empty line between rows is an error") {
  CHECK(csv_error(csv_row(1) + "\n\n" + csv_row(1)) ==
        "az.csv: row 2, column 1: expected a label from 0 to 25, found ''");
}

TEST_CASE("letters_csv: files that are no CSV are named for what they are") {
  CHECK(csv_error("") == "az.csv: the file is empty (0 bytes)");
  CHECK(csv_error("\n\n  \n") == "az.csv: expected rows of a label and 784 pixels, found only blanks");
  CHECK(csv_error("\xEF\xBB\xBF\n<!DOCTYPE html>\n<html>") ==
        "az.csv: expected rows of numbers, found an HTML page (was the download page saved instead of the "
        "file?)");
  CHECK(csv_error("PK\x03\x04xyz") ==
        "az.csv: expected rows of numbers, found a zip archive (unpack it first)");
}

TEST_CASE("letters_csv: of many errors the first row's is told, whatever the number of threads") {
  std::string content;
  for (int i = 0; i < 3000; ++i)
    content += (i == 1717 || i > 1800 ? with_field(3 + i % 700, "x") : csv_row(i % 26)) + "\n";
  for (const int threads : {1, 2, 5}) {
    CHECK(csv_error(content, threads) ==
          "az.csv: row 1718, column 320: expected a whole number from 0 to 255, found 'x'");
  }
}

TEST_CASE("letters_csv: many short lines are an error, not an overrun") {
  std::string content = csv_row(1) + "\n";
  for (int i = 0; i < 200000; ++i) content += "1,2\n";
  for (int i = 0; i < 1000; ++i) content += csv_row(1) + "\n";
  CHECK(csv_error(content, 4) == "az.csv: row 2: expected 785 fields (a label and 784 pixels), found 2");
}

TEST_CASE("letters_csv: the first row is judged, kept or left out") {
  const TempDir dir;
  const auto headed = dir.write("headed.csv", header() + "\n" + csv_row(1) + "\n" + csv_row(2) + "\n");
  const auto bare = dir.write("bare.csv", csv_row(1) + "\n" + csv_row(2) + "\n");
  Listener listener;

  SUBCASE("auto: a header is skipped, and that is said") {
    const data::ImageSet set = data::read_letters_csv_file(headed, FirstRow::kAuto, 1, listener);
    CHECK(set.size() == 2);
    CHECK(set.id(0) == "headed.csv#1");
    CHECK(listener.infos ==
          std::vector<std::string>{"headed.csv: the first row is a header and was skipped"});
  }
  SUBCASE("auto: data are kept in silence") {
    CHECK(data::read_letters_csv_file(bare, FirstRow::kAuto, 1, listener).size() == 2);
    CHECK(listener.infos.empty());
  }
  SUBCASE("auto: a row of data is no header for a damaged field, even where that is the label") {
    for (const int column : {1, 300}) {
      CAPTURE(column);
      const auto damaged = dir.write("damaged.csv", with_field(column, "x") + "\n" + csv_row(2) + "\n");
      CHECK(error_of([&] { data::read_letters_csv_file(damaged, FirstRow::kAuto, 1, listener); }) ==
            fmt::format("{}: row 1, column {}: expected a {}, found 'x' (if the row is a header: first_row: "
                        "header)",
                        damaged.string(), column,
                        column == 1 ? "label from 0 to 25" : "whole number from 0 to 255"));
    }
  }
  SUBCASE("data: a header is an error") {
    const std::string error =
        error_of([&] { data::read_letters_csv_file(headed, FirstRow::kData, 1, listener); });
    CHECK(error.find("row 1, column 1: expected a label from 0 to 25, found 'label'") != std::string::npos);
  }
  SUBCASE("header: the first sample is lost, as in reference 003, and the ledger says so") {
    const data::ImageSet set = data::read_letters_csv_file(bare, FirstRow::kHeader, 1, listener);
    CHECK(set.size() == 1);
    CHECK(set.labels[0] == 2);
    CHECK(set.id(0) == "bare.csv#1");
    CHECK(set.ledger.summary() == "seen 2, used 1, dropped 1: taken for a header 1 (bare.csv#0)");
    CHECK(listener.warnings.size() == 1);
  }
  SUBCASE("header: an error below it counts rows from the top of the file") {
    const auto bad = dir.write("bad.csv", header() + "\n" + csv_row(1) + "\n" + with_field(2, "x") + "\n");
    CHECK(error_of([&] {
            data::read_letters_csv_file(bad, FirstRow::kAuto, 1, listener);
          }).find("row 3, column 2") != std::string::npos);
  }
}

TEST_CASE("letters_csv: a gzip file is the same set, and one cut short is an error") {
  const TempDir dir;
  config::NullReporter reporter;
  const std::string content = csv_row(4, "200") + "\n" + csv_row(5, "1") + "\n";
  const auto path = dir.write("az.csv.gz", test::gzip(content));
  const data::ImageSet set = data::read_letters_csv_file(path, FirstRow::kAuto, 1, reporter);
  CHECK(set.content_hash() == read(content).content_hash());
  CHECK(set.id(0) == "az.csv#0");
  const std::string packed = test::gzip(content);
  const auto cut = dir.write("cut.csv.gz", packed.substr(0, packed.size() - 4));
  CHECK(error_of([&] { data::read_letters_csv_file(cut, FirstRow::kAuto, 1, reporter); }).find("end early") !=
        std::string::npos);
}

TEST_CASE("letters_csv: any number of threads reads the same set") {
  std::mt19937 random(7);
  std::string content;
  for (int i = 0; i < 4000; ++i) content += random_row(random) + (i % 50 == 0 ? "\r\n" : "\n");
  const data::ImageSet one = read(content, FirstRow::kAuto, 1);
  CHECK(one.size() == 4000);
  for (const int threads : {2, 3, 8})
    CHECK(read(content, FirstRow::kAuto, threads).content_hash() == one.content_hash());
}

TEST_CASE("letters_csv: every fast parser agrees with the exact one on rows, sound and damaged") {
  std::mt19937 random(11);
  int sound = 0, refused = 0;
  for (int i = 0; i < 6000; ++i) {
    std::string row = random_row(random);
    if (i % 2 == 1) damage(row, random);
    row += i % 3 == 0 ? "\r\n" : "\n";
    const std::string line = row.substr(0, row.find('\n'));
    uint8_t exact[data::kCsvPixels];
    int32_t exact_label = -1;
    const std::string error = error_of([&] { exact_label = data::parse_csv_row(line, exact, "az.csv", 1); });
    const std::string padded =
        std::string(data::kCsvReadBehind, '1') + row + std::string(data::kCsvReadAhead, '2');
    const char* start = padded.data() + data::kCsvReadBehind;
    for (const data::PlainRowParser& parser : data::plain_row_parsers()) {
      CAPTURE(parser.name);
      CAPTURE(line);
      uint8_t fast[data::kCsvRowRoom];
      int32_t label = -1;
      const char* next = parser.parse(start, &label, fast);
      if (i % 2 == 0) REQUIRE(next != nullptr);  // a sound row is plain
      if (next == nullptr) {
        ++refused;
        continue;
      }
      ++sound;
      REQUIRE(error == "no error");
      REQUIRE(next == start + line.size() + 1);
      REQUIRE(label == exact_label);
      REQUIRE(std::memcmp(fast, exact, sizeof exact) == 0);
    }
  }
  CHECK(sound > 3000);
  CHECK(refused > 500);
}

TEST_CASE("letters_csv: every fast parser reads all values in every place") {
  for (int value = 0; value < 1100; ++value) {
    const int column = 2 + value * 7 % 784;
    const std::string padded = std::string(data::kCsvReadBehind, '\n') +
                               with_field(column, std::to_string(value)) + "\n" +
                               std::string(data::kCsvReadAhead, '0');
    for (const data::PlainRowParser& parser : data::plain_row_parsers()) {
      uint8_t fast[data::kCsvRowRoom];
      int32_t label = -1;
      const char* next = parser.parse(padded.data() + data::kCsvReadBehind, &label, fast);
      CAPTURE(parser.name);
      CAPTURE(value);
      REQUIRE((next != nullptr) == (value <= 255));
      if (next != nullptr) REQUIRE(fast[column - 2] == value);
    }
  }
}

TEST_CASE("letters_csv: no fast parser reads further than it may, whatever never ends") {
  for (const char* text : {"1", "0,", "11,", "x", " ", ",", "1234,", "255,"}) {
    std::string endless(data::kCsvReadBehind, '1');
    endless += "7,";
    while (endless.size() < data::kCsvReadBehind + data::kCsvReadAhead) endless += text;
    const std::vector<char> exact(endless.begin(),
                                  endless.begin() + data::kCsvReadBehind + data::kCsvReadAhead);
    for (const data::PlainRowParser& parser : data::plain_row_parsers()) {
      CAPTURE(parser.name);
      uint8_t pixels[data::kCsvRowRoom];
      int32_t label = -1;
      CHECK(parser.parse(exact.data() + data::kCsvReadBehind, &label, pixels) == nullptr);
    }
  }
}

TEST_CASE("letters_csv: the real sample has 115 rows a letter") {
  const std::filesystem::path sample =
      std::filesystem::path(DUCTUS_TESTS_DIR) / "../../shared/data/letters-az/az-sample.csv.gz";
  if (!std::filesystem::exists(sample)) return;
  config::NullReporter reporter;
  const data::ImageSet set = data::read_letters_csv_file(sample, FirstRow::kAuto, 2, reporter);
  CHECK(set.size() == 2990);
  for (const int64_t count : set.class_counts()) CHECK(count == 115);
}
