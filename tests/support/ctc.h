// Outputs of line networks for tests and benchmarks of decoders: by hand, drawn, and from files.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "eval/decoders/decoder.h"

namespace ductus::test {

/// Log-probabilities of a line with the memory that they are in.
struct Line {
  std::vector<float> log_probs;
  int64_t classes = 0;

  int64_t length() const { return classes == 0 ? 0 : static_cast<int64_t>(log_probs.size()) / classes; }
  eval::Steps steps() const { return {log_probs.data(), length(), classes}; }
};

/// Rows of probabilities, the blank's first.
inline Line line_of(const std::vector<std::vector<double>>& rows) {
  Line line;
  for (const auto& row : rows) {
    line.classes = static_cast<int64_t>(row.size());
    for (const double p : row) line.log_probs.push_back(static_cast<float>(std::log(p)));
  }
  return line;
}

/// Makes every row's probabilities sum to 1.
inline void log_softmax(Line& line) {
  for (auto row = line.log_probs.begin(); row != line.log_probs.end(); row += line.classes) {
    double sum = 0;
    for (auto x = row; x != row + line.classes; ++x) sum += std::exp(static_cast<double>(*x));
    for (auto x = row; x != row + line.classes; ++x) *x -= static_cast<float>(std::log(sum));
  }
}

/// Normal scores of this deviation: the higher, the surer.
inline Line random_line(std::mt19937& random, int64_t length, int64_t classes, float deviation) {
  std::normal_distribution<float> normal(0, deviation);
  Line line;
  line.classes = classes;
  line.log_probs.resize(static_cast<std::size_t>(length * classes));
  for (float& x : line.log_probs) x = normal(random);
  log_softmax(line);
  return line;
}

/// As trained networks answer: sure steps, one or two for each label with blanks between; `doubts` of the
/// labels have a rival, and now and then a step is torn between a symbol and the blank.
inline Line peaky_line(std::mt19937& random, const std::vector<int32_t>& labels, int64_t length,
                       int64_t classes, double doubts = 0.1) {
  Line line = random_line(random, length, classes, 1.5F);
  std::uniform_real_distribution<double> uniform(0, 1);
  const auto raise = [&](int64_t t, int64_t c, float by) {
    line.log_probs[static_cast<std::size_t>(t * classes + c)] += by;
  };
  const double stride =
      static_cast<double>(length) / static_cast<double>(std::max<std::size_t>(1, labels.size()));
  std::vector<char> inked(static_cast<std::size_t>(length), 0);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto t = static_cast<int64_t>(stride * (static_cast<double>(i) + 0.3));
    raise(t, labels[i] + 1, 14);
    inked[static_cast<std::size_t>(t)] = 1;
    if (uniform(random) < doubts) raise(t, 1 + static_cast<int64_t>(random() % (classes - 1)), 13);
    if (stride >= 3 && uniform(random) < 0.3) {
      raise(t + 1, labels[i] + 1, 12);
      raise(t + 1, 0, static_cast<float>(9 + 5 * uniform(random)));
      inked[static_cast<std::size_t>(t + 1)] = 1;
    }
  }
  for (int64_t t = 0; t < length; ++t) {
    if (!inked[static_cast<std::size_t>(t)]) raise(t, 0, 14);
  }
  log_softmax(line);
  return line;
}

/// A semicolon-separated matrix of a network's scores (before softmax) whose blank is the last class; with
/// `softmax` false of probabilities. The blank is put first.
inline Line read_matrix(const std::filesystem::path& path, bool softmax = true) {
  Line line;
  std::ifstream file(path);
  for (std::string text; std::getline(file, text);) {
    std::vector<float> row;
    std::stringstream cells(text);
    for (std::string cell; std::getline(cells, cell, ';');) {
      if (cell.find_first_not_of(" \r") != std::string::npos) row.push_back(std::stof(cell));
    }
    if (row.empty()) continue;
    std::rotate(row.begin(), row.end() - 1, row.end());
    line.classes = static_cast<int64_t>(row.size());
    for (const float x : row) line.log_probs.push_back(softmax ? x : std::log(x));
  }
  if (softmax) log_softmax(line);
  return line;
}

/// Probability of every text that the line can be read as: all classes^length paths, one by one.
inline std::map<std::vector<int32_t>, double> all_texts(const Line& line) {
  std::map<std::vector<int32_t>, double> texts;
  std::vector<int64_t> path(static_cast<std::size_t>(line.length()), 0);
  for (;;) {
    double log_prob = 0;
    std::vector<int32_t> labels;
    for (std::size_t t = 0; t < path.size(); ++t) {
      log_prob += static_cast<double>(line.log_probs[t * static_cast<std::size_t>(line.classes) + path[t]]);
      if (path[t] != 0 && (t == 0 || path[t] != path[t - 1]))
        labels.push_back(static_cast<int32_t>(path[t]) - 1);
    }
    texts[labels] += std::exp(log_prob);
    std::size_t t = 0;
    while (t < path.size() && ++path[t] == line.classes) path[t++] = 0;
    if (t == path.size()) return texts;
  }
}

inline std::string text_of(const std::vector<int32_t>& labels, const data::Alphabet& alphabet) {
  std::string text;
  for (const int32_t label : labels) text += alphabet[static_cast<std::size_t>(label)];
  return text;
}

/// `count` symbols: "a" to "z", then "{0}", "{1}" ...
inline data::Alphabet symbols(std::size_t count) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back(i < 26 ? std::string(1, static_cast<char>('a' + i)) : "{" + std::to_string(i - 26) + "}");
  }
  return data::Alphabet(list);
}

}  // namespace ductus::test
