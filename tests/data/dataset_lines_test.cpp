#include <doctest/doctest.h>
#include <hdf5.h>

#include <cstdlib>
#include <functional>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/hdf5.h"
#include "tests/data/hdf5_edit.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::LineSet;
using data::read_line_dataset;
using data::write_dataset;
using test::edit;
using test::list;
using test::make_lines;
using test::replace_array;
namespace fs = std::filesystem;

namespace {

/// Every field filled in.
LineSet full_set(int lines = 40) {
  LineSet set = make_lines(lines, 3, "0€é 4");
  for (int i = 0; i < lines; ++i) set.names.push_back("Zeile-ü-" + std::to_string(i) + ".png");
  set.splits["train"] = std::vector<int64_t>{3, 1, 2};
  set.splits["test"] = std::vector<int64_t>{0};
  set.ledger.drop("unreadable", "x.png");
  return set;
}

void check_same(const LineSet& found, const LineSet& set) {
  CHECK(found.height == set.height);
  CHECK(found.texts == set.texts);
  CHECK(list(found.pixels) == list(set.pixels));
  CHECK(list(found.offset) == list(set.offset));
  CHECK(list(found.width) == list(set.width));
  test::check_same_samples(found, set);
}

/// What reading says about the file, without the file's name.
std::string error_of(const fs::path& path) {
  const std::string text = test::error_of([&] { read_line_dataset(path); });
  if (text == "no error") return text;
  CHECK(text.find('\n') == std::string::npos);
  CHECK(text.find(path.string() + ": ") == 0);
  return text.substr(path.string().size() + 2);
}

}  // namespace

TEST_CASE("dataset_lines: a set of lines comes back with every field") {
  const test::TempDir dir;
  const LineSet set = full_set();
  write_dataset(dir / "a.h5", set);
  check_same(read_line_dataset(dir / "a.h5"), set);
  CHECK(test::stored_hash(dir / "a.h5") == set.content_hash());
  CHECK(data::read_kind(dir / "a.h5") == data::Kind::kLines);
}

TEST_CASE("dataset_lines: optional fields may be left out, and a set may be empty") {
  const test::TempDir dir;
  LineSet plain = full_set();
  plain.names.clear();
  plain.group = {};
  plain.groups.clear();
  plain.splits.clear();
  plain.preprocessing.clear();
  write_dataset(dir / "plain.h5", plain);
  check_same(read_line_dataset(dir / "plain.h5"), plain);
  LineSet empty;
  empty.alphabet = data::Alphabet::from_characters("01");
  write_dataset(dir / "empty.h5", empty);
  check_same(read_line_dataset(dir / "empty.h5"), empty);
}

TEST_CASE("dataset_lines: the same set is the same bytes, its pixels one block at a multiple of 4096") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set());
  write_dataset(dir / "b.h5", full_set());
  CHECK(test::read_file(dir / "a.h5") == test::read_file(dir / "b.h5"));
  edit(dir / "a.h5", [](hid_t file) {
    const data::hdf5::Handle pixels(H5Dopen2(file, "pixels", H5P_DEFAULT), H5Dclose);
    CHECK(H5Dget_offset(pixels) % 4096 == 0);
  });
}

TEST_CASE("dataset_lines: ten thousand groups and names are kept too") {
  const test::TempDir dir;
  LineSet set = make_lines(10000, 1);
  std::vector<int32_t> group;
  set.groups.clear();
  for (int i = 0; i < 10000; ++i) {
    group.push_back(i);
    set.groups.push_back("receipt " + std::to_string(i));
  }
  set.group = group;
  write_dataset(dir / "a.h5", set);
  CHECK(read_line_dataset(dir / "a.h5").groups == set.groups);
}

TEST_CASE("dataset_lines: a file made by hand needs pixels, offsets, widths, texts, height and alphabet") {
  const test::TempDir dir;
  const LineSet set = full_set();
  write_dataset(dir / "a.h5", set);
  edit(dir / "a.h5", [&](hid_t file) {
    for (const char* name : {"source", "number", "name", "groups", "height"})
      REQUIRE(H5Ldelete(file, name, H5P_DEFAULT) >= 0);
    const std::vector<int64_t> wide(set.width.begin(), set.width.end());
    replace_array(file, "width", H5T_NATIVE_INT64, {40}, true, wide.data());
    std::vector<int32_t> group(40, 700);
    group[3] = -5;
    replace_array(file, "group", H5T_NATIVE_INT32, {40}, false, group.data());
  });
  const LineSet found = read_line_dataset(dir / "a.h5");
  CHECK(found.content_hash() == set.content_hash());
  CHECK(found.id(39) == "a.h5#39");
  CHECK(found.groups == std::vector<std::string>{"-5", "700"});  // numbers become names
  CHECK(found.group[3] == 0);
  CHECK(found.group[4] == 1);
}

TEST_CASE("dataset_lines: characters where lines are expected, and lines where characters are, are named") {
  const test::TempDir dir;
  write_dataset(dir / "lines.h5", full_set());
  CHECK(test::error_of([&] { data::read_dataset(dir / "lines.h5"); }) ==
        (dir / "lines.h5").string() + ": a data set of kind \"lines\", expected \"characters\"");
  data::ImageSet characters;
  characters.alphabet = data::Alphabet::from_characters("01");
  write_dataset(dir / "characters.h5", characters);
  CHECK(error_of(dir / "characters.h5") == "a data set of kind \"characters\", expected \"lines\"");
  CHECK(data::read_kind(dir / "characters.h5") == data::Kind::kCharacters);
}

TEST_CASE("dataset_lines: what is inconsistent is not written") {
  const test::TempDir dir;
  LineSet set = full_set();
  set.texts[5] = "5";
  CHECK(test::error_of([&] { write_dataset(dir / "a.h5", set); }) ==
        (dir / "a.h5").string() +
            ": the text of Zeile-ü-5.png has '5', which is not in the alphabet of 5 symbols");
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("dataset_lines: arrays that contradict each other are errors") {
  const test::TempDir dir;
  const fs::path path = dir / "a.h5";
  const LineSet set = full_set();
  const auto error_after = [&](const std::function<void(hid_t)>& change) {
    write_dataset(path, set);
    edit(path, change);
    return error_of(path);
  };
  const auto put_attribute = [](hid_t file, const char* name, int64_t value) {
    H5Adelete(file, name);
    data::hdf5::write_integer(file, name, value);
  };
  CHECK(error_after([](hid_t file) { replace_array(file, "offset", H5T_NATIVE_INT64, {39}); }) ==
        "\"offset\" has the shape [39], expected [40]");
  CHECK(error_after([](hid_t file) {
          replace_array(file, "pixels", H5T_NATIVE_UINT8, {40, 120});
        }) == "\"pixels\" has the shape [40, 120], expected one dimension");
  CHECK(error_after([](hid_t file) {
          replace_array(file, "pixels", H5T_NATIVE_UINT8, {100});
        }).find(" bytes of pixels from byte 0, there are 100") != std::string::npos);
  CHECK(error_after([](hid_t file) { replace_array(file, "pixels", H5T_NATIVE_FLOAT, {100}); }) ==
        "\"pixels\" does not hold whole numbers");
  CHECK(error_after([](hid_t file) { H5Ldelete(file, "text", H5P_DEFAULT); }) == "no array \"text\"");
  CHECK(error_after([](hid_t file) { replace_array(file, "text", H5T_NATIVE_INT32, {40}); }) ==
        "\"text\" is not text");
  CHECK(error_after([](hid_t file) { replace_array(file, "text", data::hdf5::text_type(), {39}); }) ==
        "\"text\" has the shape [39], expected [40]");
  CHECK(error_after([](hid_t file) { replace_array(file, "text", data::hdf5::text_type(), {40}); }) ==
        "Zeile-ü-0.png has no text");
  CHECK(error_after([](hid_t file) {
          const std::vector<int32_t> width(40, 0);
          replace_array(file, "width", H5T_NATIVE_INT32, {40}, false, width.data());
        }) == "Zeile-ü-0.png is 0 pixels wide, expected at least 1");
  CHECK(error_after([](hid_t file) {
          const std::vector<int32_t> width(40, INT32_MAX);
          replace_array(file, "width", H5T_NATIVE_INT32, {40}, false, width.data());
        }).find("Zeile-ü-0.png claims 68719476704 bytes of pixels from byte 0, there are ") == 0);
  CHECK(error_after([](hid_t file) {
          const std::vector<int64_t> offset(40, -1);
          replace_array(file, "offset", H5T_NATIVE_INT64, {40}, false, offset.data());
        }).find(" bytes of pixels from byte -1, there are ") != std::string::npos);
  CHECK(error_after([](hid_t file) {
          const std::vector<int32_t> height(40, 31);
          replace_array(file, "height", H5T_NATIVE_INT32, {40}, false, height.data());
        }) == "a line 31 pixels high among lines of 32, expected one height");
  CHECK(error_after([&](hid_t file) { put_attribute(file, "height", 0); }) ==
        "a height of 0 pixels, expected 1 to 16384");
  CHECK(error_after([](hid_t file) { H5Adelete(file, "height"); }) == "no attribute \"height\"");
  CHECK(error_after([](hid_t file) {
          H5Adelete(file, "alphabet");
          data::hdf5::write_texts(file, "alphabet", {"0", "€", "é", " "});
        }).find("has '4', which is not in the alphabet of 4 symbols") != std::string::npos);
  CHECK(error_after([](hid_t file) {
          const std::vector<int32_t> group(40, 10);
          replace_array(file, "group", H5T_NATIVE_INT32, {40}, false, group.data());
        }) == "Zeile-ü-0.png is of group 10, expected one of 10");
  CHECK(error_after([](hid_t file) {
          const int64_t index = 40;
          replace_array(file, "splits/test", H5T_NATIVE_INT64, {1}, false, &index);
        }) == "\"splits/test\" names sample 40, the set has 40");
}

TEST_CASE("dataset_lines: a file cut short anywhere is an error, never a crash") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set(12));
  const std::string bytes = test::read_file(dir / "a.h5");
  for (std::size_t size = 1; size < bytes.size(); size += 211) {
    CHECK(error_of(dir.write("cut.h5", bytes.substr(0, size))) != "no error");
  }
  CHECK(error_of(dir.write("cut.h5", bytes.substr(0, bytes.size() - 1))) != "no error");
}

TEST_CASE("dataset_lines: a changed byte in the structure is an error or harmless, never a crash") {
  const test::TempDir dir;
  write_dataset(dir / "a.h5", full_set(12));
  const std::string bytes = test::read_file(dir / "a.h5");
  CHECK(test::errors_of_changes(dir, bytes, 37, error_of) > 20);
}

TEST_CASE("dataset_lines: h5py reads the file, where Python has it") {
  if (std::system("python3 -c 'import h5py' >/dev/null 2>&1") != 0) {
    MESSAGE("skipped: python3 has no h5py");
    return;
  }
  const test::TempDir dir;
  const LineSet set = full_set();
  write_dataset(dir / "a.h5", set);
  dir.write("check.py",
            "import h5py, sys\n"
            "f = h5py.File(sys.argv[1], 'r')\n"
            "o, w, h = f['offset'][5], f['width'][5], f['height'][5]\n"
            "assert h == f.attrs['height'] == 32\n"
            "assert f['pixels'][o:o + h * w].reshape(h, w).shape == (32, w)\n"
            "assert f['text'].asstr()[5] == sys.argv[2]\n"
            "assert f['groups'].asstr()[f['group'][39]] == 'g9'\n"
            "assert list(f.attrs['alphabet']) == ['0', '\\u20ac', '\\u00e9', ' ', '4']\n");
  CHECK(std::system(("python3 " + (dir / "check.py").string() + " " + (dir / "a.h5").string() + " '" +
                     set.texts[5] + "'")
                        .c_str()) == 0);
}
