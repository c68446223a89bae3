#include "eval/label_issues.h"

#include <doctest/doctest.h>

using namespace ductus::eval;

namespace {

LinePredictions lines_of(std::vector<std::string> truth, std::vector<std::string> predicted,
                         std::vector<std::string> ids = {}) {
  LinePredictions lines;
  lines.truth = std::move(truth);
  lines.predicted = std::move(predicted);
  lines.ids = std::move(ids);
  return lines;
}

LabelIssues issues_of(const LinePredictions& first, const LinePredictions& second,
                      const ScoringRules& rules = {}) {
  return label_issues(first, second, score_lines(first, rules), score_lines(second, rules));
}

std::vector<std::string> ids(const LabelIssues& issues) {
  std::vector<std::string> result;
  for (const LabelIssue& issue : issues.lines) result.push_back(issue.id);
  return result;
}

constexpr ScoringRules kRaw{ScoringRules::Normalisation::kNone, ScoringRules::Unit::kCodePoints};

}  // namespace

TEST_CASE("label issues: two readers agree, and the truth says otherwise") {
  const std::vector<std::string> truth = {"AMT(RM)", "TOTAL", "CASH", "7.50", "DUE"};
  // alike and wrong; alike and right; both wrong, not alike; only the first wrong; only the second
  const LinePredictions first = lines_of(truth, {"AMT (RM)", "TOTAL", "CA5H", "7.5O", "DUE"});
  const LinePredictions second = lines_of(truth, {"AMT (RM)", "TOTAL", "GASH", "7.50", "OVE"});
  const LabelIssues issues = issues_of(first, second);
  REQUIRE(issues.lines.size() == 1);
  CHECK(issues.lines[0].line == 0);
  CHECK(issues.lines[0].id == "0");
  CHECK(issues.lines[0].truth == "AMT(RM)");
  CHECK(issues.lines[0].reading == "AMT (RM)");
  CHECK(issues.lines[0].errors == 1);
  CHECK(issues.errors == 1);
  CHECK(issues.share_first == doctest::Approx(1.0 / 3));   // (), 5, O
  CHECK(issues.share_second == doctest::Approx(1.0 / 4));  // (), G, O and V
}

TEST_CASE("label issues: the most errors come first, then ids in order") {
  const std::vector<std::string> truth = {"abc", "abc", "abc", "abc"};
  const std::vector<std::string> read = {"abX", "aXX", "abX", "abX"};
  const LinePredictions lines = lines_of(truth, read, {"c", "b", "d", "a"});
  CHECK(ids(issues_of(lines, lines)) == std::vector<std::string>{"b", "a", "c", "d"});
  const LinePredictions nameless =
      lines_of(std::vector<std::string>(11, "a"), std::vector<std::string>(11, "b"));
  CHECK(ids(issues_of(nameless, nameless))[10] == "10");  // by place, not as text
}

TEST_CASE("label issues: readings are the same where the rules see no difference") {
  const LinePredictions first = lines_of({"Cafe"}, {"Caf\xC3\xA9"});
  const LinePredictions second = lines_of({"Cafe"}, {" Cafe\xCC\x81 "});
  CHECK(issues_of(first, second).lines.size() == 1);
  CHECK(issues_of(first, second, kRaw).lines.empty());
  CHECK(
      issues_of(lines_of({"a b"}, {"ab"}), lines_of({"a b"}, {"AB"})).lines.empty());  // case is a difference
}

TEST_CASE("label issues: where nothing was read nobody agrees, where the truth is empty one may") {
  const LinePredictions nothing = lines_of({"abc", "", "x"}, {"", "", "  "});
  CHECK(issues_of(nothing, nothing).lines.empty());
  const LinePredictions more = lines_of({""}, {"abc"});
  CHECK(issues_of(more, more).errors == 3);
}

TEST_CASE("label issues: readers without errors have no share of them") {
  const LinePredictions lines = lines_of({"abc"}, {"abc"});
  const LabelIssues issues = issues_of(lines, lines);
  CHECK(issues.lines.empty());
  CHECK(issues.share_first == 0);
  CHECK(issues.share_second == 0);
}
