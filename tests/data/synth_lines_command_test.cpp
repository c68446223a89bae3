#include "data/synth/lines/lines_command.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "data/dataset_file.h"
#include "tests/data/synth_commands.h"
#include "tests/support/temp_dir.h"

using namespace ductus;
using test::synth;
using test::TempDir;
using test::Words;

TEST_CASE("ductus synth lines: --per-type draws as many of each kind, and no more than a recipe may have") {
  const TempDir dir;
  const std::string out = (dir / "out.h5").string();
  const auto draw = [&](const std::string& lines) {
    return synth("lines", {"--types", "int", "--types", "date", "--types", "tax", "--fonts",
                           "DejaVu Sans Mono", "--per-type", lines, "--out", out});
  };
  CHECK(draw("0") == 2);
  CHECK(draw("3333334") == 2);
  CHECK(draw("6148914691236517206") == 2);  // times 3 it is 2 more than 2^64
  CHECK_FALSE(std::filesystem::exists(out));
  CHECK(draw("2") == 0);
  CHECK(data::read_line_dataset(out).size() == 6);
}
