// What a recogniser of lines said about lines with known text: what every line metric and report starts from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ductus::eval {

/// A symbol as it was read.
struct ReadSymbol {
  std::string symbol;     // UTF-8
  double confidence = 0;  ///< in [0, 1]
  double begin_px = 0;    ///< columns [begin, end) of the line's picture, scaled as the model saw it
  double end_px = 0;
};

/// N lines. Those marked so may be empty, and a report then leaves out what needs them.
struct LinePredictions {
  std::vector<std::string> truth;      // [N] UTF-8
  std::vector<std::string> predicted;  // [N] UTF-8
  std::vector<std::string> ids;        // [N] or empty
  std::vector<double> confidence;      // [N] or empty: of the whole line, in [0, 1]
  std::vector<double> nll;             // [N] or empty: -log p(truth); infinite: the recogniser cannot say it
  std::vector<std::string> group;      // [N] or empty: receipt, letter, writer: what is drawn by a bootstrap
  std::vector<std::string> source;     // [N] or empty: file the line came from
  std::vector<int32_t> width_px;       // [N] or empty: of the picture as the model saw it
  std::vector<std::vector<ReadSymbol>> symbols;  // [N] or empty: what `predicted` is made of

  int64_t size() const { return static_cast<int64_t>(truth.size()); }

  /// Throws ductus::Error unless all arrays agree in length.
  void check(const std::string& where) const;
};

}  // namespace ductus::eval
