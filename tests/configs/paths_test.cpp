#include "configs/schema/paths.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus::config;
using ductus::test::error_of;
using ductus::test::kind_and_error_of;
using ductus::test::TempDir;

namespace {

/// Sets (or, with null, unsets) an environment variable until the end of the scope.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    value == nullptr ? unsetenv(name) : setenv(name, value, 1);
  }
  ~Environment() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> old_;
};

/// Works in a folder until the end of the scope.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder) : old_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder);
  }
  ~WorkingFolder() { std::filesystem::current_path(old_); }

 private:
  std::filesystem::path old_;
};

}  // namespace

TEST_CASE("data_root: the flag, then DUCTUS_DATA, then the cache, then the home folder's cache") {
  const Environment home("HOME", "/home/ada");
  const Environment no_cache("XDG_CACHE_HOME", nullptr);
  const Environment no_data("DUCTUS_DATA", nullptr);
  CHECK(data_root() == "/home/ada/.cache/ductus/data");
  const Environment cache("XDG_CACHE_HOME", "/cache");
  CHECK(data_root() == "/cache/ductus/data");
  const Environment data("DUCTUS_DATA", "/data");
  CHECK(data_root() == "/data");
  CHECK(data_root("elsewhere") == "elsewhere");
}

TEST_CASE("data_root: an empty variable counts as none, and without a home it is an error") {
  const Environment home("HOME", "");
  const Environment cache("XDG_CACHE_HOME", "");
  const Environment data("DUCTUS_DATA", "");
  CHECK(kind_and_error_of([] { data_root(); }) ==
        "usage: data root: neither DUCTUS_DATA nor HOME is set (name a folder with --data-root)");
}

TEST_CASE("resolve: absolute paths as they are, relative ones here first and then under the root") {
  const TempDir here, root;
  here.write("both.csv", "here");
  root.write("both.csv", "root");
  root.write("mnist/images", "");
  const WorkingFolder folder(here.path());
  CHECK(resolve("both.csv", root.path()) == "both.csv");
  CHECK(resolve("mnist/images", root.path()) == root / "mnist/images");
  CHECK(resolve(root / "both.csv", "nowhere") == root / "both.csv");
}

TEST_CASE("resolve: what is nowhere is an error that names both places") {
  CHECK(error_of([] { resolve("mnist/none", "/nowhere"); }) ==
        "mnist/none: no such file or folder, neither here nor under the data root as /nowhere/mnist/none "
        "(--data-root or DUCTUS_DATA sets it)");
  CHECK(kind_and_error_of([] { resolve("/nowhere/file", "/nowhere"); }) ==
        "failed: /nowhere/file: no such file or folder");
  CHECK(error_of([] { resolve("", "/nowhere"); }) ==
        "path: expected the name of a file or folder, found nothing");
}
