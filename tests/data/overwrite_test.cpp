#include "data/overwrite.h"

#include <doctest/doctest.h>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;

TEST_CASE("refuse_to_overwrite: what is there is a usage error, unless it may be replaced") {
  const test::TempDir dir;
  const auto refused = [](const std::filesystem::path& path, bool overwrite) {
    return test::kind_and_error_of([&] { data::refuse_to_overwrite(path, overwrite); });
  };
  const std::filesystem::path file = dir.write("there.tsv", "");
  CHECK(refused(file, false) == "usage: " + file.string() + ": exists already (--overwrite replaces it)");
  CHECK(refused(dir.path(), false).find("exists already") != std::string::npos);
  CHECK(refused(file, true) == "no error");
  CHECK(refused(dir / "new.tsv", false) == "no error");
  CHECK(refused("", false) == "no error");
  CHECK(refused(dir / "new folder" / "new.tsv", false) == "no error");
  CHECK(refused(file / "under a file", false) == "failed: " + (file / "under a file").string() +
                                                     ": cannot be made: " + file.string() + " is no folder");
  CHECK(refused("/dev/null", true) == "usage: /dev/null: is a device or pipe, expected a file");
}

TEST_CASE("refuse_filled_folder: a folder is new or empty") {
  const test::TempDir dir;
  const auto refused = [](const std::filesystem::path& path) {
    return test::kind_and_error_of([&] { data::refuse_filled_folder(path); });
  };
  CHECK(refused(dir.path()) == "no error");
  CHECK(refused(dir / "new") == "no error");
  const std::filesystem::path file = dir.write("a.txt", "");
  const std::string message = ": exists already, expected a new or an empty folder";
  CHECK(refused(dir.path()) == "usage: " + dir.path().string() + message);
  CHECK(refused(file) == "usage: " + file.string() + message);
}
