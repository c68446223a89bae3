// Lines set in type on one core: shaping, drawing, boxes.
#include <benchmark/benchmark.h>

#include <string>

#include "data/synth/typeset/typefaces.h"
#include "data/synth/typeset/typesetter.h"

namespace {

using namespace ductus;

const std::string kLine = "2 X NASI LEMAK AYAM @ 12.50  RM 25.00 SR";  // 40 characters

const data::Typefaces& typefaces(const std::string& family) {
  static const data::Typefaces mono = data::Typefaces::load({"DejaVu Sans Mono"});
  static const data::Typefaces sans = data::Typefaces::load({"Liberation Sans"});
  return family == "mono" ? mono : sans;
}

/// The first `count` characters of the line, whose glyphs are drawn already.
void set_line(benchmark::State& state, const std::string& family, std::size_t count) {
  data::Typesetter typesetter(typefaces(family));
  const std::string text = kLine.substr(0, count);
  for (auto _ : state) benchmark::DoNotOptimize(typesetter.set(0, text, {}));
  state.SetItemsProcessed(state.iterations());
}

/// All 40 characters in a style that was not set before: 80 sizes from 16 to 36 px, then the next slant.
void set_line_cold(benchmark::State& state) {
  data::Typesetter typesetter(typefaces("mono"));
  int step = 0;
  for (auto _ : state) {
    data::TypeStyle style;
    style.size_px = 16 + 0.25F * static_cast<float>(step % 80);
    style.slant = static_cast<float>(step / 80 % 64) / 64;
    ++step;
    benchmark::DoNotOptimize(typesetter.set(0, kLine, style));
  }
  state.SetItemsProcessed(state.iterations());
}

void draw_typeface(benchmark::State& state) {
  const data::Typefaces faces = data::Typefaces::load({});
  uint64_t sample = 0;
  for (auto _ : state) {
    data::Rng rng(1, 0, sample++, data::Purpose::kSynth);
    benchmark::DoNotOptimize(faces.draw(kLine, rng));
  }
  state.SetItemsProcessed(state.iterations());
}

void load_receipt_fonts(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(data::Typefaces::load({}));
}

BENCHMARK_CAPTURE(set_line, mono_10, "mono", 10)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(set_line, mono_40, "mono", 40)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(set_line, sans_10, "sans", 10)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(set_line, sans_40, "sans", 40)->Unit(benchmark::kMicrosecond);
BENCHMARK(set_line_cold)->Unit(benchmark::kMicrosecond);
BENCHMARK(draw_typeface)->Unit(benchmark::kMicrosecond);
BENCHMARK(load_receipt_fonts)->Unit(benchmark::kMillisecond);

}  // namespace
