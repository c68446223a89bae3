// --device, where LibTorch's CUDA library is there (tests/support/fake_cuda.cpp) and where it is not.
#include <doctest/doctest.h>

#include "tests/support/workplace.h"

using namespace ductus::test;

namespace {

Outcome with_two_gpus(const Workplace& work, const std::vector<std::string>& arguments) {
  ProcessOptions options;
  options.environment = {{"LD_LIBRARY_PATH", DUCTUS_FAKE_CUDA_DIR}};
  return work.run(arguments, options);
}

}  // namespace

TEST_CASE(
    "--device: LibTorch is asked about GPUs when its CUDA library is loaded, in training and evaluation") {
  const Workplace work;
  for (const std::vector<std::string>& verb :
       {std::vector<std::string>{"train", "none.yaml"}, {"eval", "none"}}) {
    CAPTURE(verb[0]);
    auto arguments = verb;
    arguments.insert(arguments.end(), {"--device", "cuda:2"});
    const Outcome refused = with_two_gpus(work, arguments);
    CHECK(refused.status == 1);
    CHECK(refused.err == "ductus " + verb[0] + ": error: device 'cuda:2': expected cuda:0 to cuda:1\n");
    arguments.back() = "cuda:1";
    const Outcome taken = with_two_gpus(work, arguments);  // and goes on to what is not there
    CHECK(taken.err.find("device") == std::string::npos);
    CHECK(taken.err.find("none") != std::string::npos);
  }
}
