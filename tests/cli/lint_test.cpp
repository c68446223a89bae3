// scripts/lint.sh, run on small trees with one fault each.
#include <doctest/doctest.h>

#include <string>

#include "tests/support/process.h"

using namespace ductus::test;

namespace {

/// What lint says about a tree that is in order but for one more file; "" when it has nothing to say.
std::string lint_with(const std::string& name, const std::string& content) {
  const TempDir dir;
  for (const char* folder : {"configs/schema", "configs/cli", "data", "models", "eval", "train"}) {
    dir.write(std::string(folder) + "/README.md", "what lives here\n");
    dir.write(std::string(folder) + "/fine.h", "#pragma once\n#include <string>\n");
  }
  dir.write(name, content);
  const Outcome outcome = Process({"/bin/sh", DUCTUS_TESTS_DIR "/../scripts/lint.sh", dir.path()}, {}).wait();
  const std::string text = outcome.out + outcome.err;
  CHECK(outcome.status == (text.empty() || text.find("warning") != std::string::npos ? 0 : 1));
  return text;
}

}  // namespace

TEST_CASE("lint: includes of the own folder and of those below it are in order") {
  CHECK(lint_with("train/a.cpp",
                  "#include \"train/b.h\"\n#include \"eval/b.h\"\n#include \"configs/cli/b.h\"\n") == "");
  CHECK(lint_with("configs/cli/a.cpp", "#include \"configs/schema/b.h\"\n") == "");
  CHECK(lint_with("tests/data/a_test.cpp",
                  "#include \"tests/support/b.h\"\n#include \"data/b.h\"\nusing namespace a;\n") == "");
}

TEST_CASE("lint: an include of a layer above is a problem at its line") {
  CHECK(lint_with("data/a.cpp", "\n#include \"models/b.h\"\n") ==
        "data/a.cpp:2: data may not include models/b.h: models is a layer above it\n");
  CHECK(lint_with("eval/a.cpp", "#include \"train/b.h\"\n").find("eval may not include train/b.h") !=
        std::string::npos);
  CHECK(lint_with("train/a.cpp", "#include \"tests/support/b.h\"\n").find("tests is a layer above it") !=
        std::string::npos);
  CHECK(lint_with("configs/schema/a.cpp", "#include \"configs/cli/b.h\"\n") ==
        "configs/schema/a.cpp:1: configs/schema may not include configs/cli/b.h: configs/cli stands above "
        "it\n");
}

TEST_CASE("lint: an include that does not start at the root is a problem") {
  CHECK(lint_with("data/a.cpp", "#include \"b.h\"\n") ==
        "data/a.cpp:1: include of \"b.h\", expected a path from the root of the project\n");
}

TEST_CASE("lint: heavy third parties stay out of headers") {
  for (const char* name : {"torch/torch.h", "yaml-cpp/yaml.h", "CLI/CLI.hpp", "hdf5.h", "opencv2/core.hpp"}) {
    CAPTURE(name);
    const std::string include = "#include <" + std::string(name) + ">\n";
    CHECK(lint_with("data/a.h", "#pragma once\n" + include).find("data/a.h:2: third-party header") == 0);
    CHECK(lint_with("data/a.cpp", include) == "");
  }
  CHECK(lint_with("data/a.h", "#pragma once\n#include <torch/types.h>\n") == "");
}

TEST_CASE("lint: libraries neither print nor end the program, programs may") {
  for (const char* line : {"std::cout << 1;", "  printf(\"x\");", "std::printf(\"x\");", "exit(1);",
                           "  std::abort();", "fmt::print(stderr, \"x\");", "fmt::print(\"x\");"}) {
    CAPTURE(line);
    CHECK(lint_with("data/a.cpp", std::string(line) + "\n").find("data/a.cpp:1: a library ") == 0);
    CHECK(lint_with("data/main_data.cpp", std::string(line) + "\n") == "");
    CHECK(lint_with("data/import_command.cpp", std::string(line) + "\n") == "");
  }
  CHECK(lint_with("data/a.cpp", "on_exit(1); std::snprintf(b, 1, f); // exit(1)\n/// exit(1)\n") == "");
}

TEST_CASE("lint: using namespace at file scope is a problem outside tests") {
  CHECK(lint_with("data/a.cpp", "using namespace std;\n") == "data/a.cpp:1: using namespace at file scope\n");
}

TEST_CASE("lint: a header without its guard and a folder without its README are problems") {
  CHECK(lint_with("data/a.h", "int x();\n") == "data/a.h:1: header without #pragma once\n");
  CHECK(lint_with("data/formats/a.cpp", "int x;\n") == "data/formats:1: folder without README.md\n");
}

TEST_CASE("lint: a file of more than 400 lines is a warning") {
  CHECK(lint_with("data/a.cpp", std::string(400, '\n')) == "");
  CHECK(lint_with("data/a.cpp", std::string(401, '\n')) == "data/a.cpp:401: warning: more than 400 lines\n");
}
