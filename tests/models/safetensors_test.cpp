#include "models/safetensors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using ductus::test::TempDir;

namespace {

using Bytes = std::vector<uint8_t>;

/// A file as any other program may write it: the header as given, its length before it.
Bytes raw_file(const std::string& header, std::size_t data_bytes) {
  std::string text(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) text[i] = static_cast<char>(uint64_t{header.size()} >> (8 * i));
  text += header;
  for (std::size_t i = 0; i < data_bytes; ++i) text += static_cast<char>(i + 1);
  return {text.begin(), text.end()};
}

std::string error_of(const Bytes& bytes) {
  try {
    parse_safetensors(bytes, "m.safetensors");
  } catch (const ductus::Error& error) {
    return error.what();
  }
  return "";
}

/// What is wrong with a file that has this header and so many bytes of data.
std::string header_error(const std::string& header, std::size_t data_bytes) {
  return error_of(raw_file(header, data_bytes));
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

SafetensorsFile sample() {
  SafetensorsFile file;
  file.metadata = {{"ductus.format", "1"}, {"note", "\u00e9, \"quoted\"\n"}};
  file.tensors.push_back({"flag", Dtype::kU8, {3}, Bytes{1, 2, 3}});
  file.tensors.push_back(make_f32("b", {2}, {0.5F, -1.0F}));
  file.tensors.push_back(make_f32("a", {1, 2}, {2.0F, 3.0F}));
  file.tensors.push_back({"step", Dtype::kI64, {}, Bytes{7, 0, 0, 0, 0, 0, 0, 0}});
  file.tensors.push_back({"none", Dtype::kF16, {0, 4}, Bytes{}});
  return file;
}

}  // namespace

TEST_CASE("safetensors: what is written is read, wide elements first") {
  const TempDir dir;
  const std::string path = (dir / "m.safetensors").string();
  write_safetensors(path, sample());
  const SafetensorsFile back = read_safetensors(path);
  CHECK(back.metadata == sample().metadata);
  std::vector<std::string> names;
  for (const TensorBlob& tensor : back.tensors) names.push_back(tensor.name);
  CHECK(names == std::vector<std::string>{"step", "b", "a", "none", "flag"});
  for (const TensorBlob& tensor : sample().tensors) {
    REQUIRE(back.find(tensor.name) != nullptr);
    CHECK(*back.find(tensor.name) == tensor);
    CHECK(reinterpret_cast<uintptr_t>(back.find(tensor.name)->data.data()) % dtype_size(tensor.dtype) == 0);
  }
  CHECK(back.find("c") == nullptr);
}

TEST_CASE("safetensors: the layout is length, header padded with spaces to 8 bytes, data") {
  const Bytes bytes = serialize_safetensors(sample(), "m");
  const std::size_t header = bytes[0] + 256U * bytes[1];
  CHECK(std::all_of(bytes.begin() + 2, bytes.begin() + 8, [](uint8_t byte) { return byte == 0; }));
  CHECK(header % 8 == 0);
  CHECK(bytes[8] == '{');
  // step 8 bytes, b 8, a 8, none 0, flag 3
  CHECK(bytes.size() == 8 + header + 27);
  CHECK(bytes[8 + header] == 7);
  CHECK(bytes.back() == 3);
}

TEST_CASE("safetensors: the same content is the same bytes, whatever was read in between") {
  const Bytes first = serialize_safetensors(sample(), "m");
  CHECK(first == serialize_safetensors(sample(), "m"));
  CHECK(first == serialize_safetensors(parse_safetensors(first, "m"), "m"));
}

TEST_CASE("safetensors: a file of another program needs no hash") {
  const auto file = parse_safetensors(
      raw_file(R"({"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"__metadata__":{"format":"pt"}}  )",
               2),
      "m");
  CHECK(file.metadata == std::map<std::string, std::string>{{"format", "pt"}});
  REQUIRE(file.tensors.size() == 1);
  CHECK(file.tensors[0] == TensorBlob{"w", Dtype::kU8, {2}, Bytes{1, 2}});
}

TEST_CASE("safetensors: a changed byte anywhere is an error") {
  const Bytes good = serialize_safetensors(sample(), "m");
  const auto unchanged = [&](const Bytes& bytes) {
    return serialize_safetensors(parse_safetensors(bytes, "m"), "m") == good;
  };
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes bad = good;
      bad[i] = static_cast<uint8_t>(bad[i] ^ (1 << bit));
      CAPTURE(i);
      // white space in the header's padding means nothing: such a file still says the same
      if (error_of(bad).empty()) CHECK(unchanged(bad));
    }
  }
  Bytes bad = good;
  bad[bad.size() - 1] ^= 1;
  CHECK(has(error_of(bad), "m.safetensors: changed since it was written: expected hash "));
}

TEST_CASE("safetensors: a file cut short at any length is an error") {
  const Bytes good = serialize_safetensors(sample(), "m");
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK(has(error_of(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
              "m.safetensors: "));
  }
  CHECK(error_of(Bytes(good.begin(), good.end() - 1)) ==
        "m.safetensors: changed since it was written: expected 27 bytes of data, found 26 (cut short? copy "
        "it again)");
  CHECK(has(error_of(Bytes(3)), "expected at least 8 bytes, found 3"));
  Bytes longer = good;
  longer.push_back(0);
  CHECK(has(error_of(longer), "expected 27 bytes of data, found 28"));
}

TEST_CASE("safetensors: metadata of ductus without its hash is an error") {
  CHECK(has(header_error(R"({"__metadata__":{"ductus.net":"cnn36"}})", 0),
            "has metadata of ductus, but no ductus.hash"));
}

TEST_CASE("safetensors: every lie in a header is told") {
  const std::string u8 = R"("dtype":"U8","shape":[2])";
  const std::string one = R"({"w":{)" + u8 + R"(,"data_offsets":)";
  CHECK(header_error(one + "[0,2]}}", 2).empty());
  CHECK(has(header_error("", 0), "does not open with '{'"));
  CHECK(has(header_error("<!DOCTYPE html>", 0), "does not open with '{'"));
  CHECK(has(header_error("{\"w\":", 0), "not a JSON object"));
  CHECK(has(header_error(R"({"w":3})", 0), "tensor \"w\": expected dtype, shape and data_offsets"));
  CHECK(has(header_error(R"({"__metadata__":[]})", 0), "__metadata__ is not an object"));
  CHECK(has(header_error(R"({"__metadata__":{"a":1}})", 0), "__metadata__ \"a\" is not text"));
  CHECK(has(header_error(one + "[0,3]}}", 3), "do not make the 3 bytes"));
  CHECK(has(header_error(one + "[2,0]}}", 2), "data_offsets are not [begin, end]"));
  CHECK(has(header_error(one + "[0,2,4]}}", 2), "data_offsets are not [begin, end]"));
  CHECK(has(header_error(one + "[0,-2]}}", 2), "whole numbers only"));
  CHECK(has(header_error(one + "[0,2.0]}}", 2), "whole numbers only"));
  CHECK(has(header_error(one + "2}}", 2), "is not a list"));
  CHECK(has(header_error(one + "[1,3]}}", 3), "tensor \"w\" starts at 1, expected 0"));
  CHECK(has(header_error(one + "[0,2]},\"w\":{" + u8 + ",\"data_offsets\":[2,4]}}", 4), "names \"w\" twice"));
  CHECK(has(header_error(one + "[0,2]},\"v\":{" + u8 + ",\"data_offsets\":[1,3]}}", 3),
            "tensor \"v\" starts at 1, expected 2"));
  CHECK(has(header_error(one + "[0,2]},\"v\":{" + u8 + ",\"data_offsets\":[3,5]}}", 5),
            "tensor \"v\" starts at 3, expected 2"));
  CHECK(has(header_error(R"({"w":{"dtype":"F8","shape":[2],"data_offsets":[0,2]}})", 2),
            "unknown dtype \"F8\""));
  // 2^62 x 8 elements: the product wraps to 0
  CHECK(has(header_error(R"({"w":{"dtype":"U8","shape":[4611686018427387904,8],"data_offsets":[0,0]}})", 0),
            "do not make the 0 bytes"));
  Bytes huge = raw_file("{}", 0);
  huge[7] = 0xFF;
  CHECK(has(error_of(huge), "promise a header of "));
}

TEST_CASE("safetensors: random changes of a header are read or refused") {
  const std::string header =
      R"({"__metadata__":{"a":"b"},"v":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"w":{"dtype":"U8","shape":[2],"data_offsets":[8,10]}})";
  const Bytes good = raw_file(header, 10);
  REQUIRE(error_of(good).empty());
  std::mt19937 random(7);
  const std::string alphabet = "{}[]\",:0123456789-.eE\\untrF\x80\xff";
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes bytes = good;
    for (uint32_t change = random() % 4 + 1; change > 0; --change) {
      const std::size_t at = 8 + random() % header.size();
      bytes[at] = random() % 2 == 0 ? static_cast<uint8_t>(random())
                                    : static_cast<uint8_t>(alphabet[random() % alphabet.size()]);
    }
    if (random() % 8 == 0) bytes.resize(random() % bytes.size());
    refused += error_of(bytes).empty() ? 0 : 1;
  }
  CHECK(refused > 10000);
}

TEST_CASE("safetensors: what cannot be written leaves the old file") {
  const TempDir dir;
  const std::string path = dir.write("m.safetensors", "old").string();
  SafetensorsFile twice = sample();
  twice.tensors.push_back(twice.tensors[0]);
  CHECK_THROWS_WITH_AS(write_safetensors(path, twice), doctest::Contains("two tensors are named \"flag\""),
                       ductus::Error);
  SafetensorsFile lying = sample();
  lying.tensors[0].shape = {4};
  CHECK_THROWS_WITH_AS(write_safetensors(path, lying),
                       doctest::Contains("\"flag\": its shape does not make its 3 bytes"), ductus::Error);
  SafetensorsFile latin1 = sample();
  latin1.metadata["name"] = "\xe9";
  CHECK_THROWS_WITH_AS(write_safetensors(path, latin1), doctest::Contains("is not UTF-8"), ductus::Error);
  std::ifstream in(path);
  CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "old");
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("safetensors: a missing file is named") {
  CHECK_THROWS_WITH_AS(read_safetensors("/no/such.safetensors"),
                       doctest::Contains("/no/such.safetensors: cannot be read: No such file"),
                       ductus::Error);
}

TEST_CASE("safetensors: float tensors check shape and type") {
  CHECK(f32_values(make_f32("w", {2}, {1.5F, 2.5F})) == std::vector<float>{1.5F, 2.5F});
  CHECK_THROWS_WITH_AS(make_f32("w", {3}, {1.0F}),
                       doctest::Contains("\"w\": its shape does not make 1 values"), ductus::Error);
  CHECK_THROWS_WITH_AS(f32_values(sample().tensors[0]), "tensor \"flag\": expected F32, found U8",
                       ductus::Error);
}

TEST_CASE("safetensors: Python's safetensors package reads the file") {
  const char* chosen = std::getenv("DUCTUS_PYTHON");
  const std::string python = chosen == nullptr ? "python3" : chosen;
  if (std::system((python + " -c 'import safetensors, numpy' 2>/dev/null").c_str()) != 0) {
    MESSAGE("skipped: " << python << " has no package safetensors");
    return;
  }
  const TempDir dir;
  const std::string path = (dir / "m.safetensors").string();
  write_safetensors(path, sample());
  const std::string script =
      "from safetensors.numpy import load_file\n"
      "t = load_file(r'" +
      path +
      "')\n"
      "assert t['a'].tolist() == [[2.0, 3.0]] and t['b'].tolist() == [0.5, -1.0], t\n"
      "assert t['step'] == 7 and t['flag'].tolist() == [1, 2, 3] and t['none'].shape == (0, 4), t\n";
  CHECK(std::system((python + " " + dir.write("check.py", script).string()).c_str()) == 0);
}
