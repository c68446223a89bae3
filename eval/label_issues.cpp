#include "eval/label_issues.h"

#include <algorithm>
#include <tuple>

namespace ductus::eval {
namespace {

bool read_nothing(const EditCounts& characters) {
  return characters.errors() == characters.deletions && characters.hits == 0;
}

/// 0 of 0 is 0.
double share(int64_t part, int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(std::max<int64_t>(whole, 1));
}

}  // namespace

LabelIssues label_issues(const LinePredictions& first, const LinePredictions& second,
                         const LineScores& first_scores, const LineScores& second_scores) {
  LabelIssues issues;
  for (int64_t line = 0; line < first.size(); ++line) {
    const auto i = static_cast<std::size_t>(line);
    const EditCounts& characters = first_scores.lines[i].characters;
    if (characters.errors() == 0 || read_nothing(characters)) continue;
    if (!same_text(first.predicted[i], second.predicted[i], first_scores.rules)) continue;
    issues.lines.push_back({line, first.ids.empty() ? std::to_string(line) : first.ids[i], first.truth[i],
                            first.predicted[i], characters.errors()});
    issues.errors += characters.errors();
  }
  const auto order = [&](const LabelIssue& issue) {
    return std::tuple(-issue.errors, first.ids.empty() ? std::string_view() : issue.id, issue.line);
  };
  std::sort(issues.lines.begin(), issues.lines.end(),
            [&](const LabelIssue& a, const LabelIssue& b) { return order(a) < order(b); });
  issues.share_first = share(issues.errors, first_scores.all.characters.errors());
  issues.share_second = share(issues.errors, second_scores.all.characters.errors());
  return issues;
}

}  // namespace ductus::eval
