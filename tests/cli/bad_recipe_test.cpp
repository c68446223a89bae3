// Recipes and command lines of `ductus train` that cannot be followed: one clear line, and no run.
#include <doctest/doctest.h>

#include "data/dataset_file.h"
#include "tests/support/bad_input.h"
#include "tests/support/line_set.h"

using namespace ductus;
using namespace ductus::test;

namespace {

void check_train_fails(const Workplace& work, const std::vector<std::string>& arguments, int status,
                       const std::vector<std::string>& pieces) {
  std::vector<std::string> command = {"train"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  check_fails(work, command, status, pieces);
}

}  // namespace

TEST_CASE("ductus train: a recipe that is not there or not given is bad usage") {
  const Workplace work;
  check_train_fails(work, {"none.yaml"}, 2, {"none.yaml: no such file, expected a recipe"});
  check_train_fails(work, {}, 2, {"expected a RECIPE, or --resume RUN"});
}

TEST_CASE("ductus train: a NaN in a recipe is an error at its line and column") {
  const Workplace work;
  write_digits_recipe(work, "optimizer: {adam: {lr: .nan}}");
  // line 5 is "train: {optimizer: {adam: {lr: .nan}}}"
  check_train_fails(work, {"recipe.yaml"}, 2,
                    {"recipe.yaml:5:32: train.optimizer.adam.lr: expected a number", "found '.nan'"});
}

TEST_CASE("ductus train: an unknown key is an error with the nearest name") {
  const Workplace work;
  write_digits_recipe(work, "epochz: 3");
  check_train_fails(
      work, {"recipe.yaml"}, 2,
      {"recipe.yaml:5:9: train.epochz: unknown key 'epochz', expected one of: ", "(did you mean 'epochs'?)"});
  write_digits_recipe(work);
  check_train_fails(work, {"recipe.yaml", "--set", "train.bach=3"}, 2,
                    {"--set train.bach: unknown key 'bach'", "(did you mean 'batch'?)"});
}

TEST_CASE("ductus train: an alphabet with duplicates is an error at its place") {
  const Workplace work;
  write_digits_recipe(work);
  check_train_fails(work, {"recipe.yaml", "--set", "data.alphabet=01234567890"}, 2,
                    {"--set data.alphabet: alphabet: '0' occurs twice, as symbol 0 and symbol 10"});
}

TEST_CASE("ductus train: an unknown net is an error with the nearest name") {
  const Workplace work;
  write_digits_recipe(work);
  check_train_fails(work, {"recipe.yaml", "--set", "model.net=cnn11"}, 2,
                    {"unknown net 'cnn11', expected one of: ", "cnn36", "(did you mean 'cnn10'?)"});
}

TEST_CASE("ductus train: a bad option of a net is an error before data are read, of lines too") {
  const Workplace work;
  work.write("recipe.yaml", "data: {sources: [{tsv: {path: none.tsv}}]}\nmodel: {net: linenet}\n");
  check_train_fails(work, {"recipe.yaml"}, 1, {"none.tsv"});
  for (const char* net : {"linenet", "vgg_crnn", "cnn_bilstm"}) {
    CAPTURE(net);
    check_train_fails(work, {"recipe.yaml", "--set", "model.net={" + std::string(net) + ": {dropuot: 0.1}}"},
                      2, {"unknown key 'dropuot'", "(did you mean 'dropout'?)"});
    check_train_fails(work, {"recipe.yaml", "--set", "model.net={" + std::string(net) + ": {dropout: 2}}"}, 2,
                      {"dropout: "});
  }
}

TEST_CASE("ductus train: a class with one sample and a stratified split is an error") {
  const Workplace work;
  write_digits_recipe(work);
  write_mnist(work, "mnist", 10, 1);  // two 0s, one each of 1 to 9
  check_train_fails(work, {"recipe.yaml", "--set", "data.split.test=0.5"}, 1, {"class \"1\" has 1 sample"});
}

TEST_CASE("ductus train: data that are not there are an error, and no run is begun") {
  const Workplace work;
  write_digits_recipe(work);
  std::filesystem::remove(work / "mnist/train-images-idx3-ubyte");
  check_train_fails(work, {"recipe.yaml", "--out", "run"}, 1,
                    {"mnist: expected the file train-images-idx3-ubyte", "found neither"});
}

TEST_CASE("ductus train: a device that is not there is an error with a way out, and no run is begun") {
  const Workplace work;
  write_digits_recipe(work);
  ProcessOptions no_gpu;
  no_gpu.environment.emplace_back("CUDA_VISIBLE_DEVICES", "");
  check_fails(work, {"train", "recipe.yaml", "--out", "run", "--device", "cuda"}, 1,
              {"device 'cuda': no GPU can be used: ", "(try --device cpu)"}, no_gpu);
  check_train_fails(work, {"recipe.yaml", "--out", "run", "--device", "gpu"}, 2,
                    {"device 'gpu': expected cpu, cuda, cuda:N or auto"});
}

TEST_CASE("ductus train: a model to start from that is not there is an error, and no run is begun") {
  const Workplace work;
  write_digits_recipe(work);
  check_train_fails(work, {"recipe.yaml", "--out", "run", "--from", "none.safetensors"}, 1,
                    {"none.safetensors: "});
}

TEST_CASE("ductus train: a model to start from that does not fit is an error, and no run is begun") {
  const Workplace work;
  write_digits_recipe(work);
  REQUIRE(work.run({"train", "recipe.yaml", "--out", "small"}).status == 0);
  check_train_fails(
      work,
      {"recipe.yaml", "--out", "run", "--from", "small/model.safetensors", "--set", "model.net=resnet36"}, 1,
      {"--from: the model's net is ", "does not fit the recipe's net"});
}

TEST_CASE("ductus train: a training part without any line that fits is an error, and no run is begun") {
  const Workplace work;
  data::LineSet set = make_lines(4, 1);
  for (std::string& text : set.texts) text = std::string(40, '1');  // 79 steps
  data::write_dataset(work.path() / "lines.h5", set);
  work.write("recipe.yaml", "data: {sources: [lines.h5]}\nmodel: {net: linenet}\n");
  check_train_fails(work, {"recipe.yaml", "--out", "run"}, 1,
                    {"train: no line to train on: seen 4", "too long for its width 4"});
}

TEST_CASE("ductus train: --resume of a folder that holds no run is an error") {
  const Workplace work;
  work.write("folder/notes.txt", "no run");
  check_train_fails(work, {"--resume", "folder"}, 1,
                    {"folder: no run to resume: folder/config.yaml is not there"});
  check_train_fails(work, {"--resume", "none"}, 1, {"none: no run to resume"});
}
