#include "configs/cli/dispatch.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "configs/cli/cli.h"
#include "configs/schema/error.h"
#include "configs/schema/nearest.h"

namespace ductus::config {
namespace {

struct Verb {
  const char* name;
  const char* help;
};

constexpr Verb kVerbs[] = {
    {"data", "bring data into one file, look into it, split it, join it, export it"},
    {"synth", "draw labelled data: characters, text lines, receipts, forms"},
    {"train", "train a model from a recipe"},
    {"eval", "judge a model on held-out data: error rates, confusions, calibration"},
    {"score", "the same report for any other tool's predictions"},
    {"lm", "train and judge language models for decoding lines, learn edit costs"},
    {"export", "carry models to and from other formats"},
};

std::filesystem::path program(const std::filesystem::path& folder, const std::string& verb) {
  return folder / ("ductus-" + verb);
}

std::filesystem::path own_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

/// Becomes the program; returns only by throwing.
[[noreturn]] void become(const std::string& verb, char** arguments) {
  if (verb[0] == '-') {
    fail_usage("unknown option '{}', expected --help, --version or a verb{}", verb,
               did_you_mean(verb, {"--help", "--version"}));
  }
  const std::filesystem::path folder = own_folder();
  const std::string path = program(folder, verb).string();
  const bool is_name = verb.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
  if (is_name) execv(path.c_str(), arguments);
  if (!is_name || errno == ENOENT) {
    const std::vector<std::string> verbs = verbs_in(folder);
    fail_usage("unknown verb '{}', expected one of: {}{}", verb, fmt::join(verbs, ", "),
               did_you_mean(verb, verbs));
  }
  fail("{}: does not start: {}", path, std::strerror(errno));
}

int run(int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "--version") {
    fmt::print("ductus {}\n", DUCTUS_VERSION);
  } else if (first.empty()) {
    std::fputs(dispatcher_help(own_folder()).c_str(), stderr);
    return 2;
  } else if (first == "--help" || first == "-h" || (first == "help" && argc == 2)) {
    fmt::print("{}", dispatcher_help(own_folder()));
  } else if (first == "help") {
    std::string help = "--help";
    char* arguments[] = {argv[0], help.data(), nullptr};
    become(argv[2], arguments);
  } else {
    become(first, argv + 1);
  }
  return 0;
}

}  // namespace

std::vector<std::string> verbs_in(const std::filesystem::path& folder) {
  std::vector<std::string> verbs;
  for (const Verb& verb : kVerbs) {
    if (access(program(folder, verb.name).c_str(), X_OK) == 0) verbs.emplace_back(verb.name);
  }
  return verbs;
}

std::string dispatcher_help(const std::filesystem::path& folder) {
  std::string text =
      "Trains, measures and ships recognisers of characters and text lines.\n\nUsage: ductus VERB "
      "...\n\nVerbs:\n";
  for (const Verb& verb : kVerbs) {
    if (access(program(folder, verb.name).c_str(), X_OK) == 0)
      text += fmt::format("  {:8}{}\n", verb.name, verb.help);
  }
  return text +
         "\nOptions:\n"
         "  -h,--help   print this help; `ductus VERB --help` prints that of a verb\n"
         "  --version   print the version and exit\n"
         "\nExamples:\n"
         "  ductus train configs/alnum36.yaml --set train.epochs=5\n"
         "  ductus eval models/zoo/receipt_lines.safetensors gt_txt:lines --out report\n"
         "  ductus synth receipts --count 500 --seed 7 --out receipts\n"
         "  ductus score truth.tsv predictions.tsv\n";
}

int dispatch(int argc, char** argv) {
  return run_main("", [&] { return run(argc, argv); });
}

}  // namespace ductus::config
