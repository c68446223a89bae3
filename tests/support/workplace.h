// A folder in which a test works as a user does: data, recipes, and `ductus` run there.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/process.h"

namespace ductus::test {

class Workplace : public TempDir {
 public:
  /// Starts `ductus ARGUMENTS`, with this folder as the data root.
  Process start(const std::vector<std::string>& arguments, ProcessOptions options = {}) const {
    std::vector<std::string> command = {DUCTUS_BIN_DIR "/ductus"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    options.folder = path();
    options.environment.emplace_back("DUCTUS_DATA", path().string());
    return Process(command, options);
  }

  Outcome run(const std::vector<std::string>& arguments, const ProcessOptions& options = {}) const {
    return start(arguments, options).wait();
  }

  std::string read(const std::filesystem::path& name) const { return read_file(*this / name); }
  bool has(const std::filesystem::path& name) const { return std::filesystem::exists(*this / name); }
};

/// Runs `ductus ARGUMENTS`, which must end well.
inline Outcome succeeds(const Workplace& work, const std::vector<std::string>& arguments) {
  Outcome outcome = work.run(arguments);
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  return outcome;
}

/// The bytes of an IDX file: `counts` are the header's, the first of them that of the samples.
inline std::string idx_file(const std::vector<uint32_t>& counts, const std::string& values) {
  std::string bytes = {0, 0, 8, static_cast<char>(counts.size())};
  for (const uint32_t count : counts) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(count >> shift & 0xFF);
  }
  return bytes + values;
}

/// `side` x `side` pixels: a bright bar at a place of its own for each class, on noise that follows from
/// `number`.
inline std::string drawn_character(int label, int classes, int number, int side = 28) {
  std::string pixels;
  uint32_t state = static_cast<uint32_t>(number) * 2654435761U + 1;
  const int place = 3 + (side - 8) * label / classes;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      state = state * 1664525U + 1013904223U;
      const int along = label % 2 == 0 ? x : y, noise = static_cast<int>(state >> 24) % 60;
      pixels += static_cast<char>(along >= place && along < place + 3 ? 180 + noise : noise);
    }
  }
  return pixels;
}

/// The label of a drawn digit: classes in turn.
inline int digit_of(int number) { return number % 10; }

/// `count` digits; every eighth is drawn as its neighbour, so that no network has them all right.
inline void write_idx_pair(const TempDir& dir, const std::string& prefix, int count, int side = 28) {
  std::string pixels, labels;
  for (int i = 0; i < count; ++i) {
    pixels += drawn_character((digit_of(i) + (i % 8 == 7 ? 1 : 0)) % 10, 10, i, side);
    labels += static_cast<char>(digit_of(i));
  }
  const auto n = static_cast<uint32_t>(count), s = static_cast<uint32_t>(side);
  dir.write(prefix + "-images-idx3-ubyte", idx_file({n, s, s}, pixels));
  dir.write(prefix + "-labels-idx1-ubyte", idx_file({n}, labels));
}

/// A folder as MNIST's.
inline void write_mnist(const TempDir& dir, const std::string& folder, int train, int test) {
  write_idx_pair(dir, folder + "/train", train);
  write_idx_pair(dir, folder + "/t10k", test);
}

/// Rows of the first `classes` letters in turn.
inline std::string letters_csv(int count, int classes) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += std::to_string(i % classes);
    for (const char c : drawn_character(i % classes, 26, i))
      text += "," + std::to_string(static_cast<uint8_t>(c));
    text += "\n";
  }
  return text;
}

/// Drawn digits and a recipe for them, `recipe.yaml`, that trains for an instant.
inline void write_digits_recipe(const TempDir& dir, const std::string& train = "epochs: 1, batch: 20") {
  write_mnist(dir, "mnist", 200, 50);
  dir.write("recipe.yaml",
            "data:\n  sources: [{mnist: {path: mnist}}]\n  split: {test: 0, validation: 0.1, seed: 1}\n"
            "model: {net: cnn10}\ntrain: {" +
                train + "}\n");
}

/// A tensor of a safetensors file.
struct Tensor {
  std::vector<int64_t> shape;
  std::vector<float> values;
};

/// The float32 tensors of a model file, by name.
inline std::map<std::string, Tensor> tensors_of(const std::string& file) {
  uint64_t length = 0;
  std::memcpy(&length, file.data(), sizeof length);
  const auto header = nlohmann::json::parse(file.substr(8, length));
  std::map<std::string, Tensor> tensors;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    const uint64_t begin = entry["data_offsets"][0], end = entry["data_offsets"][1];
    Tensor& tensor = tensors[name];
    tensor.shape = entry["shape"].get<std::vector<int64_t>>();
    tensor.values.resize((end - begin) / sizeof(float));
    std::memcpy(tensor.values.data(), file.data() + 8 + length + begin, end - begin);
  }
  return tensors;
}

}  // namespace ductus::test
