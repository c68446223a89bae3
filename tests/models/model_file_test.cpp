#include "models/model_file.h"

#include <ATen/Functions.h>
#include <doctest/doctest.h>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus::models;
using ductus::test::TempDir;

TEST_CASE("model file: tensors of every type come back bit for bit") {
  const at::Tensor numbers = at::arange(6, at::kFloat).reshape({2, 3});
  for (const at::ScalarType type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble, at::kLong, at::kInt,
                                    at::kShort, at::kChar, at::kByte, at::kBool}) {
    const at::Tensor tensor = numbers.to(type);
    const at::Tensor back = to_tensor(to_blob("t", tensor));
    CAPTURE(at::toString(type));
    CHECK((back.scalar_type() == type));
    CHECK(at::equal(back, tensor));
  }
}

TEST_CASE("model file: strides, scalars and empty tensors are kept by value") {
  const at::Tensor transposed = at::arange(6, at::kFloat).reshape({2, 3}).t();
  CHECK(to_blob("t", transposed).shape == std::vector<int64_t>{3, 2});
  CHECK(at::equal(to_tensor(to_blob("t", transposed)), transposed));
  CHECK(to_tensor(to_blob("t", at::scalar_tensor(3.5, at::TensorOptions(at::kFloat)))).item<float>() == 3.5F);
  CHECK(to_tensor(to_blob("t", at::empty({0, 2}))).sizes().vec() == std::vector<int64_t>{0, 2});
}

TEST_CASE("model file: a tensor owns its memory") {
  at::Tensor tensor = at::ones({2});
  const TensorBlob blob = to_blob("t", tensor);
  at::Tensor back = to_tensor(blob);
  back.zero_();
  tensor.zero_();
  CHECK(at::equal(to_tensor(blob), at::ones({2})));
}

TEST_CASE("model file: a model is saved and loaded") {
  const TempDir dir;
  const std::string path = (dir / "m.safetensors").string();
  ModelInfo info;
  info.net = "cnn10";
  info.alphabet = ductus::data::Alphabet::from_characters("01");
  save_model(path, info, {{"conv1.weight", at::ones({2, 1, 3, 3})}, {"conv1.bias", at::zeros({2})}});
  const Model model = load_model(path);
  CHECK(model.info.net == "cnn10");
  CHECK(model.info.alphabet.size() == 2);
  CHECK(model.info.file_hash.size() == 32);
  CHECK(model.info.file_hash == read_safetensors(path).hash);
  REQUIRE(model.tensors.size() == 2);
  CHECK(model.tensors[0].first == "conv1.weight");
  CHECK(at::equal(model.tensors[0].second, at::ones({2, 1, 3, 3})));
}

TEST_CASE("model file: what is no model is refused") {
  const TempDir dir;
  const std::string path = (dir / "t.safetensors").string();
  save_tensors(path, {{"kind", "checkpoint"}},
               {{"step", at::scalar_tensor(7, at::TensorOptions(at::kLong))}});
  const auto [metadata, tensors] = load_tensors(path);
  CHECK(metadata.at("kind") == "checkpoint");
  CHECK(tensors.at(0).second.item<int64_t>() == 7);
  CHECK_THROWS_WITH_AS(load_model(path), doctest::Contains("not a model of ductus"), ductus::Error);
}

TEST_CASE("model file: types that the container lacks are named") {
  CHECK_THROWS_WITH_AS(to_blob("z", at::zeros({1}, at::TensorOptions(at::kComplexFloat))),
                       "tensor \"z\": type ComplexFloat cannot be kept in a file", ductus::Error);
  CHECK_THROWS_WITH_AS(to_blob("z", at::Tensor()), "tensor \"z\": holds nothing", ductus::Error);
  const TensorBlob unsigned64{"z", Dtype::kU64, {0}, std::vector<uint8_t>()};
  CHECK_THROWS_WITH_AS(to_tensor(unsigned64), "tensor \"z\": type U64 is not used by ductus", ductus::Error);
}
