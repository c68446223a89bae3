#include "tests/support/torch_doctest.h"

#include "models/device.h"

#include "configs/schema/error.h"
#include "tests/support/errors.h"

using namespace ductus;

TEST_CASE("device: one that is not there is refused with its name and why") {
  config::NullReporter silent;
  CHECK(models::select_device("cpu", silent).is_cpu());
  for (const char* name : {"gpu", "tpu", "", "cuda:x", "mps"}) {
    CAPTURE(name);
    CHECK(test::error_of([&] {
            models::select_device(name, silent);
          }).find("expected cpu, cuda, cuda:N or auto") != std::string::npos);
  }
  CHECK(test::error_of([&] { models::select_device("cuda:99", silent); }).rfind("device 'cuda:99': ", 0) ==
        0);
}
