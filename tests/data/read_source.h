// Sources of characters read as a command line names them, without a cache.
#pragma once

#include <string_view>

#include "data/formats/formats.h"

namespace ductus::test {

/// `mnist:data/mnist` or `{mnist: {path: data/mnist}}`, beside nothing else: relative paths are not found.
inline data::ImageSet read_source(std::string_view source, int threads = 1) {
  config::NullReporter reporter;
  return data::read_source(data::source_document(source).root(), {"", reporter, threads});
}

}  // namespace ductus::test
