// Receipts drawn as a user draws them: what is said when they cannot be, or are not what they were.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/bad_input.h"
#include "tests/support/workplace.h"

using namespace ductus::test;

namespace {

using Words = std::vector<std::string>;

Words synth(Words more) {
  Words words = {"synth", "receipts", "--count", "4", "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words verify(const std::string& drawn) { return {"synth", "receipts", "--again", drawn, "--verify"}; }

}  // namespace

TEST_CASE("ductus synth receipts: a drawn folder proves that it can be drawn again") {
  const Workplace work;
  succeeds(work, synth({"--fonts", "DejaVu Sans Mono", "--out", "out", "--lines", "lines.h5"}));
  const Outcome same = work.run(verify("out")), lines = work.run(verify("lines.h5"));
  CHECK(same.status == 0);
  CHECK(same.out == "out: drawn again, 4 of 4 receipts are there and the same\n");
  Words for_programs = verify("out");
  for_programs.emplace_back("--json");
  CHECK(work.run(for_programs).out == R"({"path":"out","receipts":4,"same":true,"of":4})"
                                      "\n");
  CHECK(lines.status == 0);
  CHECK(lines.out.find("lines.h5: drawn again, ") == 0);
  work.write("out/000001/image.png", work.read("out/000001/image.png") + "x");
  check_fails(work, verify("out"), 1,
              {"out: 000001/image.png is not the same drawn again (1 of 4 receipts differ)"});
}

TEST_CASE("ductus synth receipts: a layout of another version is named") {
  const Workplace work;
  const std::string rows = "rows: [{centre: '<field shop>'}, {sides: ['TOTAL', '<money total>']}]\n";
  work.write("mine.yaml", rows);
  const Words words = synth({"--fonts", "DejaVu Sans Mono", "--layouts", "mine.yaml", "--out", "out"});
  succeeds(work, words);
  work.write("mine.yaml", rows + "columns: [20, 20]\n");
  check_fails(work, verify("out"), 1,
              {"out: drawn with something else than is there now: mine.yaml (another version)"});
  Words resume = words;
  resume.emplace_back("--resume");
  const Outcome other = work.run(resume);
  CHECK(other.status == 1);
  CHECK(other.err.find("out: drawn with mine.yaml (another version) (--overwrite begins anew)") !=
        std::string::npos);
  std::filesystem::remove(work / "mine.yaml");
  check_fails(work, verify("out"), 1, {"mine.yaml"});
}

TEST_CASE("ductus synth receipts: after a full disk there are whole receipts alone, and --resume goes on") {
  const Workplace work;
  for (const std::string as : {"folders", "sroie", "page_xml"}) {
    CAPTURE(as);
    const Words words = synth({"--fonts", "DejaVu Sans Mono", "--layout-as", as, "--out", as});
    ProcessOptions full;
    full.largest_file_bytes = 8000;  // the origin fits, a picture does not
    const Outcome outcome = work.run(words, full);
    CHECK(outcome.status == 1);
    CHECK(outcome.err.find(": cannot write: ") != std::string::npos);
    CHECK(outcome.err.find("(free some space there, or write elsewhere)") != std::string::npos);
    CHECK(outcome.err.find('\n') == outcome.err.size() - 1);
    const auto files = std::filesystem::directory_iterator(work / as);
    CHECK(std::distance(begin(files), end(files)) == 1);  // origin.json
    Words resume = words;
    resume.emplace_back("--resume");
    succeeds(work, resume);
    CHECK(work.run(verify(as)).status == 0);
  }
}
