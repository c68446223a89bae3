#include "eval/evaluate_lines.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "configs/schema/error.h"
#include "data/threads.h"
#include "eval/eval_scope.h"
#include "models/blocks/ctc.h"
#include "models/blocks/ragged.h"

namespace ductus::eval {
namespace {

/// Places [begin, end) of the order by width.
struct Batch {
  int64_t begin, end;
};

std::vector<int64_t> by_width(const data::LineSet& set, const std::vector<int64_t>& indices) {
  std::vector<int64_t> order(indices.size());
  std::iota(order.begin(), order.end(), 0);
  const auto width = [&](int64_t place) {
    return set.width[static_cast<std::size_t>(indices[static_cast<std::size_t>(place)])];
  };
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return width(a) > width(b); });
  return order;
}

// The widest come first: what takes longest starts first, and a thread's memory is soon as large as it gets.
std::vector<Batch> batches_of(const data::LineSet& set, const std::vector<int64_t>& indices,
                              const std::vector<int64_t>& order, int64_t batch_px) {
  std::vector<Batch> batches;
  const auto count = static_cast<int64_t>(order.size());
  for (int64_t begin = 0; begin < count;) {
    const auto widest =
        static_cast<std::size_t>(indices[static_cast<std::size_t>(order[static_cast<std::size_t>(begin)])]);
    const int64_t size = models::rounded_batch(std::max<int64_t>(1, batch_px / set.width[widest]));
    batches.push_back({begin, std::min(count, begin + size)});
    begin = batches.back().end;
  }
  return batches;
}

models::Input load_batch(const data::LineSet& set, const std::vector<int64_t>& samples) {
  models::Input input;
  int64_t widest = 0;
  for (const int64_t sample : samples) {
    input.widths.push_back(set.width[static_cast<std::size_t>(sample)]);
    widest = std::max(widest, input.widths.back());
  }
  widest = models::padded_width(widest);
  input.images = at::zeros({static_cast<int64_t>(samples.size()), 1, set.height, widest});
  float* out = input.images.data_ptr<float>();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const uint8_t* pixels = set.image(samples[i]);
    const int64_t width = input.widths[i];
    for (int64_t y = 0; y < set.height; ++y, out += widest) {
      for (int64_t x = 0; x < width; ++x) out[x] = static_cast<float>(pixels[y * width + x]) / 255.0F;
    }
  }
  return input;
}

bool has_nan(const Steps& line) {
  int found = 0;  // no early end, so that it is vectorised
  for (int64_t i = 0; i < line.length * line.classes; ++i) found |= std::isnan(line.log_probs[i]) ? 1 : 0;
  return found != 0;
}

/// The class of each symbol of `from`, or 0 where `alphabet` lacks it.
std::vector<int32_t> classes_of(const data::Alphabet& from, const data::Alphabet& alphabet) {
  std::vector<int32_t> classes;
  for (const std::string& symbol : from.symbols()) classes.push_back(alphabet.find(symbol) + 1);
  return classes;
}

double nll_of(std::vector<int32_t> labels, const std::vector<int32_t>& class_of, const Steps& steps) {
  for (int32_t& label : labels) {
    label = class_of[static_cast<std::size_t>(label)];
    if (label == 0) return std::numeric_limits<double>::infinity();
  }
  return models::ctc_nll(steps.log_probs, steps.length, steps.classes, labels.data(),
                         static_cast<int64_t>(labels.size()));
}

/// At most kTemperatureLines of them, evenly spaced.
std::vector<int64_t> evenly_spaced(const std::vector<int64_t>& indices) {
  const std::size_t count = std::min(indices.size(), kTemperatureLines);
  std::vector<int64_t> taken;
  for (std::size_t i = 0; i < count; ++i) taken.push_back(indices[i * indices.size() / count]);
  return taken;
}

struct KeptLine {
  at::Tensor log_probs;        // [T, K]
  std::vector<int32_t> truth;  // classes

  double nll(const at::Tensor& log_p) const {
    return models::ctc_nll(log_p.const_data_ptr<float>(), log_p.size(0), log_p.size(1), truth.data(),
                           static_cast<int64_t>(truth.size()));
  }
};

/// The net's output for those of the lines whose text it could have read.
std::vector<KeptLine> keep_fitting(models::Recogniser& net, const data::LineSet& set,
                                   const std::vector<int64_t>& indices, const ReadOptions& options,
                                   config::Reporter& reporter) {
  std::vector<KeptLine> lines(indices.size());
  for_each_line(net, set, indices, options, reporter, [&](int64_t place, const Steps& steps) {
    KeptLine& line = lines[static_cast<std::size_t>(place)];
    line.truth = set.labels(indices[static_cast<std::size_t>(place)]);
    for (int32_t& label : line.truth) ++label;
    line.log_probs =
        at::from_blob(const_cast<float*>(steps.log_probs), {steps.length, steps.classes}).clone();
  });
  const auto is_lost = [](const KeptLine& line) { return !std::isfinite(line.nll(line.log_probs)); };
  lines.erase(std::remove_if(lines.begin(), lines.end(), is_lost), lines.end());
  return lines;
}

double mean_nll(const std::vector<KeptLine>& lines, double log_temperature) {
  const at::NoGradGuard no_grad;
  double sum = 0;
  for (const KeptLine& line : lines)
    sum += line.nll(at::log_softmax(line.log_probs / std::exp(log_temperature), 1));
  return sum / static_cast<double>(lines.size());
}

/// Where a function of one valley is smallest in [low, high], to 0.01: golden-section search.
template <typename F>
double smallest_at(double low, double high, F f) {
  constexpr double kGolden = 0.6180339887498949;
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double at_a = f(a), at_b = f(b);
  while (high - low > 0.01) {
    if (at_a < at_b) {
      high = b, b = a, at_b = at_a;
      a = high - kGolden * (high - low), at_a = f(a);
    } else {
      low = a, a = b, at_a = at_b;
      b = low + kGolden * (high - low), at_b = f(b);
    }
  }
  return (low + high) / 2;
}

}  // namespace

void for_each_line(models::Recogniser& net, const data::LineSet& set, const std::vector<int64_t>& indices,
                   const ReadOptions& options, config::Reporter& reporter, const VisitSteps& visit) {
  const EvalScope scope(net);
  const std::vector<int64_t> order = by_width(set, indices);
  const std::vector<Batch> batches = batches_of(set, indices, order, options.batch_px);
  data::ThreadPool pool(options.device.is_cpu() ? options.threads : 1);
  const auto read = [&](const Batch& batch) {
    const c10::InferenceMode no_gradients;
    std::vector<int64_t> samples;
    for (int64_t i = batch.begin; i < batch.end; ++i)
      samples.push_back(indices[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])]);
    models::Input input = load_batch(set, samples);
    input.images = input.images.to(options.device);
    const models::Output output = net.forward(input);
    at::Tensor log_p = output.log_probs.transpose(0, 1);  // [N, T, K]
    if (options.temperature != 1) log_p = at::log_softmax(log_p / options.temperature, 2);
    log_p = log_p.to(at::kCPU).contiguous();
    const int64_t steps = log_p.size(1), classes = log_p.size(2);
    for (int64_t i = 0; i < log_p.size(0); ++i) {
      const int64_t length = output.lengths.empty() ? steps : output.lengths[static_cast<std::size_t>(i)];
      const Steps line{log_p.const_data_ptr<float>() + i * steps * classes, length, classes};
      DUCTUS_CHECK(!has_nan(line),
                   "{}: the network's answer is not a number: its weights have run away (in training, lower "
                   "train.optimizer's lr, or set train.clip_norm)",
                   set.id(samples[static_cast<std::size_t>(i)]));
      visit(order[static_cast<std::size_t>(batch.begin + i)], line);
    }
  };
  // Chunks of batches, so that progress can be told between them.
  const auto count = static_cast<int64_t>(batches.size()), chunk = static_cast<int64_t>(8 * pool.threads());
  reporter.progress("reading", 0, static_cast<int64_t>(indices.size()));  // its clock starts here
  for (int64_t first = 0; first < count; first += chunk) {
    const int64_t last = std::min(first + chunk, count);
    pool.parallel_for(last - first, [&](int64_t i) {
      at::set_num_threads(1);
      read(batches[static_cast<std::size_t>(first + i)]);
    });
    reporter.progress("reading", batches[static_cast<std::size_t>(last - 1)].end,
                      static_cast<int64_t>(indices.size()));
  }
}

std::vector<LineReading> read_lines(models::Recogniser& net, const data::LineSet& set,
                                    const std::vector<int64_t>& indices, const data::Alphabet& alphabet,
                                    const Decoder& decoder, const ReadOptions& options,
                                    config::Reporter& reporter) {
  const std::vector<int32_t> class_of = classes_of(set.alphabet, alphabet);
  std::vector<LineReading> readings(indices.size());
  for_each_line(net, set, indices, options, reporter, [&](int64_t place, const Steps& steps) {
    const auto i = static_cast<std::size_t>(place);
    readings[i].decoded = decoder.decode(steps);
    readings[i].nll = nll_of(set.labels(indices[i]), class_of, steps);
  });
  return readings;
}

LinePredictions line_predictions(const data::LineSet& set, const std::vector<int64_t>& indices,
                                 const std::vector<LineReading>& readings) {
  LinePredictions p;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto sample = static_cast<std::size_t>(indices[i]);
    p.ids.push_back(set.id(indices[i]));
    p.truth.push_back(set.texts[sample]);
    p.predicted.push_back(readings[i].decoded.text);
    p.confidence.push_back(readings[i].decoded.confidence);
    p.nll.push_back(readings[i].nll);
    if (!set.group.empty()) p.group.push_back(set.groups[static_cast<std::size_t>(set.group[sample])]);
    p.source.push_back(set.sources[set.source[sample]]);
    p.width_px.push_back(set.width[sample]);
  }
  return p;
}

void place_symbols(LinePredictions& lines, const std::vector<LineReading>& readings,
                   const models::Recogniser& net, const data::Alphabet& alphabet) {
  lines.symbols.assign(readings.size(), {});
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const double width_px = lines.width_px[i], step_px = net.px_per_step(lines.width_px[i]);
    for (const DecodedSymbol& symbol : readings[i].decoded.symbols) {
      lines.symbols[i].push_back({alphabet[static_cast<std::size_t>(symbol.label)], symbol.confidence,
                                  std::min(width_px, symbol.begin * step_px),
                                  std::min(width_px, symbol.end * step_px)});
    }
  }
}

double fit_line_temperature(models::Recogniser& net, const data::LineSet& set,
                            const std::vector<int64_t>& indices, const ReadOptions& options,
                            config::Reporter& reporter) {
  const std::vector<KeptLine> kept = keep_fitting(net, set, evenly_spaced(indices), options, reporter);
  if (kept.empty()) {
    reporter.warn("temperature: no line's text fits its time steps, so that it stays 1");
    return 1;
  }
  return std::exp(smallest_at(std::log(0.25), std::log(8.0),
                              [&](double log_temperature) { return mean_nll(kept, log_temperature); }));
}

}  // namespace ductus::eval
