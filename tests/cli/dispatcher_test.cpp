// The program `ductus`, run beside programs that the test makes.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "tests/support/temp_dir.h"

using ductus::test::TempDir;

namespace {

struct Outcome {
  int status;
  std::string text;  // stdout and stderr
};

Outcome shell(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  return {WEXITSTATUS(pclose(pipe)), text};
}

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

  Outcome run(const std::string& arguments) const {
    return shell((dir_ / "ductus").string() + " " + arguments);
  }
  const TempDir& dir() const { return dir_; }

 private:
  TempDir dir_;
};

}  // namespace

TEST_CASE("ductus: runs the program of the verb with its arguments and its exit status") {
  const Install install;
  const Outcome outcome = install.run("data import 'a b' --out x");
  CHECK(outcome.text == "data 4 import a b --out x\n");
  CHECK(outcome.status == 3);
}

TEST_CASE("ductus: finds the programs beside itself when it is called through a link") {
  const Install install;
  const TempDir other;
  std::filesystem::create_symlink(install.dir() / "ductus", other / "ductus");
  CHECK(shell((other / "ductus").string() + " eval m").text == "eval m\n");
}

TEST_CASE("ductus: --help lists the verbs whose program is there, and only those") {
  const Install install;
  const Outcome help = install.run("--help");
  CHECK(help.status == 0);
  CHECK(help.text.find("\n  data    ") != std::string::npos);
  CHECK(help.text.find("\n  eval    ") != std::string::npos);
  CHECK(help.text.find("\n  train   ") == std::string::npos);
  CHECK(help.text.find("Examples:") != std::string::npos);
  CHECK(install.run("help").text == help.text);
  CHECK(install.run("-h").text == help.text);
}

TEST_CASE("ductus: help VERB is the verb's own help") {
  CHECK(Install().run("help eval").text == "eval --help\n");
}

TEST_CASE("ductus: --version prints the version") {
  const Outcome outcome = Install().run("--version");
  CHECK(outcome.text == "ductus 0.1.0\n");
  CHECK(outcome.status == 0);
}

TEST_CASE("ductus: without a verb, its help and status 2") {
  const Install install;
  const Outcome outcome = install.run("");
  CHECK(outcome.status == 2);
  CHECK(outcome.text == install.run("--help").text);
}

TEST_CASE("ductus: an unknown verb is one line with the nearest one and status 2") {
  const Outcome outcome = Install().run("evla x");
  CHECK(outcome.status == 2);
  CHECK(outcome.text ==
        "ductus: error: unknown verb 'evla', expected one of: data, eval (did you mean 'eval'?)\n");
}

TEST_CASE("ductus: a verb is a name, not a path or an option") {
  const Install install;
  install.add("evil", "echo evil");
  CHECK(install.run("x/../evil").text.find("unknown verb 'x/../evil'") != std::string::npos);
  CHECK(install.run("--verison").text ==
        "ductus: error: unknown option '--verison', expected --help, --version or a verb (did you mean "
        "'--version'?)\n");
}

TEST_CASE("ductus: a program that does not start is an error with its path") {
  const Install install;
  std::filesystem::permissions(install.dir().write("ductus-train", ""), std::filesystem::perms::owner_read);
  const Outcome outcome = install.run("train");
  CHECK(outcome.status == 1);
  CHECK(outcome.text == "ductus: error: " + (install.dir() / "ductus-train").string() +
                            ": does not start: Permission denied\n");
}
