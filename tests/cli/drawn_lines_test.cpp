// Lines drawn as a user draws them: the same bytes whatever happens, and files that other programs read.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/bad_input.h"
#include "tests/support/workplace.h"

using namespace ductus::test;

namespace {

using Words = std::vector<std::string>;

Words synth(Words more) {
  Words words = {"synth", "lines", "--fonts", "DejaVu Sans Mono", "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("ductus synth lines: one thread, two, and four shards joined are the same bytes") {
  const Workplace work;
  const Words what = {"--count", "400", "--seed", "7", "--types", "receipt", "--types", "price_left"};
  const auto draw = [&](Words more) {
    more.insert(more.end(), what.begin(), what.end());
    succeeds(work, synth(more));
  };
  draw({"--out", "one.h5", "--threads", "1"});
  draw({"--out", "two.h5", "--threads", "2"});
  Words join = {"data", "join", "joined.h5", "--quiet"};
  for (const char* i : {"1", "2", "3", "4"}) {
    const std::string shard = std::string("shard") + i + ".h5";
    draw({"--out", shard, "--shard", std::string(i) + "/4"});
    join.push_back(shard);
  }
  succeeds(work, join);
  CHECK(work.read("two.h5") == work.read("one.h5"));
  CHECK(work.read("joined.h5") == work.read("one.h5"));
}

TEST_CASE("ductus synth lines: killed at any moment and resumed, it ends with the same bytes") {
  const Workplace work;
  const Words what = {"--count", "50000", "--types", "int", "--seed", "3", "--out"};
  const auto with = [&](const char* out, bool resume) {
    Words words = what;
    words.emplace_back(out);
    if (resume) words.emplace_back("--resume");
    return synth(words);
  };
  succeeds(work, with("whole.h5", false));
  int killed = 0;
  bool resume = false;
  for (int wait_ms = 100; !work.has("killed.h5"); wait_ms += 300) {
    Process process = work.start(with("killed.h5", resume));
    std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    process.send(SIGKILL);
    killed += process.wait().status == -SIGKILL;
    resume = true;
    REQUIRE(wait_ms < 60000);
  }
  CHECK(killed >= 1);
  CHECK(work.read("killed.h5") == work.read("whole.h5"));
  CHECK_FALSE(work.has("killed.h5.pieces"));
}

TEST_CASE("ductus synth lines: what was interrupted is neither lost nor taken for another's") {
  const Workplace work;
  Process process = work.start(synth({"--count", "200000", "--types", "int", "--out", "out.h5"}));
  while (process.running() && !work.has("out.h5.pieces/0000000000.h5"))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  process.send(SIGINT);  // Ctrl-C
  const Outcome stopped = process.wait();
  REQUIRE(stopped.status == 130);
  CHECK(stopped.err == "ductus synth: interrupted\n");
  CHECK_FALSE(work.has("out.h5"));
  const Outcome without = work.run(synth({"--count", "200000", "--types", "int", "--out", "out.h5"}));
  CHECK(without.status == 1);
  CHECK(without.err.find("--resume goes on with it, --overwrite begins anew") != std::string::npos);
  const Outcome other =
      work.run(synth({"--count", "200000", "--types", "date", "--out", "out.h5", "--resume"}));
  CHECK(other.status == 1);
  CHECK(other.err.find("drawn with another recipe") != std::string::npos);
}

TEST_CASE("ductus synth lines: a drawn file proves that it can be drawn again") {
  const Workplace work;
  succeeds(work, synth({"--count", "60", "--set", "wear=[{noise: {}}, {blur: {}}]", "--out", "lines.h5"}));
  const Outcome same = work.run({"synth", "lines", "--again", "lines.h5", "--verify", "--quiet"});
  CHECK(same.status == 0);
  CHECK(same.out == "lines.h5: drawn again, 60 lines are the same\n");
  const Outcome json = work.run({"synth", "lines", "--again", "lines.h5", "--verify", "--json", "--quiet"});
  CHECK(json.out == R"({"path":"lines.h5","lines":60,"same":true})"
                    "\n");
  succeeds(work, {"synth", "lines", "--again", "lines.h5", "--out", "twin.h5", "--quiet"});
  CHECK(work.read("twin.h5") == work.read("lines.h5"));
}

TEST_CASE("ductus synth lines: another folder is written again only where ductus drew it") {
  const Workplace work;
  const auto into = [](const char* folder, const Words& more) {
    Words words = {"synth", "lines", "--count", "5", "--format", "gt_txt", "--out", folder};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  succeeds(work, into("lines", {}));
  check_fails(work, into("lines", {}), 2, {"lines: exists already (--overwrite replaces it)"});
  succeeds(work, into("lines", {"--overwrite"}));
  work.write("mine/a.png", "mine");
  check_fails(work, into("mine", {"--overwrite"}), 1, {"mine: not overwritten: no origin.json in it"});
}

TEST_CASE("ductus synth lines: a file of texts is found below the data root, and named when it changed") {
  const Workplace work;
  work.write("root/texts.txt", "one two\nthree\n");
  const Words where = {"--data-root", "root"};
  Words draw = synth({"--count", "20", "--set", "texts=[{corpus: {path: texts.txt}}]", "--out", "out.h5"});
  Words verify = {"synth", "lines", "--again", "out.h5", "--verify"};
  draw.insert(draw.end(), where.begin(), where.end());
  verify.insert(verify.end(), where.begin(), where.end());
  succeeds(work, draw);
  succeeds(work, verify);
  work.write("root/texts.txt", "one two\nfour\n");
  check_fails(work, verify, 1,
              {"out.h5: drawn with something else than is there now: texts.txt (another version)"});
}

TEST_CASE("ductus synth lines: a full disk is one line, and nothing is half written") {
  const Workplace work;
  ProcessOptions full;
  full.largest_file_bytes = 1000;  // the error's line fits, a picture does not
  for (const std::string format : {"ductus", "tsv", "gt_txt", "sample_txt"}) {
    CAPTURE(format);
    check_fails(work,
                {"synth", "lines", "--count", "20", "--set", "wear=[{noise: {}}]", "--format", format,
                 "--out", "out"},
                1, {": cannot write: ", "(free some space there, or write elsewhere)"}, full);
  }
}

TEST_CASE("ductus synth lines: what it writes for other programs is read back with the same texts") {
  const Workplace work;
  const Words what = {"--count", "30", "--types", "receipt"};
  for (const std::string format : {"tsv", "gt_txt", "sample_txt"}) {
    Words words = what;
    words.insert(words.end(), {"--format", format, "--out", format});
    succeeds(work, synth(words));
    const std::string data = format == "tsv" ? "tsv:tsv/lines.tsv" : format + ":" + format;
    const Outcome inspected = work.run({"data", "inspect", data, "--json", "--quiet"});
    INFO(inspected.err);
    REQUIRE(inspected.status == 0);
    const auto json = nlohmann::json::parse(inspected.out);
    CHECK(json.at("ledger").at("used") == 30);
  }
}

TEST_CASE("ductus synth clear: removes what was drawn, and nothing else") {
  const Workplace work;
  succeeds(work, synth({"--count", "5", "--format", "sample_txt", "--out", "results_test"}));
  succeeds(work, {"synth", "clear"});
  CHECK_FALSE(work.has("results_test"));
  work.write("mine/origin.json", "{}");
  const Outcome mine = work.run({"synth", "clear", "mine"}), none = work.run({"synth", "clear", "none"});
  CHECK(mine.status == 1);
  CHECK(mine.err.find("mine: not removed: no origin.json in it says that ductus drew it") !=
        std::string::npos);
  CHECK(work.has("mine/origin.json"));
  CHECK(none.status == 1);
  CHECK(none.err.find("none: no folder") != std::string::npos);
}

TEST_CASE("ductus synth lines: bad input is one line, and nothing is written") {
  const Workplace work;
  work.write("letter.ttf", "no font");
  work.write("empty.txt", "\n");
  work.write("there.h5", "mine");
  const auto fails = [&](const Words& more, int status, const std::vector<std::string>& pieces) {
    Words words = {"synth", "lines", "--fonts", "DejaVu Sans Mono"};
    words.insert(words.end(), more.begin(), more.end());
    check_fails(work, words, status, pieces);
  };
  fails({"--count", "0", "--out", "out.h5"}, 2,
        {"count", "expected a whole number from 1 to 10000000", "'0'"});
  fails({"--types", "worm", "--out", "out.h5"}, 2, {"worm", "word"});
  fails({"--set", "texts=[{corpus: {path: empty.txt}}]", "--out", "out.h5"}, 1, {"empty.txt", "no text"});
  fails({"--set", "texts=[{corpus: {path: none.txt}}]", "--out", "out.h5"}, 1, {"none.txt"});
  fails({"--set", "texts=[{word: {characters: 漢}}]", "--out", "out.h5"}, 1, {"漢"});
  fails({"--out", "there.h5"}, 2, {"there.h5", "--overwrite"});
  fails({"--shard", "5/4", "--out", "out.h5"}, 2, {"--shard", "5/4"});
  fails({"--shard", "half", "--out", "out.h5"}, 2, {"--shard", "1/4", "'half'"});
  fails({}, 2, {"--out"});
  check_fails(work, {"synth", "lines", "--fonts", "letter.ttf", "--out", "out.h5"}, 1, {"letter.ttf"});
}
