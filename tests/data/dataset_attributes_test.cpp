// Data set files whose texts are of fixed length, as h5py and other programs may write them.
#include <doctest/doctest.h>
#include <hdf5.h>

#include <random>

#include "data/dataset_file.h"
#include "tests/data/hdf5_edit.h"
#include "tests/support/errors.h"
#include "tests/support/line_set.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::hdf5::Handle;
using test::edit;
using test::error_of;
namespace fs = std::filesystem;

namespace {

Handle fixed_text(std::size_t length) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

/// Puts texts of `length` bytes, without a NUL where they are as long, in the place of an attribute; a scalar
/// of a single one.
void fix_attribute(hid_t file, const char* name, const std::vector<std::string>& values, std::size_t length) {
  std::string block;
  for (std::string value : values) {
    value.resize(length);
    block += value;
  }
  const hsize_t count = values.size();
  const Handle space(count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Handle type = fixed_text(length);
  REQUIRE(H5Adelete(file, name) >= 0);
  const Handle attribute(H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  REQUIRE(attribute.valid());
  REQUIRE(H5Awrite(attribute, type, block.data()) >= 0);
}

/// All attributes of text in `extra` bytes more than they need. HDF5 keeps nothing of it in a heap.
void fix_attributes(const fs::path& path, const data::LineSet& set, std::size_t extra) {
  edit(path, [&](hid_t file) {
    fix_attribute(file, "format", {"ductus"}, 6 + extra);
    fix_attribute(file, "kind", {"lines"}, 5 + extra);
    fix_attribute(file, "alphabet", set.alphabet.symbols(), 3 + extra);
    fix_attribute(file, "sources", set.sources, set.sources[0].size() + extra);
    const std::string ledger = set.ledger.to_json();
    fix_attribute(file, "ledger", {ledger}, ledger.size() + extra);
    fix_attribute(file, "content_hash", {set.content_hash()}, set.content_hash().size() + extra);
  });
}

}  // namespace

TEST_CASE("dataset_attributes: texts of fixed length are read, whatever the length, with or without a NUL") {
  const test::TempDir dir;
  const data::LineSet set = test::make_lines(12, 1, "b€A");
  for (const std::size_t extra : {0, 1, 2, 4, 9, 250, 4001}) {
    CAPTURE(extra);
    data::write_dataset(dir / "a.h5", set);
    fix_attributes(dir / "a.h5", set, extra);
    const data::LineSet found = data::read_line_dataset(dir / "a.h5");
    CHECK(found.alphabet == set.alphabet);
    CHECK(found.sources == set.sources);
    CHECK(found.texts == set.texts);
    CHECK(test::stored_hash(dir / "a.h5") == set.content_hash());
  }
}

TEST_CASE("dataset_attributes: with texts of fixed length, changed bytes are an error or harmless") {
  const test::TempDir dir;
  const data::LineSet set = test::make_lines(12, 1, "b€A");
  std::mt19937 random(7);
  int errors = 0;
  for (const std::size_t extra : {1, 4, 37}) {
    data::write_dataset(dir / "a.h5", set);
    fix_attributes(dir / "a.h5", set, extra);
    const std::string bytes = test::read_file(dir / "a.h5");
    for (int i = 0; i < 300; ++i) {
      std::string changed = bytes;
      for (auto count = 1 + random() % 4; count > 0; --count) {
        // half of them where the structure begins
        const std::size_t at =
            random() % (random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 2048) : bytes.size());
        changed[at] = static_cast<char>(random());
      }
      const auto path = dir.write("changed.h5", changed);
      std::string error;
      REQUIRE_NOTHROW(error = error_of([&] { data::read_line_dataset(path); }));
      CHECK(error.find('\n') == std::string::npos);
      errors += error != "no error";
    }
  }
  CHECK(errors > 100);
}

TEST_CASE("dataset_attributes: more text than the file can hold is not believed") {
  const test::TempDir dir;
  data::LineSet set = test::make_lines(12, 1);
  set.names = set.texts;
  data::write_dataset(dir / "a.h5", set);
  edit(dir / "a.h5", [&](hid_t file) { test::replace_array(file, "name", fixed_text(1 << 20), {1 << 28}); });
  CHECK(error_of([&] { data::read_line_dataset(dir / "a.h5"); }) ==
        (dir / "a.h5").string() + ": \"name\" claims to hold 268435456 texts of 1048576 bytes");
}
