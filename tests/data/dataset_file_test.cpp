#include "data/dataset_file.h"

#include <doctest/doctest.h>
#include <hdf5.h>
#include <signal.h>
#include <sys/resource.h>

#include <cstdlib>
#include <functional>

#include "configs/schema/error.h"
#include "data/hdf5.h"
#include "tests/data/hdf5_edit.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::Alphabet;
using data::ImageSet;
using data::read_dataset;
using data::write_dataset;
using data::hdf5::Handle;
using test::edit;
using test::list;
using test::replace_array;
namespace fs = std::filesystem;

namespace {

/// Every field filled in, the pixels large enough for a block of their own.
ImageSet full_set(int samples = 40) {
  ImageSet set;
  set.height = 12;
  set.width = 10;
  set.alphabet = Alphabet({"7", "É", "ankle boot"});
  std::vector<uint8_t> pixels(static_cast<std::size_t>(samples) * 120);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<uint8_t>(i * 7 + i / 256);
  std::vector<int32_t> labels;
  std::vector<uint16_t> source;
  std::vector<uint32_t> number;
  std::vector<int32_t> group;
  for (int i = 0; i < samples; ++i) {
    labels.push_back(i % 3);
    source.push_back(static_cast<uint16_t>(i % 2));
    number.push_back(static_cast<uint32_t>(100 + i));
    group.push_back(i / 4);
    set.names.push_back("Bild-ü-" + std::to_string(i) + ".png");
    set.ledger.use();
  }
  set.pixels = pixels;
  set.labels = labels;
  set.source = source;
  set.number = number;
  set.group = group;
  set.sources = {"a", "b"};
  set.splits["train"] = std::vector<int64_t>{3, 1, 2};
  set.splits["test"] = std::vector<int64_t>{0};
  set.ledger.drop("unreadable", "x.png");
  set.preprocessing = R"({"mode":"fit"})";
  return set;
}

void check_same(const ImageSet& found, const ImageSet& set) {
  CHECK(found.height == set.height);
  CHECK(found.width == set.width);
  CHECK(list(found.pixels) == list(set.pixels));
  CHECK(list(found.labels) == list(set.labels));
  test::check_same_samples(found, set);
}

std::string error_of(const fs::path& path) {
  try {
    read_dataset(path);
  } catch (const Error& error) {
    const std::string text = error.what();
    CHECK(text.find('\n') == std::string::npos);
    CHECK(text.find(path.string() + ": ") == 0);
    return text.substr(path.string().size() + 2);
  }
  return "no error";
}

}  // namespace

TEST_CASE("dataset_file: a set comes back with every field") {
  const test::TempDir dir;
  const ImageSet set = full_set();
  write_dataset(dir / "a.h5", set);
  check_same(read_dataset(dir / "a.h5"), set);
  CHECK(test::stored_hash(dir / "a.h5") == set.content_hash());
}

TEST_CASE("dataset_file: optional fields may be left out, and a set may be empty") {
  const test::TempDir dir;
  ImageSet plain = full_set();
  plain.names.clear();
  plain.group = {};
  plain.splits.clear();
  plain.preprocessing.clear();
  write_dataset(dir / "plain.h5", plain);
  check_same(read_dataset(dir / "plain.h5"), plain);
  ImageSet empty;
  empty.alphabet = Alphabet::from_characters("01");
  write_dataset(dir / "empty.h5", empty);
  check_same(read_dataset(dir / "empty.h5"), empty);
}

TEST_CASE("dataset_file: the same set is the same bytes") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  write_dataset(dir / "b.h5", full_set());
  CHECK(test::read_file(dir / "a.h5") == test::read_file(dir / "b.h5"));
}

TEST_CASE("dataset_file: pixels lie in one block at a multiple of 4096") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  edit(dir / "a.h5", [](hid_t file) {
    const Handle images(H5Dopen2(file, "images", H5P_DEFAULT), H5Dclose);
    const Handle creation(H5Dget_create_plist(images), H5Pclose);
    CHECK(H5Pget_layout(creation) == H5D_CONTIGUOUS);
    CHECK(H5Dget_offset(images) % 4096 == 0);
  });
}

TEST_CASE("dataset_file: a file is replaced while it is read, and the reader keeps what it had") {
  const test::TempDir dir;
  const ImageSet first = full_set();
  write_dataset(dir / "a.h5", first);
  ImageSet mapped = read_dataset(dir / "a.h5");
  ImageSet changed = mapped;
  changed.splits["validation"] = std::vector<int64_t>{5, 6};
  write_dataset(dir / "a.h5", changed);
  check_same(mapped, first);
  check_same(read_dataset(dir / "a.h5"), changed);
}

TEST_CASE("dataset_file: chunked, compressed and other number types are read too") {
  const test::TempDir dir;
  const ImageSet set = full_set();
  write_dataset(dir / "a.h5", set);
  edit(dir / "a.h5", [&](hid_t file) {
    replace_array(file, "images", H5T_NATIVE_UINT8, {40, 12, 10}, true, set.pixels.data());
    const std::vector<int64_t> wide(set.labels.begin(), set.labels.end());
    replace_array(file, "labels", H5T_NATIVE_INT64, {40}, false, wide.data());
    REQUIRE(H5Ldelete(file, "number", H5P_DEFAULT) >= 0);
  });
  const ImageSet found = read_dataset(dir / "a.h5");
  CHECK(list(found.pixels) == list(set.pixels));
  CHECK(list(found.labels) == list(set.labels));
  CHECK(found.number[7] == 7);  // counted anew, as in a file that was made by hand
  CHECK(found.sources == std::vector<std::string>{"a.h5"});
}

TEST_CASE("dataset_file: a missing file, a folder and an empty file are named") {
  const test::TempDir dir;
  CHECK(error_of(dir / "none.h5") == "no such file");
  CHECK(error_of(dir.path()) == "not a file");
  CHECK(error_of(dir.write("empty.h5", "")) == "the file is empty (0 bytes)");
  CHECK(error_of(dir.write("page.h5", "<!DOCTYPE html>")) == "not an HDF5 file (15 bytes)");
}

TEST_CASE("dataset_file: a file cut short anywhere is an error, never a crash") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  const std::string bytes = test::read_file(dir / "a.h5");
  for (std::size_t size = 1; size < bytes.size(); size += 97) {
    CHECK(error_of(dir.write("cut.h5", bytes.substr(0, size))) != "no error");
  }
  CHECK(error_of(dir.write("cut.h5", bytes.substr(0, bytes.size() - 1)))
            .find("the HDF5 file is damaged or cut short (") == 0);
}

TEST_CASE("dataset_file: a changed byte in the structure is an error or harmless, never a crash") {
  const test::TempDir dir;
  ImageSet set = full_set(8);
  set.names.clear();
  write_dataset(dir / "a.h5", set);
  const std::string bytes = test::read_file(dir / "a.h5");
  CHECK(test::errors_of_changes(dir, bytes, 31, error_of) > 20);
}

TEST_CASE("dataset_file: an HDF5 file of another origin, kind or version is refused") {
  const test::TempDir dir;
  {
    const Handle other(H5Fcreate((dir / "other.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                       H5Fclose);
  }
  CHECK(error_of(dir / "other.h5") ==
        "an HDF5 file, but no ductus data set (it lacks the attributes \"format\" and \"kind\")");
  write_dataset(dir / "kind.h5", full_set());
  edit(dir / "kind.h5", [](hid_t file) {
    H5Adelete(file, "kind");
    data::hdf5::write_text(file, "kind", "lines");
  });
  CHECK(error_of(dir / "kind.h5") == "a data set of kind \"lines\", expected \"characters\"");
  edit(dir / "kind.h5", [](hid_t file) {
    H5Adelete(file, "kind");
    data::hdf5::write_text(file, "kind", "words");
  });
  CHECK(error_of(dir / "kind.h5") == "a data set of kind \"words\", expected \"characters\" or \"lines\"");
  write_dataset(dir / "version.h5", full_set());
  edit(dir / "version.h5", [](hid_t file) {
    H5Adelete(file, "version");
    data::hdf5::write_integer(file, "version", 2);
  });
  CHECK(error_of(dir / "version.h5") == "data set version 2, expected 1 (a newer ductus wrote it)");
}

TEST_CASE("dataset_file: arrays that contradict each other are errors") {
  const test::TempDir dir;
  const fs::path path = dir / "a.h5";
  const auto error_after = [&](const std::function<void(hid_t)>& change) {
    write_dataset(path, full_set());
    edit(path, change);
    return error_of(path);
  };
  CHECK(error_after([](hid_t file) { replace_array(file, "labels", H5T_NATIVE_INT32, {39}); }) ==
        "\"labels\" has the shape [39], expected [40]");
  CHECK(error_after([](hid_t file) {
          replace_array(file, "images", H5T_NATIVE_UINT8, {40, 120});
        }) == "\"images\" has the shape [40, 120], expected [N, height, width]");
  CHECK(error_after([](hid_t file) {
          replace_array(file, "images", H5T_NATIVE_FLOAT, {40, 12, 10});
        }) == "\"images\" does not hold whole numbers");
  CHECK(error_after([](hid_t file) { H5Ldelete(file, "labels", H5P_DEFAULT); }) == "no array \"labels\"");
  CHECK(error_after([](hid_t file) {
          const std::vector<int32_t> labels(40, 3);
          replace_array(file, "labels", H5T_NATIVE_INT32, {40}, false, labels.data());
        }).find("has label 3, expected 0 to 2") != std::string::npos);
  CHECK(error_after([](hid_t file) {
          const int64_t index = 40;
          replace_array(file, "splits/test", H5T_NATIVE_INT64, {1}, false, &index);
        }) == "\"splits/test\" names sample 40, the set has 40");
}

TEST_CASE("dataset_file: a shape that no file of its size can hold is not believed") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  edit(dir / "a.h5", [](hid_t file) {
    REQUIRE(H5Ldelete(file, "images", H5P_DEFAULT) >= 0);
    const hsize_t shape[] = {hsize_t{1} << 40, 28, 28};
    const hsize_t chunk[] = {1, 28, 28};
    const Handle space(H5Screate_simple(3, shape, nullptr), H5Sclose);
    const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(creation, 3, chunk);
    const Handle array(
        H5Dcreate2(file, "images", H5T_NATIVE_UINT8, space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose);
    REQUIRE(array.valid());
  });
  CHECK(error_of(dir / "a.h5")
            .find("\"images\" claims the shape [1099511627776, 28, 28], more than a file of ") == 0);
}

TEST_CASE("dataset_file: a full disk is one line, and leaves the old file and no other") {
  const test::TempDir dir;
  const fs::path path = dir / "a.h5";
  write_dataset(path, full_set(5));
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  for (const rlim_t most : {rlim_t{0}, rlim_t{1000}, rlim_t{100000}}) {
    const rlimit limit{most, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    CHECK_THROWS_WITH_AS(
        write_dataset(path, full_set(4000)),
        (path.string() + ": cannot write: File too large (free some space there, or write elsewhere)")
            .c_str(),
        Error);
    setrlimit(RLIMIT_FSIZE, &before);
  }
  signal(SIGXFSZ, handler);
  check_same(read_dataset(path), full_set(5));
  CHECK(std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("dataset_file: h5py reads the file, where Python has it") {
  if (std::system("python3 -c 'import h5py' >/dev/null 2>&1") != 0) {
    MESSAGE("skipped: python3 has no h5py");
    return;
  }
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  dir.write("check.py",
            "import h5py, sys\n"
            "f = h5py.File(sys.argv[1], 'r')\n"
            "assert f['images'].shape == (40, 12, 10) and f['images'][0, 0, 1] == 7\n"
            "assert list(f['labels'][:4]) == [0, 1, 2, 0]\n"
            "assert list(f['splits/train'][:]) == [3, 1, 2]\n"
            "assert f.attrs['format'] == 'ductus' and f.attrs['version'] == 1\n"
            "assert list(f.attrs['alphabet']) == ['7', '\\u00c9', 'ankle boot']\n"
            "assert f['name'].asstr()[39] == 'Bild-\\u00fc-39.png'\n");
  CHECK(std::system(("python3 " + (dir / "check.py").string() + " " + (dir / "a.h5").string()).c_str()) == 0);
}
