#include "data/atomic_file.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::AtomicFile;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int entries(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Lets files grow to `bytes` only, as a full disk would.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace

TEST_CASE("atomic_file: the file appears with commit, whole") {
  const test::TempDir dir;
  AtomicFile file(dir / "a.txt");
  file.write("one ");
  file.write("two");
  CHECK_FALSE(fs::exists(dir / "a.txt"));
  file.commit();
  CHECK(content(dir / "a.txt") == "one two");
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("atomic_file: without commit the old file stays and no temporary is left") {
  const test::TempDir dir;
  dir.write("a.txt", "old");
  {
    AtomicFile file(dir / "a.txt");
    file.write("new");
    CHECK(entries(dir.path()) == 2);
  }
  CHECK(content(dir / "a.txt") == "old");
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("atomic_file: write_at fills a file in any order") {
  const test::TempDir dir;
  AtomicFile file(dir / "a");
  file.write_at(4, "late", 4);
  file.write_at(0, "soon", 4);
  file.commit();
  CHECK(content(dir / "a") == "soonlate");
}

TEST_CASE("atomic_file: two writers of one path do not meet, the later commit stands") {
  const test::TempDir dir;
  AtomicFile first(dir / "a");
  AtomicFile second(dir / "a");
  CHECK(first.temporary() != second.temporary());
  first.write("first");
  second.write("second");
  second.commit();
  first.commit();
  CHECK(content(dir / "a") == "first");
}

TEST_CASE("atomic_file: a link stays, and the file that it leads to is written, there or not") {
  const test::TempDir dir;
  dir.write("real/a.txt", "old");
  fs::create_symlink("real/a.txt", dir / "link");
  fs::create_symlink("link", dir / "link of link");
  fs::create_symlink("real/new.txt", dir / "dangling");
  data::write_file(dir / "link of link", "new");
  CHECK(fs::is_symlink(dir / "link"));
  CHECK(fs::is_symlink(dir / "link of link"));
  CHECK(content(dir / "real/a.txt") == "new");
  data::write_file(dir / "dangling", "first");
  CHECK(fs::is_symlink(dir / "dangling"));
  CHECK(content(dir / "real/new.txt") == "first");
  CHECK(entries(dir / "real") == 2);
  fs::create_symlink("circle", dir / "circle");
  CHECK_THROWS_WITH_AS(data::write_file(dir / "circle", "x"),
                       ((dir / "circle").string() + ": more than 40 links lead to each other").c_str(),
                       Error);
}

TEST_CASE("atomic_file: a pipe or device is refused, by its own name or a link, and stays") {
  const test::TempDir dir;
  REQUIRE(mkfifo((dir / "pipe").c_str(), 0600) == 0);
  fs::create_symlink("pipe", dir / "link");
  for (const char* name : {"pipe", "link"}) {
    CHECK_THROWS_WITH_AS(
        data::write_file(dir / name, "x"),
        ((dir / name).string() + ": cannot write: a device or pipe, expected a file").c_str(), Error);
  }
  CHECK(fs::is_fifo(dir / "pipe"));
  CHECK(entries(dir.path()) == 2);
  CHECK_THROWS_WITH_AS(AtomicFile("/dev/null"), doctest::Contains("/dev/null: cannot write: a device"),
                       Error);
}

TEST_CASE("atomic_file: what a killed process left of this file is removed, and nothing else") {
  const test::TempDir dir;
  const pid_t killed = fork();
  if (killed == 0) _exit(0);
  REQUIRE(waitpid(killed, nullptr, 0) == killed);
  const std::string of_killed = "." + std::to_string(killed) + "-0.tmp";
  dir.write(".a" + of_killed, "half of it");
  for (const char* other : {".b", ".a.x"}) dir.write(other + of_killed, "");
  for (const char* other : {".a.1-0.tmp", ".a.0-0.tmp", ".a.-1-0.tmp", ".a.x-0.tmp", ".a.tmp", ".a.5.tmp"})
    dir.write(other, "");  // process 1 is always there; the rest are no names of ours
  data::write_file(dir / "a", "whole");
  CHECK_FALSE(fs::exists(dir / (".a" + of_killed)));
  CHECK(entries(dir.path()) == 1 + 2 + 6);
}

TEST_CASE("atomic_file: folders on the way are made") {
  const test::TempDir dir;
  data::write_file(dir / "x/y/z.txt", "deep");
  CHECK(content(dir / "x/y/z.txt") == "deep");
}

TEST_CASE("atomic_file: a disk that is full is one line with a hint, and leaves nothing behind") {
  const test::TempDir dir;
  dir.write("a", "old");
  const std::string message =
      (dir / "a").string() + ": cannot write: File too large (free some space there, or write elsewhere)";
  const std::vector<char> megabyte(1 << 20);
  {
    const FileSizeLimit limit(4096);
    AtomicFile written(dir / "a");
    CHECK_THROWS_WITH_AS(written.write(megabyte.data(), megabyte.size()), message.c_str(), Error);
    AtomicFile reserved(dir / "a");
    CHECK_THROWS_WITH_AS(reserved.reserve(megabyte.size()), message.c_str(), Error);
    AtomicFile placed(dir / "a");
    CHECK_THROWS_WITH_AS(placed.write_at(8192, megabyte.data(), 1), message.c_str(), Error);
  }
  CHECK(content(dir / "a") == "old");
  CHECK(entries(dir.path()) == 1);
}

TEST_CASE("atomic_file: a folder that is a file, and a path that is a folder, are errors") {
  const test::TempDir dir;
  dir.write("file", "");
  CHECK_THROWS_WITH_AS(data::write_file(dir / "file/a", "x"),
                       ((dir / "file").string() + ": cannot create the folder: Not a directory").c_str(),
                       Error);
  fs::create_directory(dir / "folder");
  CHECK_THROWS_WITH_AS(data::write_file(dir / "folder", "x"),
                       ((dir / "folder").string() + ": cannot write: Is a directory").c_str(), Error);
  CHECK(entries(dir.path()) == 2);
}

TEST_CASE("atomic_file: a folder that cannot be written to is named") {
  CHECK_THROWS_WITH_AS(data::write_file("/proc/ductus.txt", "x"),
                       doctest::Contains("/proc/ductus.txt: cannot write: "), Error);
}
