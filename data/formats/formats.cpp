#include "data/formats/formats.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "configs/schema/json_text.h"
#include "data/formats/line_formats.h"

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

namespace {

/// Throws the usage error that lists the formats of both kinds unless it is one of them.
void check_format(const std::string& name, const std::string& where) {
  if (formats().contains(name) || line_formats().contains(name)) return;
  std::vector<std::string> names = formats().names();
  for (const std::string& lines : line_formats().names()) names.push_back(lines);
  fail_usage("{}: unknown format '{}', expected one of characters: {}; or of lines: {}{}", where, name,
             fmt::join(formats().names(), ", "), fmt::join(line_formats().names(), ", "),
             config::did_you_mean(name, names));
}

}  // namespace

ImageSet read_source(const config::Node& source, const ReadContext& context) {
  const auto [name, options] = source.tagged();
  check_format(name, source.where());
  if (!formats().contains(name)) {
    fail_usage("{}: {} is a format of lines, expected one of characters: {}", source.where(), name,
               fmt::join(formats().names(), ", "));
  }
  ImageSet set = formats().find(name)(options, context);
  set.check(name);
  return set;
}

LineSet read_line_source(const config::Node& source, const ReadContext& context) {
  const auto [name, options] = source.tagged();
  check_format(name, source.where());
  if (!line_formats().contains(name)) {
    fail_usage("{}: {} is a format of characters, expected one of lines: {}", source.where(), name,
               fmt::join(line_formats().names(), ", "));
  }
  LineSet set = line_formats().find(name)(options, context);
  set.check(name);
  return set;
}

bool is_source(std::string_view text) {
  if (!text.empty() && text.front() == '{') return true;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, colon);
  return formats().contains(name) || line_formats().contains(name);
}

bool has_view(const std::string& format) {
  return format == "image_folder" || (line_formats().contains(format) && format != "ductus_lines");
}

config::Document source_document(std::string_view source) {
  if (!source.empty() && source.front() == '{') return config::Document::parse(source, "source");
  const std::size_t colon = source.find(':');
  const std::string name(source.substr(0, colon));
  if (colon == std::string_view::npos) {
    fail_usage("source '{}': expected FORMAT:PATH, with FORMAT one of: {}, {}", source,
               fmt::join(formats().names(), ", "), fmt::join(line_formats().names(), ", "));
  }
  check_format(name, fmt::format("source '{}'", source));
  const nlohmann::json map = {{name, {{"path", source.substr(colon + 1)}}}};
  return config::Document::parse(config::json_text(map), std::string(source));
}

}  // namespace ductus::data
