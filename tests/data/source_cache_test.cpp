#include "data/source_cache.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

#include "data/dataset_file.h"
#include "tests/support/line_set.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::ImageSet;
using data::SourceCache;
namespace fs = std::filesystem;

namespace {

class Notes : public config::NullReporter {
 public:
  void warn(std::string_view line) override { warnings.emplace_back(line); }
  std::vector<std::string> warnings;
};

/// ${XDG_CACHE_HOME} for the length of a test.
class CacheHome {
 public:
  explicit CacheHome(const fs::path& folder) {
    if (const char* value = std::getenv("XDG_CACHE_HOME")) before_ = value;
    setenv("XDG_CACHE_HOME", folder.c_str(), 1);
  }
  ~CacheHome() {
    before_.empty() ? unsetenv("XDG_CACHE_HOME") : setenv("XDG_CACHE_HOME", before_.c_str(), 1);
  }

 private:
  std::string before_;
};

ImageSet one_sample(uint8_t value) {
  ImageSet set;
  set.height = set.width = 1;
  set.alphabet = data::Alphabet({"A"});
  set.pixels = std::vector<uint8_t>{value};
  set.labels = std::vector<int32_t>{0};
  set.source = std::vector<uint16_t>{0};
  set.number = std::vector<uint32_t>{0};
  set.sources = {"az.csv"};
  set.ledger.use();
  return set;
}

int files_in(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("source_cache: what was kept is found, beside the source") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  Notes notes;
  CHECK_FALSE(SourceCache(source, "auto").find(notes));
  SourceCache(source, "auto").keep(one_sample(7), notes);
  const auto found = SourceCache(source, "auto").find(notes);
  REQUIRE(found);
  CHECK(found->pixels[0] == 7);
  CHECK(found->sources == std::vector<std::string>{"az.csv"});
  CHECK(SourceCache(source, "auto").places()[0].parent_path() == fs::canonical(dir.path()));
  CHECK(files_in(dir.path()) == 2);
  CHECK(notes.warnings.empty());
}

TEST_CASE("source_cache: other options are another reading") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  Notes notes;
  SourceCache(source, "auto").keep(one_sample(7), notes);
  CHECK_FALSE(SourceCache(source, "header").find(notes));
  SourceCache(source, "header").keep(one_sample(8), notes);
  CHECK(SourceCache(source, "auto").find(notes)->pixels[0] == 7);
  CHECK(SourceCache(source, "header").find(notes)->pixels[0] == 8);
}

TEST_CASE("source_cache: a source that changed in size or time is read anew, and the old file goes") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  Notes notes;
  SourceCache(source, "auto").keep(one_sample(7), notes);
  fs::last_write_time(source, fs::last_write_time(source) + std::chrono::nanoseconds(1000));
  CHECK_FALSE(SourceCache(source, "auto").find(notes));
  SourceCache(source, "auto").keep(one_sample(8), notes);
  CHECK(SourceCache(source, "auto").find(notes)->pixels[0] == 8);
  CHECK(files_in(dir.path()) == 2);
}

TEST_CASE("source_cache: lines are kept too, and read anew when their list changed") {
  const test::TempDir dir;
  const fs::path archive = dir.write("lines.tar", "tar");
  const fs::path list = dir.write("lines.tsv", "a.png\t1");
  Notes notes;
  const data::LineSet lines = test::make_lines(3, 1);
  SourceCache(archive, "tsv", list).keep(lines, notes);
  const auto found = SourceCache(archive, "tsv", list).find<data::LineSet>(notes);
  REQUIRE(found);
  CHECK(found->content_hash() == lines.content_hash());
  CHECK_FALSE(SourceCache(archive, "tsv", dir.write("other.tsv", "a.png\t1")).find<data::LineSet>(notes));
  dir.write("lines.tsv", "a.png\t12");
  CHECK_FALSE(SourceCache(archive, "tsv", list).find<data::LineSet>(notes));
  CHECK(notes.warnings.empty());
}

TEST_CASE("source_cache: nothing is kept of a source that changed while it was read") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  Notes notes;
  const SourceCache before(source, "auto");
  dir.write("az.csv", "0,1,2");
  before.keep(one_sample(7), notes);
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("source_cache: a damaged file is a warning, and is replaced") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  Notes notes;
  const SourceCache cache(source, "auto");
  cache.keep(one_sample(7), notes);
  const fs::path place = cache.places()[0];
  fs::resize_file(place, fs::file_size(place) / 2);
  CHECK_FALSE(cache.find(notes));
  REQUIRE(notes.warnings.size() == 1);
  CHECK(notes.warnings[0].find(place.string() + ": ") == 0);
  CHECK(notes.warnings[0].find("(made anew from az.csv)") != std::string::npos);
  cache.keep(one_sample(7), notes);
  CHECK(cache.find(notes));
}

TEST_CASE("source_cache: a folder that cannot be written to sends the file to the user's cache") {
  const test::TempDir home;
  const CacheHome cache_home(home.path());
  // Not even root can make a file in /proc.
  const fs::path source = "/proc/self/status";
  Notes notes;
  const auto places = SourceCache(source, "auto").places();
  REQUIRE(places.size() == 2);
  CHECK(places[1].parent_path() == home / "ductus/sources");
  SourceCache(source, "auto").keep(one_sample(7), notes);
  CHECK(notes.warnings.empty());
  CHECK(files_in(home / "ductus/sources") == 1);
}

TEST_CASE("source_cache: where nothing can be written there is one warning, and no error") {
  const test::TempDir home;
  const CacheHome cache_home(home.write("file", ""));
  Notes notes;
  SourceCache("/proc/self/status", "auto").keep(one_sample(7), notes);
  REQUIRE(notes.warnings.size() == 1);
  CHECK(notes.warnings[0].find("status will be read again: ") == 0);
}

TEST_CASE("source_cache: two programs at once each leave a whole file") {
  const test::TempDir dir;
  const fs::path source = dir.write("az.csv", "0,1");
  std::vector<pid_t> children;
  for (int child = 0; child < 2; ++child) {
    const pid_t pid = fork();
    if (pid == 0) {
      config::NullReporter quiet;
      for (int i = 0; i < 4; ++i) SourceCache(source, "auto").keep(one_sample(7), quiet);
      _exit(0);
    }
    children.push_back(pid);
  }
  Notes notes;
  for (int i = 0; i < 200; ++i) {
    const auto found = SourceCache(source, "auto").find(notes);
    if (found) CHECK(found->pixels[0] == 7);
  }
  for (const pid_t pid : children) {
    int status = -1;
    waitpid(pid, &status, 0);
    CHECK(status == 0);
  }
  CHECK(notes.warnings.empty());
  CHECK(SourceCache(source, "auto").find(notes));
  CHECK(files_in(dir.path()) == 2);
}
