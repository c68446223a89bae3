// What every format promises, asked of all that are registered.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <map>

#include "data/dataset_file.h"
#include "data/formats/formats.h"
#include "data/png.h"
#include "tests/data/format_files.h"
#include "tests/data/read_source.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::error_of;
using test::kind_and_error_of;
using test::read_source;
using test::TempDir;

namespace {

void write_pairs(const TempDir& dir, const std::string& train, const std::string& test) {
  test::write_mnist(dir, train + "-images-idx3-ubyte", train + "-labels-idx1-ubyte", 5);
  test::write_mnist(dir, test + "-images-idx3-ubyte", test + "-labels-idx1-ubyte", 3);
}

std::filesystem::path write_pictures(const TempDir& dir) {
  for (const char* name : {"A/1.png", "B/1.png"}) {
    std::filesystem::create_directories((dir / name).parent_path());
    data::write_png(dir / name, {2, 2, 1, {255, 255, 255, 0}});
  }
  dir.write("B/broken.png", "broken");
  return dir.path();
}

/// A small sound sample of each format. A new format adds itself here.
const std::map<std::string, std::function<std::filesystem::path(const TempDir&)>>& samples() {
  static const std::map<std::string, std::function<std::filesystem::path(const TempDir&)>> all = {
      {"mnist", [](const TempDir& dir) { return write_pairs(dir, "train", "t10k"), dir.path(); }},
      {"fashion", [](const TempDir& dir) { return write_pairs(dir, "train", "t10k"), dir.path(); }},
      {"emnist",
       [](const TempDir& dir) {
         return write_pairs(dir, "emnist-balanced-train", "emnist-balanced-test"), dir.path();
       }},
      {"idx", [](const TempDir& dir) { return write_pairs(dir, "a", "b"), dir / "a-images-idx3-ubyte"; }},
      {"letters_csv",
       [](const TempDir& dir) {
         return dir.write("az.csv", test::csv_row(1, "9") + "\n" + test::csv_row(2, "8") + "\n");
       }},
      {"image_folder", write_pictures},
      {"ductus",
       [](const TempDir& dir) {
         const TempDir pictures;
         data::write_dataset(dir / "set.h5",
                             read_source("image_folder:" + write_pictures(pictures).string()));
         return dir / "set.h5";
       }},
  };
  return all;
}

/// Runs the check with every format and a sample of it.
template <typename Check>
void for_all_formats(Check check) {
  for (const auto& [name, reader] : data::formats()) {
    CAPTURE(name);
    REQUIRE(samples().count(name) == 1);
    const TempDir dir;
    check(name, samples().at(name)(dir).string());
  }
}

}  // namespace

TEST_CASE("formats: every format reads its sample, and every sample is accounted for") {
  for_all_formats([](const std::string& name, const std::string& path) {
    const data::ImageSet set = read_source(name + ":" + path);
    CHECK(set.size() > 0);
    int64_t dropped = 0;
    for (const auto& [reason, drops] : set.ledger.dropped()) dropped += drops.count;
    CHECK(set.ledger.used() == set.size());
    CHECK(set.ledger.seen() == set.size() + dropped);
  });
}

TEST_CASE("formats: ids are there and tell samples apart") {
  for_all_formats([](const std::string& name, const std::string& path) {
    const data::ImageSet set = read_source(name + ":" + path);
    std::map<std::string, int> ids;
    for (int64_t i = 0; i < set.size(); ++i) ++ids[set.id(i)];
    CHECK(static_cast<int64_t>(ids.size()) == set.size());
    CHECK(ids.count("") == 0);
  });
}

TEST_CASE("formats: FORMAT:PATH is the map with the path, and threads do not matter") {
  for_all_formats([](const std::string& name, const std::string& path) {
    const std::string hash = read_source(name + ":" + path).content_hash();
    CHECK(read_source(fmt::format("{{{}: {{path: \"{}\"}}}}", name, path)).content_hash() == hash);
    CHECK(read_source(name + ":" + path, 3).content_hash() == hash);
  });
}

TEST_CASE("formats: a missing path is an error that names it") {
  for_all_formats([](const std::string& name, const std::string&) {
    CHECK(error_of([&] { read_source(name + ":not/there.x"); }).find("not/there.x: no such file or folder") ==
          0);
  });
}

TEST_CASE("formats: an unknown option is a usage error that names it") {
  for_all_formats([](const std::string& name, const std::string& path) {
    const std::string error =
        kind_and_error_of([&] { read_source(fmt::format("{{{}: {{path: \"{}\", pat: 1}}}}", name, path)); });
    CHECK(error.find("usage: ") == 0);
    CHECK(error.find("pat") != std::string::npos);
  });
}

TEST_CASE("formats: those that make their samples from pictures have the option view, and no others") {
  for_all_formats([](const std::string& name, const std::string& path) {
    const std::string error =
        error_of([&] { read_source(fmt::format("{{{}: {{path: \"{}\", view: {{}}}}}}", name, path)); });
    CHECK((error == "no error") == data::has_view(name));
  });
}

TEST_CASE("formats: no path is a usage error") {
  for_all_formats([](const std::string& name, const std::string&) {
    const std::string error = kind_and_error_of([&] { read_source(fmt::format("{{{}: {{}}}}", name)); });
    CHECK(error.find("usage: ") == 0);
    CHECK(error.find("path") != std::string::npos);
  });
}

TEST_CASE(
    "formats: a file where a folder belongs, or a folder where a file does, is an error that names it") {
  const TempDir other;
  other.write("file", "x");
  std::filesystem::create_directories(other / "folder");
  for_all_formats([&](const std::string& name, const std::string& path) {
    const std::string wrong = (other / (std::filesystem::is_directory(path) ? "file" : "folder")).string();
    CHECK(error_of([&] { read_source(name + ":" + wrong); }).find(wrong) != std::string::npos);
  });
}

TEST_CASE("formats: a source's text is told from a file's name") {
  CHECK(data::is_source("mnist:data/mnist"));
  CHECK(data::is_source("{mnist: {path: data/mnist}}"));
  CHECK_FALSE(data::is_source("set.h5"));
  CHECK_FALSE(data::is_source("C:set.h5"));
  CHECK_FALSE(data::is_source(""));
}

TEST_CASE("formats: an unknown format is a usage error with the nearest name") {
  const std::string error = kind_and_error_of([] { read_source("mnits:data"); });
  CHECK(error.find(
            "usage: source 'mnits:data': unknown format 'mnits', expected one of characters: mnist, ") == 0);
  CHECK(error.find("did you mean 'mnist'?") != std::string::npos);
  CHECK(kind_and_error_of([] { read_source("mnist"); }).find("usage: source 'mnist': expected FORMAT:PATH") ==
        0);
}

TEST_CASE("formats: a path may hold any characters that YAML minds") {
  const TempDir dir;
  const auto path = dir.write("a: {b} #\"'.csv", test::csv_row(1) + "\n");
  CHECK(read_source("letters_csv:" + path.string()).size() == 1);
}
