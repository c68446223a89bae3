#include "data/synth/numbered_samples.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/drawn_files.h"
#include "tests/support/errors.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using data::DrawnFile;
using test::error_of;
using test::TempDir;

namespace {

namespace fs = std::filesystem;

/// Four samples of two files, in a folder each or, as `apart`, in one a kind of file.
struct Samples : data::NumberedSamples {
  bool apart = false;

  std::vector<DrawnFile> files_of(uint64_t index) const {
    const std::string name = data::sample_name(index);
    const auto place = [&](const std::string& kind) {
      return apart ? kind + "/" + name + "." + kind : name + "/" + kind;
    };
    return {{place("picture"), std::string("\x01\0\xff", 3) + name}, {place("truth"), "of " + name}};
  }

  std::string name() const override { return "sample"; }
  int64_t count() const override { return 4; }
  uint64_t seed() const override { return 1; }
  std::vector<std::pair<std::string, std::size_t>> materials() const override { return {}; }
  data::Origin origin(const std::string&) const override { return {}; }
  fs::path mark(uint64_t index) const override {
    return apart ? fs::path("truth") / (data::sample_name(index) + ".truth") : NumberedSamples::mark(index);
  }
  void draw(const std::vector<int64_t>& numbers, data::ThreadPool&, config::Reporter&,
            const data::TakeSample& take) const override {
    const data::Picture none;
    for (auto i = numbers.rbegin(); i != numbers.rend(); ++i) {
      const auto index = static_cast<uint64_t>(*i);
      take({index, none, [&] { return files_of(index); }});
    }
  }
};

/// All of them, written.
struct Folder {
  explicit Folder(bool apart = false) {
    samples.apart = apart;
    samples.draw({0, 1, 2, 3}, pool, reporter,
                 [&](const data::NumberedSample& sample) { data::write_sample(dir.path(), sample); });
  }

  int64_t check() { return data::check_same(dir.path(), samples, pool, reporter); }

  /// What check() says after the folder's name.
  std::string problem() {
    const std::string error = error_of([&] { check(); }), where = dir.path().string() + ": ";
    return error.rfind(where, 0) == 0 ? error.substr(where.size()) : error;
  }

  TempDir dir;
  Samples samples;
  data::ThreadPool pool{1};
  config::NullReporter reporter;
};

}  // namespace

TEST_CASE("numbered samples: a sample's files are there together, in its folder or apart") {
  CHECK(data::sample_name(12) == "000012");
  CHECK(data::sample_name(1234567) == "1234567");
  for (const bool apart : {false, true}) {
    const Folder folder(apart);
    const auto files = test::files_below(folder.dir.path());
    CHECK(files.size() == 8);  // nothing besides
    for (uint64_t i = 0; i < 4; ++i) {
      CHECK(data::is_written(folder.dir.path(), folder.samples, i));
      for (const DrawnFile& file : folder.samples.files_of(i))
        CHECK(files.at(file.path.string()) == file.content);
    }
    CHECK_FALSE(data::is_written(folder.dir.path(), folder.samples, 4));
    fs::remove_all(folder.dir / folder.samples.mark(2));
    CHECK_FALSE(data::is_written(folder.dir.path(), folder.samples, 2));
  }
}

TEST_CASE("numbered samples: those that are there are compared, and a part proves itself") {
  Folder folder;
  CHECK(folder.check() == 4);
  folder.dir.write("origin.json", "{}");
  CHECK(folder.check() == 4);
  fs::remove_all(folder.dir / "000000");
  CHECK(folder.check() == 3);
}

TEST_CASE("numbered samples: the first that differs is named, in whatever order they are drawn") {
  Folder folder(true);
  folder.dir.write("truth/000002.truth", "of 000003");
  CHECK(folder.problem() == "truth/000002.truth is not the same drawn again (1 of 4 samples differ)");
  folder.dir.write("truth/000003.truth", "of 000003 ");  // longer
  folder.dir.write("truth/000001.truth", "of 00000");    // cut short
  CHECK(folder.problem() == "truth/000001.truth is not the same drawn again (3 of 4 samples differ)");
  fs::remove(folder.dir / "picture/000000.picture");
  CHECK(folder.problem() == "picture/000000.picture is missing (4 of 4 samples differ)");
}

TEST_CASE("numbered samples: strange files, and a folder without samples, are no proof") {
  Folder folder;
  folder.dir.write("000002/notes", "");
  CHECK(folder.problem() == "000002/notes is of no sample that is whole");
  fs::remove(folder.dir / "000002/notes");
  folder.dir.write("000007/truth", "of 000007");
  CHECK(folder.problem() == "000007/truth is of no sample that is whole");
  for (uint64_t i = 0; i < 4; ++i) fs::remove_all(folder.dir / data::sample_name(i));
  CHECK(folder.problem() == "none of 4 samples is there");
}
