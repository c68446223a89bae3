// The program `ductus`, run beside programs that the test makes.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"

using namespace ductus::test;

namespace {

/// A folder with a copy of `ductus` and the programs of two verbs.
class Install {
 public:
  Install() {
    std::filesystem::copy_file(DUCTUS_BIN_DIR "/ductus", dir_ / "ductus");
    add("ductus-data", "echo data \"$#\" \"$@\"; exit 3");
    add("ductus-eval", "echo eval \"$@\"");
  }

  void add(const std::string& name, const std::string& script) const {
    using std::filesystem::perms;
    std::filesystem::permissions(dir_.write(name, "#!/bin/sh\n" + script + "\n"), perms::owner_all);
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), (dir_ / "ductus").string());
    return Process(arguments, {}).wait();
  }
  const TempDir& dir() const { return dir_; }

 private:
  TempDir dir_;
};

}  // namespace

TEST_CASE("ductus: runs the program of the verb with its arguments and its exit status") {
  const Install install;
  const Outcome outcome = install.run({"data", "import", "a b", "--out", "x"});
  CHECK(outcome.out == "data 4 import a b --out x\n");
  CHECK(outcome.status == 3);
}

TEST_CASE("ductus: finds the programs beside itself when it is called through a link") {
  const Install install;
  const TempDir other;
  std::filesystem::create_symlink(install.dir() / "ductus", other / "ductus");
  CHECK(Process({(other / "ductus").string(), "eval", "m"}, {}).wait().out == "eval m\n");
}

TEST_CASE("ductus: --help lists the verbs whose program is there, and only those") {
  const Install install;
  const Outcome help = install.run({"--help"});
  CHECK(help.status == 0);
  CHECK(help.err == "");
  CHECK(help.out.find("\n  data    ") != std::string::npos);
  CHECK(help.out.find("\n  eval    ") != std::string::npos);
  CHECK(help.out.find("\n  train   ") == std::string::npos);
  CHECK(help.out.find("Examples:") != std::string::npos);
  CHECK(install.run({"help"}).out == help.out);
  CHECK(install.run({"-h"}).out == help.out);
}

TEST_CASE("ductus: help VERB is the verb's own help") {
  CHECK(Install().run({"help", "eval"}).out == "eval --help\n");
}

TEST_CASE("ductus: --version prints the version") {
  const Outcome outcome = Install().run({"--version"});
  CHECK(outcome.out == "ductus 0.1.0\n");
  CHECK(outcome.status == 0);
}

TEST_CASE("ductus: standard output that cannot be written is a failure") {
  const Install install;
  ProcessOptions full;
  full.largest_file_bytes = 0;  // nor can standard error, where the line about it would go
  for (const char* option : {"--help", "--version"}) {
    const Outcome outcome = Process({(install.dir() / "ductus").string(), option}, full).wait();
    CHECK(outcome.status == 1);
    CHECK(outcome.out == "");
  }
}

TEST_CASE("ductus: without a verb, its help and status 2") {
  const Install install;
  const Outcome outcome = install.run({});
  CHECK(outcome.status == 2);
  CHECK(outcome.out == "");
  CHECK(outcome.err == install.run({"--help"}).out);
}

TEST_CASE("ductus: an unknown verb is one line with the nearest one and status 2") {
  const Outcome outcome = Install().run({"evla", "x"});
  CHECK(outcome.status == 2);
  CHECK(outcome.out == "");
  CHECK(outcome.err ==
        "ductus: error: unknown verb 'evla', expected one of: data, eval (did you mean 'eval'?)\n");
}

TEST_CASE("ductus: a verb is a name, not a path or an option") {
  const Install install;
  install.add("evil", "echo evil");
  CHECK(install.run({"x/../evil"}).err.find("unknown verb 'x/../evil'") != std::string::npos);
  CHECK(install.run({"--verison"}).err ==
        "ductus: error: unknown option '--verison', expected --help, --version or a verb (did you mean "
        "'--version'?)\n");
}

TEST_CASE("ductus: a program that does not start is an error with its path") {
  const Install install;
  std::filesystem::permissions(install.dir().write("ductus-train", ""), std::filesystem::perms::owner_read);
  const Outcome outcome = install.run({"train"});
  CHECK(outcome.status == 1);
  CHECK(outcome.err == "ductus: error: " + (install.dir() / "ductus-train").string() +
                           ": does not start: Permission denied\n");
}
