// What README.md and --help tell users to type and to read is there: verbs, options, recipes, models, files.
#include <doctest/doctest.h>

#include <regex>

#include "tests/support/program_help.h"

using namespace ductus::test;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = fs::path(DUCTUS_TESTS_DIR).parent_path();

/// The words of a shell's line, without quotes and comment.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  for (const char c : line) {
    if (quote != 0 ? c == quote : c == '\'' || c == '"') {
      quote = quote != 0 ? 0 : c;
    } else if (quote != 0 || (c != ' ' && c != '#')) {
      word += c;
    } else if (c == '#' && word.empty()) {
      return words;
    } else if (c == '#') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

/// Lines between ```sh and ```.
std::vector<std::string> fenced_lines(const std::string& markdown) {
  std::vector<std::string> lines;
  bool inside = false;
  for (const std::string& line : split(markdown, '\n')) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```sh";
    } else if (inside) {
      lines.push_back(line);
    }
  }
  return lines;
}

/// A recipe or model that ships is there.
void check_file(const std::string& word) {
  if (word.rfind("configs/", 0) != 0 && word.rfind("models/zoo/", 0) != 0) return;
  CAPTURE(word);
  CHECK(fs::exists(kRoot / word));
}

/// What is typed after a verb is what its help offers.
void check_arguments(const ProgramHelp& help, const std::vector<std::string>& words) {
  std::size_t arguments = 0;
  std::vector<std::string> given;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i][0] != '-') {
      ++arguments;
      check_file(words[i]);
      continue;
    }
    const std::string name = words[i].substr(0, words[i].find('='));
    CAPTURE(name);
    REQUIRE(help.options.count(name) == 1);
    const HelpOption& option = help.options.at(name);
    given.push_back(option.name);
    if (!option.takes_value) continue;
    const bool joined = name.size() < words[i].size();
    REQUIRE((joined || i + 1 < words.size()));
    const std::string value = joined ? words[i].substr(name.size() + 1) : words[++i];
    CAPTURE(value);
    const auto& choices = option.choices;
    CHECK((choices.empty() || std::count(choices.begin(), choices.end(), value) == 1));
    check_file(value);
  }
  CHECK(arguments >= help.fewest_arguments);
  CHECK(arguments <= help.most_arguments);
  for (const auto& [name, option] : help.options) {
    CAPTURE(name);
    if (option.required) CHECK(std::count(given.begin(), given.end(), option.name) == 1);
  }
}

/// Every help of `ductus`, asked for once.
class Manual {
 public:
  const ProgramHelp& of(const std::vector<std::string>& verbs) {
    const auto known = helps_.find(verbs);
    return known != helps_.end() ? known->second : helps_.emplace(verbs, help_of(work_, verbs)).first->second;
  }

  /// A whole line, as in "ductus data inspect az.h5   # counts".
  void check_line(const std::string& line) {
    CAPTURE(line);
    std::vector<std::string> words = words_of(line);
    REQUIRE(words.size() > 1);
    REQUIRE(words[0] == "ductus");
    std::vector<std::string> verbs;
    words.erase(words.begin());
    while (!of(verbs).subcommands.empty()) {
      REQUIRE(!words.empty());
      const auto& known = of(verbs).subcommands;
      CAPTURE(words[0]);
      REQUIRE(std::count(known.begin(), known.end(), words[0]) == 1);
      verbs.push_back(words[0]);
      words.erase(words.begin());
    }
    check_arguments(of(verbs), words);
  }

  /// The help of a verb and of all below it: it fits a terminal, and what its examples name is there. None
  /// may be without.
  void check_help(const std::vector<std::string>& verbs) {
    const ProgramHelp& help = of(verbs);
    CAPTURE(verbs);
    CHECK(help.columns <= 80);
    CHECK(!help.examples.empty());
    for (const std::string& example : help.examples) check_line(example);
    for (const std::string& verb : help.subcommands) {
      std::vector<std::string> below = verbs;
      below.push_back(verb);
      check_help(below);
    }
  }

 private:
  Workplace work_;
  std::map<std::vector<std::string>, ProgramHelp> helps_;
};

}  // namespace

TEST_CASE("documentation: a shell's line is words, without quotes and comment") {
  CHECK(words_of("ductus eval 'a b' --set \"c={d: e}\"  # why") ==
        std::vector<std::string>{"ductus", "eval", "a b", "--set", "c={d: e}"});
  CHECK(words_of("a#b 'c # d' #") == std::vector<std::string>{"a#b", "c # d"});
  CHECK(words_of("# nothing").empty());
}

TEST_CASE("documentation: README.md's commands have verbs, options and files that exist") {
  Manual manual;
  int commands = 0, scripts = 0;
  for (const std::string& line : fenced_lines(read_file(kRoot / "README.md"))) {
    const std::vector<std::string> words = words_of(line);
    if (!words.empty() && words[0] == "ductus") {
      manual.check_line(line);
      ++commands;
    } else if (!words.empty() && words[0].rfind("./scripts/", 0) == 0) {
      CAPTURE(line);
      CHECK(access((kRoot / words[0]).c_str(), X_OK) == 0);
      ++scripts;
    }
  }
  CHECK(commands >= 15);
  CHECK(scripts >= 2);
}

TEST_CASE(
    "documentation: every --help fits 80 columns, and its examples have verbs, options and files that "
    "exist") {
  Manual().check_help({});
}

TEST_CASE("documentation: every README's links lead to files") {
  const std::regex link(R"(\]\(([^)#:]+)\))");
  int links = 0;
  const auto check_links = [&](const fs::path& readme) {
    const std::string text = read_file(readme);
    for (auto match = std::sregex_iterator(text.begin(), text.end(), link); match != std::sregex_iterator();
         ++match) {
      const fs::path target = readme.parent_path() / (*match)[1].str();
      CAPTURE(readme.string());
      CAPTURE(target.string());
      CHECK(fs::exists(target));
      ++links;
    }
  };
  check_links(kRoot / "README.md");
  for (const char* folder : {"configs", "data", "models", "eval", "train", "scripts", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
      if (entry.path().filename() == "README.md") check_links(entry.path());
    }
  }
  CHECK(links >= 20);
}
