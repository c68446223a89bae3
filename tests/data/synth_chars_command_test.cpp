#include "data/synth/chars_command.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/dataset_file.h"
#include "data/formats/letters_csv.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::TempDir;

namespace {

/// The exit status of `ductus synth chars ...`.
int chars(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"ductus-synth", "chars", "--quiet"});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  config::CommandLine line("synth", "test");
  data::add_chars_command(line);
  return line.run(static_cast<int>(argv.size()), argv.data());
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("ductus synth chars: what it writes is what the letters reader and the data set reader read") {
  const TempDir dir;
  const std::string csv = (dir / "letters.csv").string();
  const std::string h5 = (dir / "letters.h5").string();
  REQUIRE(chars({"--count", "100", "--seed", "7", "--threads", "2", "--out", csv}) == 0);
  REQUIRE(chars({"--count", "100", "--seed", "7", "--threads", "1", "--out", h5, "--format", "ductus"}) == 0);
  config::NullReporter reporter;
  const data::ImageSet set = data::read_letters_csv_file(csv, data::FirstRow::kAuto, 1, reporter);
  CHECK(set.size() == 100);
  CHECK(set.content_hash() == data::read_dataset(h5).content_hash());
  CHECK(content(csv).rfind("0,", 0) == 0);  // no header
}

TEST_CASE("ductus synth chars: a file that is there is kept, unless --overwrite") {
  const TempDir dir;
  const std::string out = dir.write("letters.csv", "mine").string();
  CHECK(chars({"--count", "26", "--out", out}) == 1);
  CHECK(content(out) == "mine");
  CHECK(chars({"--count", "26", "--out", out, "--overwrite"}) == 0);
  CHECK(content(out) != "mine");
}

TEST_CASE("ductus synth chars: bad options exit with 2 and write nothing") {
  const TempDir dir;
  const std::string out = (dir / "letters.csv").string();
  CHECK(chars({"--count", "0", "--out", out}) == 2);
  CHECK(chars({"--symbols", "AA", "--out", out}) == 2);
  CHECK(chars({"--proportions", "az", "--symbols", "0-9", "--out", out}) == 2);
  CHECK(chars({"--count", "26"}) == 2);
  CHECK(!std::filesystem::exists(out));
}

TEST_CASE("ductus synth chars: --preview writes a PNG") {
  const TempDir dir;
  const std::string png = (dir / "sheet.png").string();
  REQUIRE(chars({"--count", "52", "--out", (dir / "l.csv").string(), "--preview", png}) == 0);
  CHECK(content(png).rfind("\x89PNG", 0) == 0);
}
