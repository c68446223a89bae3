#include "configs/cli/cli.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>

#include "configs/schema/error.h"
#include "tests/support/temp_dir.h"

using namespace ductus::config;
using ductus::test::TempDir;

namespace {

/// Sends a stream of this process into a file until text() is called.
class Capture {
 public:
  Capture(std::FILE* stream, const std::filesystem::path& path) : stream_(stream), path_(path) {
    std::fflush(stream_);
    old_ = dup(fileno(stream_));
    const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(file, fileno(stream_));
    close(file);
  }
  ~Capture() {
    if (old_ >= 0) text();
  }

  std::string text() {
    std::cout.flush();
    std::fflush(stream_);
    dup2(old_, fileno(stream_));
    close(old_);
    old_ = -1;
    std::ostringstream content;
    content << std::ifstream(path_).rdbuf();
    return content.str();
  }

 private:
  std::FILE* stream_;
  std::filesystem::path path_;
  int old_;
};

struct Outcome {
  int status;
  std::string out;
  std::string err;
};

Outcome captured(const std::function<int()>& body) {
  const TempDir dir;
  Capture out(stdout, dir / "out"), err(stderr, dir / "err");
  const int status = body();
  const std::string out_text = out.text();
  return {status, out_text, err.text()};
}

/// A program with something of everything.
struct Program {
  std::string model;
  std::vector<std::string> data;
  std::optional<int32_t> top_k;
  double gate = 0.5;
  std::filesystem::path predictions;
  std::string division = "warn";
  bool names = false;
  SharedOptions shared;
  int status = 0;
  std::vector<std::string> refused;

  Outcome run(std::vector<std::string> words) {
    CommandLine line("eval", "Judges a model on data.");
    line.argument("MODEL", model, "model file");
    line.argument("DATA", data, "data to judge it on");
    line.option("-k,--top-k", top_k, "also count a hit among the K likeliest");
    line.option("--gate", gate, "fail below this accuracy");
    line.option("--predictions", predictions, "where to write them");
    line.choice("--zero-division", division, {"warn", "0", "1", "nan"}, "the value of 0/0");
    line.flag("--names", names, "print names");
    line.shared(shared,
                SharedOptions::kSeed | SharedOptions::kSet | SharedOptions::kThreads | SharedOptions::kJson);
    line.example("ductus eval m.safetensors mnist:data/mnist");
    line.example("ductus eval m.safetensors az.csv --top-k 3");
    line.action([&, this] {
      line.refuse(refused, "is for lines");
      return status;
    });
    words.insert(words.begin(), "ductus-eval");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    return captured([&] { return line.run(static_cast<int>(argv.size()), argv.data()); });
  }
};

std::string usage_error(const std::vector<std::string>& words) {
  const Outcome outcome = Program().run(words);
  CHECK(outcome.status == 2);
  CHECK(outcome.out.empty());
  return outcome.err;
}

}  // namespace

TEST_CASE("cli: options of every type reach their targets") {
  Program program;
  program.status = 3;
  const Outcome outcome = program.run({"m.st", "a.csv", "b.csv", "--top-k", "5", "--gate=0.98",
                                       "--predictions", "my file.tsv", "--names", "--zero-division", "nan",
                                       "--seed", "18446744073709551615", "--threads", "2", "--json"});
  CHECK(outcome.err == "");
  CHECK(outcome.status == 3);
  CHECK(program.model == "m.st");
  CHECK(program.data == std::vector<std::string>{"a.csv", "b.csv"});
  CHECK(program.top_k == 5);
  CHECK(program.gate == 0.98);
  CHECK(program.predictions == "my file.tsv");
  CHECK(program.names);
  CHECK(program.division == "nan");
  CHECK(program.shared.seed == std::numeric_limits<uint64_t>::max());
  CHECK(program.shared.threads == 2);
  CHECK(program.shared.json);
}

TEST_CASE("cli: what is not given keeps its default") {
  Program program;
  CHECK(program.run({"m.st", "a.csv"}).status == 0);
  CHECK(program.top_k == std::nullopt);
  CHECK(program.gate == 0.5);
  CHECK(program.division == "warn");
  CHECK(program.shared.seed == std::nullopt);
}

TEST_CASE("cli: an option that has no use is refused if it was given, with its default too") {
  Program program;
  program.refused = {"--top-k", "--gate", "--zero-division", "--names"};
  CHECK(program.run({"m.st", "a.csv", "--predictions", "p.tsv"}).status == 0);
  const Outcome outcome = program.run({"m.st", "a.csv", "--zero-division", "warn"});
  CHECK(outcome.status == 2);
  CHECK(outcome.err == "ductus eval: error: --zero-division is for lines\n");
  CHECK(program.run({"m.st", "a.csv", "--names"}).err == "ductus eval: error: --names is for lines\n");
  CHECK(program.run({"m.st", "a.csv", "-k", "3"}).err == "ductus eval: error: --top-k is for lines\n");
}

TEST_CASE("cli: a repeatable option takes one value at a time, so that arguments may follow it") {
  Program program;
  CHECK(program.run({"--set", "a=1", "--set", "b=[1, 2]", "m.st", "a.csv"}).status == 0);
  CHECK(program.shared.set == std::vector<std::string>{"a=1", "b=[1, 2]"});
  CHECK(program.data == std::vector<std::string>{"a.csv"});
}

TEST_CASE("cli: an option given twice takes the last value, and a value may be negative") {
  Program program;
  CHECK(program.run({"m.st", "a.csv", "--gate", "1", "--gate", "-2.5", "-k", "-3"}).status == 0);
  CHECK(program.gate == -2.5);
  CHECK(program.top_k == -3);
}

TEST_CASE("cli: an unknown option is one line with the nearest one and status 2") {
  CHECK(usage_error({"m.st", "a.csv", "--predictoins", "x"}) ==
        "ductus eval: error: unknown option '--predictoins' (did you mean '--predictions'?)\n");
  CHECK(usage_error({"m.st", "a.csv", "--zero-divison=0"}) ==
        "ductus eval: error: unknown option '--zero-divison' (did you mean '--zero-division'?)\n");
  CHECK(usage_error({"--jsno"}) == "ductus eval: error: unknown option '--jsno' (did you mean '--json'?)\n");
  CHECK(usage_error({"m.st", "a.csv", "--qqqqqqqqqq"}) ==
        "ductus eval: error: unknown option '--qqqqqqqqqq'\n");
}

TEST_CASE("cli: missing arguments and values are one line and status 2") {
  CHECK(usage_error({}) == "ductus eval: error: MODEL is required (--help shows what may be given)\n");
  CHECK(usage_error({"m.st"}) == "ductus eval: error: DATA is required (--help shows what may be given)\n");
  CHECK(usage_error({"m.st", "a.csv", "--gate"}).find("ductus eval: error: --gate") == 0);
}

TEST_CASE("cli: a value of the wrong kind is one line and status 2") {
  CHECK(usage_error({"m.st", "a.csv", "--gate", "high"}) ==
        "ductus eval: error: --gate: expected a number, found 'high'\n");
  CHECK(usage_error({"m.st", "a.csv", "--threads", "1.5"}) ==
        "ductus eval: error: --threads: expected a whole number, found '1.5'\n");
  CHECK(usage_error({"m.st", "a.csv", "--seed", "-1"}) ==
        "ductus eval: error: --seed: expected a whole number of at least 0, found '-1'\n");
  CHECK(usage_error({"m.st", "a.csv", "--zero-division", "warm"}) ==
        "ductus eval: error: --zero-division: expected one of warn, 0, 1, nan, found 'warm' (did you mean "
        "'warn'?)\n");
}

TEST_CASE("cli: --help and --version go to standard output with status 0") {
  const Outcome version = Program().run({"--version"});
  CHECK(version.status == 0);
  CHECK(version.out == "ductus 0.1.0\n");
  const Outcome help = Program().run({"--help"});
  CHECK(help.status == 0);
  CHECK(help.err == "");
  for (const char* part :
       {"Judges a model on data.", "Usage: ductus eval", "MODEL", "model file", "--top-k N",
        "--zero-division", "=0.5",
        "Examples:\n  ductus eval m.safetensors mnist:data/mnist\n  ductus eval m.safetensors az.csv"}) {
    CAPTURE(part);
    CHECK(help.out.find(part) != std::string::npos);
  }
}

namespace {

Outcome run_verbs(std::vector<std::string> words) {
  std::string file;
  CommandLine line("data", "Brings data in.");
  line.example("ductus data import az.csv");
  CommandLine& import = line.command("import", "reads data of another format");
  import.argument("FILE", file, "what to read");
  import.action([] { return 11;
});
CommandLine& inspect = line.command("inspect", "looks into a data set");
inspect.option("--pictures", file, "contact sheet");
inspect.action([] { return 12; });
words.insert(words.begin(), "ductus-data");
std::vector<char*> argv;
for (std::string& word : words) argv.push_back(word.data());
return captured([&] { return line.run(static_cast<int>(argv.size()), argv.data()); });
}  // namespace

}  // namespace

TEST_CASE("cli: a program of several verbs does the one that was given") {
  CHECK(run_verbs({"import", "x.csv"}).status == 11);
  CHECK(run_verbs({"inspect"}).status == 12);
  CHECK(run_verbs({"import", "--help"}).out.find("what to read") != std::string::npos);
}

TEST_CASE("cli: the examples of a program are not those of its verbs") {
  CHECK(run_verbs({"--help"}).out.find("Examples:\n  ductus data import az.csv") != std::string::npos);
  CHECK(run_verbs({"import", "--help"}).out.find("Examples:") == std::string::npos);
}

TEST_CASE("cli: a missing or unknown verb lists them") {
  CHECK(run_verbs({}).err ==
        "ductus data: error: expected a verb, one of: import, inspect (--help says what each does)\n");
  const Outcome unknown = run_verbs({"inspct"});
  CHECK(unknown.status == 2);
  CHECK(unknown.err ==
        "ductus data: error: unknown verb 'inspct', expected one of: import, inspect (did you mean "
        "'inspect'?)\n");
  CHECK(run_verbs({"inspect", "--picture", "x"}).err ==
        "ductus data: error: unknown option '--picture' (did you mean '--pictures'?)\n");
  CHECK(run_verbs({"inspect", "x"}).err.find("unexpected argument 'x'") != std::string::npos);
}

TEST_CASE("run_main: an exception becomes one line on stderr and a status") {
  const auto outcome_of = [](const std::function<int()>& body) {
    return captured([&] { return run_main("train", body); });
  };
  const Outcome failed = outcome_of([]() -> int { ductus::fail("a.csv:3: no\nlabel"); });
  CHECK(failed.status == 1);
  CHECK(failed.err == "ductus train: error: a.csv:3: no label\n");
  const Outcome usage = outcome_of([]() -> int { ductus::fail_usage("r.yaml:1:1: x"); });
  CHECK(usage.status == 2);
  CHECK(usage.err == "ductus train: error: r.yaml:1:1: x\n");
  const Outcome memory = outcome_of([]() -> int { throw std::bad_alloc(); });
  CHECK(memory.status == 1);
  CHECK(memory.err == "ductus train: error: out of memory\n");
  const Outcome other =
      outcome_of([]() -> int { throw std::runtime_error("no device\nframe 0: main\nframe 1: start"); });
  CHECK(other.err == "ductus train: error: no device\n");
  const Outcome file =
      outcome_of([]() -> int { return static_cast<int>(std::filesystem::file_size("/no/such/file")); });
  CHECK(file.err == "ductus train: error: /no/such/file: No such file or directory\n");
  CHECK(outcome_of([]() -> int { throw 5; }).err == "ductus train: error: an unknown exception\n");
  CHECK(outcome_of([] { return 130; }).status == 130);
  CHECK(captured([] { return run_main("", []() -> int { ductus::fail("x"); }); }).err ==
        "ductus: error: x\n");
}

TEST_CASE("run_main: standard output that cannot be written is a failure") {
  std::FILE* full = std::fopen("/dev/full", "w");
  if (full == nullptr) {
    MESSAGE("skipped: /dev/full does not open");
    return;
  }
  const TempDir dir;
  Capture out(stdout, dir / "out"), err(stderr, dir / "err");
  dup2(fileno(full), fileno(stdout));
  const int status = run_main("eval", [] { return std::printf("report\n") > 0 ? 0 : 3; });
  std::clearerr(stdout);
  std::cout.clear();
  out.text();
  const std::string message = err.text();
  std::fclose(full);
  CHECK(status == 1);
  CHECK(message == "ductus eval: error: standard output: cannot be written\n");
}

TEST_CASE("run_main: what is said on a closed standard error does not go into a file that is written") {
  const TempDir dir;
  const int kept = dup(STDERR_FILENO);
  close(STDERR_FILENO);
  const int status = run_main("eval", [&] {
    const int file = open((dir / "report").c_str(), O_CREAT | O_WRONLY, 0600);
    std::fputs("reading\n", stderr);
    return close(file);
  });
  std::clearerr(stderr);
  dup2(kept, STDERR_FILENO);
  close(kept);
  CHECK(status == 0);
  CHECK(std::filesystem::file_size(dir / "report") == 0);
}
