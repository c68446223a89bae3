#include "train/tensorboard.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus::train;
using ductus::test::TempDir;

namespace {

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The payloads of a file of whole TFRecords.
std::vector<std::string> payloads(const std::string& bytes) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = static_cast<uint8_t>(bytes[at]) + 256U * static_cast<uint8_t>(bytes[at + 1]);
    result.push_back(bytes.substr(at + 12, size));
    REQUIRE(bytes.substr(at, size + 16) == tf_record(result.back()));
    at += size + 16;
  }
  return result;
}

template <std::size_t N>
std::string bytes_of(const char (&text)[N]) {
  return {text, N - 1};
}

}  // namespace

TEST_CASE("crc32c: the known answers") {
  CHECK(crc32c("123456789") == 0xE3069283U);  // the check value of CRC-32C's definition
  CHECK(crc32c("") == 0U);
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AAU);  // RFC 3720, B.4
  CHECK(crc32c(std::string(32, '\xff')) == 0x62A8AB43U);
}

TEST_CASE("tensorboard: a scalar is the bytes that TensorFlow writes") {
  const TempDir dir;
  EventWriter writer(dir.path().string(), std::nullopt, 2.0);
  writer.scalar("a", 1, 1.0, 2.0);
  const std::string bytes = contents(writer.path());
  // Event{wall_time: 2.0, step: 1, summary{value{tag: "a", simple_value: 1.0}}}: 9 + 2 + 12 = 23 bytes.
  // Both check sums are those of tensorboard 2.21's own masked_crc32c.
  const std::string expected = bytes_of(
      "\x17\0\0\0\0\0\0\0"
      "\xe7\xce\xf8\x1e"
      "\x09\0\0\0\0\0\0\0\x40"
      "\x10\x01"
      "\x2a\x0a\x0a\x08\x0a\x01"
      "a"
      "\x15\0\0\x80\x3f"
      "\x4a\x86\xfd\xda");
  REQUIRE(bytes.size() > expected.size());
  CHECK(bytes.substr(bytes.size() - expected.size()) == expected);
}

TEST_CASE("tensorboard: a file opens with its version") {
  const TempDir dir;
  const EventWriter writer(dir.path().string(), std::nullopt, 2.0);
  const auto events = payloads(contents(writer.path()));
  REQUIRE(events.size() == 1);
  CHECK(events[0] == bytes_of("\x09\0\0\0\0\0\0\0\x40\x1a\x0d"
                              "brain.Event:2"));
}

TEST_CASE("tensorboard: a resumed run hides what follows the last step") {
  const TempDir dir;
  const EventWriter writer(dir.path().string(), 299, 2.0);
  const auto events = payloads(contents(writer.path()));
  REQUIRE(events.size() == 2);
  // step 300 = 0xAC 0x02 as a varint; session_log{status: START}
  CHECK(events[1] == bytes_of("\x09\0\0\0\0\0\0\0\x40\x10\xac\x02\x3a\x02\x08\x01"));
}

TEST_CASE("tensorboard: each start has a file of its own, named in order, whatever the clock says") {
  const TempDir dir;
  const EventWriter first(dir.path().string(), std::nullopt, 1000.5);
  const EventWriter second(dir.path().string(), 0, 1000.9);
  const EventWriter third(dir.path().string(), 0, 10.0);
  CHECK(first.path() == (dir / "events.out.tfevents.0000001000.ductus").string());
  CHECK(first.path() < second.path());
  CHECK(second.path() < third.path());
}

TEST_CASE("tensorboard: a picture carries its size and its PNG") {
  const TempDir dir;
  EventWriter writer(dir.path().string(), std::nullopt, 2.0);
  writer.image("i", 0, 3, 2, "png", 2.0);
  // value{tag: "i", image{height: 2, width: 3, colorspace: 3, encoded_image_string: "png"}}
  CHECK(
      payloads(contents(writer.path())).back() ==
      bytes_of("\x09\0\0\0\0\0\0\0\x40\x2a\x12\x0a\x10\x0a\x01i\x22\x0b\x08\x02\x10\x03\x18\x03\x22\x03png"));
}

TEST_CASE("tensorboard: a folder that cannot be made is named") {
  const TempDir dir;
  const std::string file = dir.write("file", "x").string();
  CHECK_THROWS_WITH_AS(EventWriter(file + "/logs"), doctest::Contains("/file/logs: cannot be made: "),
                       ductus::Error);
}
