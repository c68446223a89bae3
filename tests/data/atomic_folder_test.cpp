#include "data/atomic_folder.h"

#include <doctest/doctest.h>

#include <iterator>

#include "data/atomic_file.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::AtomicFolder;
using test::error_of;
namespace fs = std::filesystem;

namespace {

int entries(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void write(const fs::path& path) {
  AtomicFolder folder(path);
  data::write_small_file(folder.temporary() / "a.txt", "a");
  folder.commit();
}

}  // namespace

TEST_CASE("atomic_folder: the folder appears with commit, whole. Without, nothing is left") {
  const test::TempDir dir;
  {
    AtomicFolder folder(dir / "deep/out");
    data::write_small_file(folder.temporary() / "a.txt", "a");
    CHECK_FALSE(fs::exists(dir / "deep/out"));
  }
  CHECK(entries(dir / "deep") == 0);
  write(dir / "deep/out");
  CHECK(fs::exists(dir / "deep/out/a.txt"));
  CHECK(entries(dir / "deep") == 1);
}

TEST_CASE("atomic_folder: an empty folder gives way, and what a killed run left. Nothing else does") {
  const test::TempDir dir;
  fs::create_directory(dir / "out");
  dir.write(".out.part/b.txt", "left");
  write((dir / "out").string() + "/");
  CHECK(entries(dir / "out") == 1);
  CHECK(entries(dir.path()) == 1);
  CHECK(error_of([&] { write(dir / "out"); }) ==
        (dir / "out").string() + ": expected a new or an empty folder");
  CHECK(error_of([&] { write(dir / "out/a.txt"); }) == (dir / "out/a.txt").string() + ": not a folder");
}

TEST_CASE("atomic_folder: a link stays, and the folder that it leads to is written") {
  const test::TempDir dir;
  fs::create_directory(dir / "real");
  fs::create_directory_symlink("real", dir / "link");
  write(dir / "link");
  CHECK(fs::is_symlink(dir / "link"));
  CHECK(fs::exists(dir / "real/a.txt"));
}

TEST_CASE("atomic_folder: a folder that cannot be made is named") {
  CHECK(error_of([] { write("/proc/ductus"); }).find("/proc/.ductus.part: cannot create the folder: ") == 0);
}
