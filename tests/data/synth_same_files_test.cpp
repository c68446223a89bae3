#include "data/synth/same_files.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::DrawnFile;
using test::error_of;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

std::vector<DrawnFile> files_of(uint64_t index) {
  const fs::path name = std::to_string(index);
  return {{name / "picture", std::string("\x01\0\xff", 3) + name.string()},
          {name / "truth", "of " + name.string()}};
}

/// Four samples of two files.
struct Folder {
  Folder() {
    for (uint64_t i = 0; i < 4; ++i) {
      for (const DrawnFile& file : files_of(i)) dir.write(file.path.string(), file.content);
    }
  }

  int64_t check() const {
    return data::check_same_files(
        dir.path(), "sample", 4, [&](uint64_t i) { return fs::is_directory(dir / std::to_string(i)); },
        [](const std::vector<int64_t>& numbers, const data::AddDrawn& add) {
          for (auto i = numbers.rbegin(); i != numbers.rend(); ++i)
            add(static_cast<uint64_t>(*i), files_of(static_cast<uint64_t>(*i)));
        });
  }

  /// What check() says after the folder's name.
  std::string problem() const {
    const std::string error = error_of([&] { check(); }), where = dir.path().string() + ": ";
    return error.rfind(where, 0) == 0 ? error.substr(where.size()) : error;
  }

  TempDir dir;
};

}  // namespace

TEST_CASE("same files: samples that are there are compared, and a part proves itself") {
  const Folder folder;
  CHECK(folder.check() == 4);
  folder.dir.write("origin.json", "{}");
  CHECK(folder.check() == 4);
  fs::remove_all(folder.dir / "0");
  CHECK(folder.check() == 3);
}

TEST_CASE("same files: the first sample that differs is named, in whatever order they are drawn") {
  const Folder folder;
  folder.dir.write("2/truth", "of 3");
  CHECK(folder.problem() == "2/truth is not the same drawn again (1 of 4 samples differ)");
  folder.dir.write("3/truth", "of 3 ");  // longer
  folder.dir.write("1/truth", "of ");    // cut short
  CHECK(folder.problem() == "1/truth is not the same drawn again (3 of 4 samples differ)");
  fs::remove(folder.dir / "0/picture");
  CHECK(folder.problem() == "0/picture is missing (4 of 4 samples differ)");
}

TEST_CASE("same files: strange files, and a folder without samples, are no proof") {
  const Folder folder;
  folder.dir.write("2/notes", "");
  CHECK(folder.problem() == "2/notes is of no sample that is whole");
  fs::remove(folder.dir / "2/notes");
  folder.dir.write("7/truth", "of 7");
  CHECK(folder.problem() == "7/truth is of no sample that is whole");
  for (const char* name : {"0", "1", "2", "3"}) fs::remove_all(folder.dir / name);
  CHECK(folder.problem() == "none of 4 samples is there");
}
