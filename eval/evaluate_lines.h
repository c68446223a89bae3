// What a model reads in lines: the one function behind training's validation and `ductus eval`.
#pragma once

#include <c10/core/Device.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/line_set.h"
#include "eval/decoders/decoder.h"
#include "eval/line_predictions.h"
#include "models/recogniser.h"

namespace ductus::eval {

struct ReadOptions {
  int64_t batch_px = 12288;  ///< lines of like width share a batch, side by side no wider than this
  int threads = 0;           ///< 0: all cores
  double temperature = 1;    ///< logits are divided by it
  c10::Device device = c10::Device("cpu");
};

/// Called with the place of a line among the indices asked for, from several threads, in no order.
using VisitSteps = std::function<void(int64_t place, const Steps& steps)>;

/// Log-probabilities of the lines at `indices`. The net is put into evaluation mode and left as it was.
/// Threads share the net; what a line gets does not depend on their number.
void for_each_line(models::Recogniser& net, const data::LineSet& set, const std::vector<int64_t>& indices,
                   const ReadOptions& options, config::Reporter& reporter, const VisitSteps& visit);

/// One line as read, and how likely its true text was.
struct LineReading {
  Decoded decoded;
  double nll =
      0;  ///< -log p(truth), by CTC; infinite when the truth does not fit or has a symbol that the net lacks
};

/// `alphabet`: the net's; the set may have another.
std::vector<LineReading> read_lines(models::Recogniser& net, const data::LineSet& set,
                                    const std::vector<int64_t>& indices, const data::Alphabet& alphabet,
                                    const Decoder& decoder, const ReadOptions& options,
                                    config::Reporter& reporter);

/// Truth and reading side by side, with ids, confidences, likelihoods, groups, sources and widths.
LinePredictions line_predictions(const data::LineSet& set, const std::vector<int64_t>& indices,
                                 const std::vector<LineReading>& readings);

/// Adds to `lines` what was read symbol by symbol, at its place: `net` and `alphabet` are what read it.
void place_symbols(LinePredictions& lines, const std::vector<LineReading>& readings,
                   const models::Recogniser& net, const data::Alphabet& alphabet);

/// The temperature that makes the true texts most likely: golden-section search in [1/4, 8] of the mean -log
/// p(truth). Of many lines kTemperatureLines are taken, evenly spaced among `indices`, since all their
/// outputs are kept. Texts that do not fit their time steps have no say; when none does fit the temperature
/// is 1, and the reporter is warned.
inline constexpr std::size_t kTemperatureLines = 5000;
double fit_line_temperature(models::Recogniser& net, const data::LineSet& set,
                            const std::vector<int64_t>& indices, const ReadOptions& options,
                            config::Reporter& reporter);

}  // namespace ductus::eval
