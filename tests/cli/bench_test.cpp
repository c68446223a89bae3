// scripts/bench.sh, with programs that only say that they ran.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/script_tree.h"

using namespace ductus::test;
namespace fs = std::filesystem;

namespace {

/// Its benchmarks print their names, its Python the arguments of the comparison.
class Tree {
 public:
  Tree() {
    dir_.add_program("scripts/setup.sh", ":\n");
    for (const char* bench : {"bench_data", "bench_eval", "bench_train"})
      dir_.add_program(std::string("build/bin/") + bench, std::string("echo ") + bench + "\n");
    dir_.add_program("tools/python3", "shift\nprintf '%s\\n' \"$@\"\n");
    dir_.write("elsewhere/az.csv", "");
  }

  /// From the folder `elsewhere`.
  Outcome bench(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {"/usr/bin/env", "bash", "../scripts/bench.sh"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const std::string tools = (dir_ / "tools").string();
    return Process(command, {dir_ / "elsewhere",
                             {{"PATH", tools + ":" + std::getenv("PATH")},
                              {"PYTHON", tools + "/python3"},
                              {"DUCTUS_DATA", dir_.path().string()}},
                             {}})
        .wait();
  }

  std::string csv() const { return fs::canonical(dir_ / "elsewhere/az.csv").string(); }

 private:
  ScriptTree dir_{"bench.sh"};
};

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

TEST_CASE("bench: without arguments the benchmarks run, then the comparison") {
  const Outcome outcome = Tree().bench({});
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK(outcome.out.find("bench_data\nbench_eval\nbench_train\n--bin\nbuild/bin\n--mnist\n") == 0);
}

TEST_CASE("bench: arguments go to the comparison, a CSV named from where the user is") {
  const Tree tree;
  const Outcome outcome = tree.bench({"--csv", "az.csv", "--only", "csv"});
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK(outcome.out.find("bench_data") == std::string::npos);
  CHECK(ends_with(outcome.out, "\n--csv\n" + tree.csv() + "\n--only\ncsv\n"));
}
