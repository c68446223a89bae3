#include "data/text_heap.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/rng.h"
#include "tests/support/errors.h"

using namespace ductus;
using data::read_heap_texts;
using test::error_of;

namespace {

std::string little_endian(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * i);
  return text;
}

std::string object(uint64_t number, const std::string& text) {
  std::string bytes = little_endian(number, 2) + little_endian(1, 2) + little_endian(0, 4) +
                      little_endian(text.size(), 8) + text;
  bytes.resize((bytes.size() + 7) / 8 * 8, '\0');
  return bytes;
}

std::string reference(uint64_t length, uint64_t address, uint64_t number) {
  return little_endian(length, 4) + little_endian(address, 8) + little_endian(number, 4);
}

/// A collection at byte 0 with texts 1, "abc", and 7, "Ünïcode", then a free rest.
std::string collection() {
  std::string objects = object(1, "abc") + object(7, "Ünïcode") + object(0, "");
  objects.resize(objects.size() + 24, '\0');
  return "GCOL" + std::string("\1\0\0\0", 4) + little_endian(objects.size() + 16, 8) + objects;
}

std::string error_with(const std::string& bytes, std::size_t place, std::size_t count = 1) {
  return error_of([&] { read_heap_texts(bytes, place, count, "a.h5: \"text\""); });
}

}  // namespace

TEST_CASE("text_heap: texts are found by number, and one of no length is empty") {
  const std::string heap = collection();
  const std::string bytes =
      heap + reference(9, 0, 7) + reference(3, 0, 1) + reference(0, ~0ULL, 0) + reference(2, 0, 1);
  CHECK(read_heap_texts(bytes, heap.size(), 4, "x") == std::vector<std::string>{"Ünïcode", "abc", "", "ab"});
}

TEST_CASE("text_heap: a text ends at its first NUL") {
  const std::string heap =
      "GCOL" + std::string("\1\0\0\0", 4) + little_endian(40, 8) + object(1, std::string("a\0b", 3));
  CHECK(read_heap_texts(heap + reference(3, 0, 1), 40, 1, "x")[0] == "a");
}

TEST_CASE("text_heap: a reference that leads nowhere is an error") {
  const std::string heap = collection();
  const std::size_t place = heap.size();
  const std::string where = "a.h5: \"text\"";
  CHECK(error_with(heap + reference(3, 0, 2), place) ==
        where + " names text 2 at byte 0, which is not there");
  CHECK(error_with(heap + reference(3, 8, 1), place) ==
        where + " names texts at byte 8, where there are none");
  CHECK(error_with(heap + reference(3, ~0ULL, 1), place).find("where there are none") != std::string::npos);
  CHECK(error_with(heap + reference(4, 0, 1), place) ==
        where + ": text 0 claims 4 bytes, there are 3 (at most 1048576)");
  CHECK(error_with(heap + reference(3, 0, 1), place, 2) == where + ": the file is cut short");
  CHECK(error_with(heap, place + 1) == where + ": the file is cut short");
  std::string longer = heap + reference(3, 0, 1);
  longer[8] = '\xFF';
  longer[9] = '\xFF';
  CHECK(error_with(longer, place) ==
        where + ": the texts at byte 0 claim 65535 bytes, more than the file has");
}

TEST_CASE("text_heap: bytes at random are an error or a text, never a crash") {
  const std::string sound = collection() + reference(3, 0, 1) + reference(9, 0, 7);
  data::Rng rng(1, 0, 0, data::Purpose::kSynth);
  int errors = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = sound;
    for (uint32_t changes = 1 + rng.below(4); changes > 0; --changes)
      bytes[rng.below(static_cast<uint32_t>(bytes.size()))] = static_cast<char>(rng.below(256));
    if (error_with(bytes, collection().size(), 2) != "no error") ++errors;
  }
  CHECK(errors > 5000);
}
