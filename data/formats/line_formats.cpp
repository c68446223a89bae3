#include "data/formats/line_formats.h"

namespace ductus::data {

#define DUCTUS_LINE_FORMAT(name) LineSet read_##name(const config::Node& options, const ReadContext& context);
#include "data/formats/line_formats.def"
#undef DUCTUS_LINE_FORMAT

const config::Registry<ReadLines>& line_formats() {
  static const config::Registry<ReadLines> registry("line format", {
#define DUCTUS_LINE_FORMAT(name) {#name, read_##name},
#include "data/formats/line_formats.def"
#undef DUCTUS_LINE_FORMAT
                                                                   });
  return registry;
}

}  // namespace ductus::data
