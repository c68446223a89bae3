#include <benchmark/benchmark.h>

#include "models/device.h"
#include "models/process.h"

int main(int argc, char** argv) {
  ductus::models::prepare_process();  // as the programs do
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
