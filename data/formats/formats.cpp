#include "data/formats/formats.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ductus::data {

#define DUCTUS_FORMAT(name) ImageSet read_##name(const config::Node& options, const ReadContext& context);
#include "data/formats/formats.def"
#undef DUCTUS_FORMAT

const config::Registry<ReadFormat>& formats() {
  static const config::Registry<ReadFormat> registry("format", {
#define DUCTUS_FORMAT(name) {#name, read_##name},
#include "data/formats/formats.def"
#undef DUCTUS_FORMAT
                                                               });
  return registry;
}

ImageSet read_source(const config::Node& source, const ReadContext& context) {
  const auto [name, options] = source.tagged();
  ImageSet set = formats().find(name, source.where())(options, context);
  set.check(name);
  return set;
}

ImageSet read_source(std::string_view source, const ReadContext& context) {
  const config::Document document = source_document(source);
  return read_source(document.root(), context);
}

bool is_source(std::string_view text) {
  if (!text.empty() && text.front() == '{') return true;
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && formats().contains(text.substr(0, colon));
}

config::Document source_document(std::string_view source) {
  if (!source.empty() && source.front() == '{') return config::Document::parse(source, "source");
  const std::size_t colon = source.find(':');
  if (colon == std::string_view::npos) {
    fail_usage("source '{}': expected FORMAT:PATH, with FORMAT one of: {}", source,
               fmt::join(formats().names(), ", "));
  }
  const std::string name(source.substr(0, colon));
  formats().find(name, fmt::format("source '{}'", source));
  const nlohmann::json map = {{name, {{"path", source.substr(colon + 1)}}}};
  return config::Document::parse(map.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                                 std::string(source));
}

}  // namespace ductus::data
