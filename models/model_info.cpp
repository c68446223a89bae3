#include "models/model_info.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

using Json = nlohmann::json;
using Metadata = std::map<std::string, std::string>;

/// The entries of one file, each checked as it is taken.
class Entries {
 public:
  Entries(const Metadata& metadata, const std::string& where) : metadata_(metadata), where_(where) {}

  const std::string& text(const std::string& key) const {
    const auto found = metadata_.find("ductus." + key);
    DUCTUS_CHECK(found != metadata_.end(), "{}: not a model of ductus: its metadata has no ductus.{}", where_,
                 key);
    return found->second;
  }

  /// A number as std::to_chars writes it.
  template <typename T>
  T number(const std::string& key) const {
    const std::string& value = text(key);
    T result{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    DUCTUS_CHECK(error == std::errc() && end == value.data() + value.size(),
                 "{}: ductus.{}: expected a number, found \"{}\"", where_, key, value);
    return result;
  }

  template <typename T>
  T json(const std::string& key) const {
    try {
      return Json::parse(text(key)).get<T>();
    } catch (const Json::exception&) {
      fail("{}: ductus.{}: not the JSON that is expected there", where_, key);
    }
  }

  bool has(const std::string& key) const { return metadata_.count("ductus." + key) == 1; }
  std::string where(const std::string& key) const { return where_ + ": ductus." + key; }

 private:
  const Metadata& metadata_;
  const std::string& where_;
};

std::string dump(const char* what, const Json& json) {
  try {
    return json.dump();
  } catch (const Json::exception&) {
    fail("model: {} holds text that is not UTF-8", what);
  }
}

Json to_json(const std::map<std::string, DataSource>& data) {
  Json json = Json::object();
  for (const auto& [part, source] : data) {
    json[part] = {{"name", source.name}, {"hash", source.hash}};
    if (!source.sketch.empty()) json[part]["sketch"] = source.sketch.text();
  }
  return json;
}

data::SampleSketch read_sketch(const std::string& text, const std::string& where) {
  try {
    return data::SampleSketch::from_text(text);
  } catch (const Error& error) {
    fail("{}: {}", where, error.what());
  }
}

using Fields = std::map<std::string, std::string>;

std::map<std::string, DataSource> read_data(const std::map<std::string, Fields>& json,
                                            const std::string& where) {
  std::map<std::string, DataSource> data;
  for (const auto& [part, fields] : json) {
    DUCTUS_CHECK(fields.count("name") == 1 && fields.count("hash") == 1, "{}: \"{}\" lacks name or hash",
                 where, part);
    data[part] = {fields.at("name"), fields.at("hash")};
    if (fields.count("sketch") == 1) data[part].sketch = read_sketch(fields.at("sketch"), where);
  }
  return data;
}

/// JSON has no number for what is not finite: such a metric is left out.
Json finite(const std::map<std::string, double>& metrics) {
  Json json = Json::object();
  for (const auto& [name, value] : metrics) {
    if (std::isfinite(value)) json[name] = value;
  }
  return json;
}

void check_format(const Entries& entries, const std::string& where) {
  const int format = entries.number<int>("format");
  DUCTUS_CHECK(format >= 1 && format <= ModelInfo::kFormat,
               "{}: expected a model of format 1 to {}, found {} (written by a later ductus?)", where,
               ModelInfo::kFormat, format);
}

void check_ranges(const ModelInfo& info, const std::string& where) {
  DUCTUS_CHECK(info.height_px > 0 && info.width_px >= 0,
               "{}: expected a height above 0 and a width of 0 (any) or more, found {} x {}", where,
               info.height_px, info.width_px);
  DUCTUS_CHECK(info.temperature > 0 && std::isfinite(info.temperature),
               "{}: expected a temperature above 0, found {}", where, info.temperature);
}

data::Alphabet read_alphabet(const Entries& entries, const std::string& where) {
  auto symbols = entries.json<std::vector<std::string>>("alphabet");
  try {
    return data::Alphabet(std::move(symbols));
  } catch (const Error& error) {
    fail("{}: ductus.{}", where, error.what());
  }
}

}  // namespace

std::vector<SeenData> lineage(const ModelInfo& info) {
  std::vector<SeenData> all = {{info.data, info.selected_on}};
  all.insert(all.end(), info.ancestors.begin(), info.ancestors.end());
  return all;
}

std::string lineage_text(const std::vector<SeenData>& lineage) {
  Json json = Json::array();
  for (const SeenData& seen : lineage)
    json.push_back({{"parts", to_json(seen.parts)}, {"selected_on", seen.selected_on}});
  return dump("ancestors", json);
}

std::vector<SeenData> read_lineage(const std::string& text, const std::string& where) {
  std::vector<SeenData> lineage;
  try {
    for (const Json& seen : Json::parse(text))
      lineage.push_back({read_data(seen.at("parts").get<std::map<std::string, Fields>>(), where),
                         seen.at("selected_on").get<std::string>()});
  } catch (const Json::exception&) {
    fail("{}: not the JSON that is expected there", where);
  }
  return lineage;
}

std::map<std::string, std::string> to_metadata(const ModelInfo& info) {
  return {{"ductus.format", fmt::format("{}", ModelInfo::kFormat)},
          {"ductus.version", DUCTUS_VERSION},
          {"ductus.net", info.net},
          {"ductus.net_options", info.net_options},
          {"ductus.alphabet", dump("alphabet", info.alphabet.symbols())},
          {"ductus.preprocessing", info.preprocessing},
          {"ductus.height_px", fmt::format("{}", info.height_px)},
          {"ductus.width_px", fmt::format("{}", info.width_px)},
          {"ductus.precision", info.precision},
          {"ductus.recipe", info.recipe},
          {"ductus.metrics", dump("metrics", finite(info.metrics))},
          {"ductus.data", dump("data", to_json(info.data))},
          {"ductus.checkpoint", info.checkpoint},
          {"ductus.selected_on", info.selected_on},
          {"ductus.ancestors", lineage_text(info.ancestors)},
          {"ductus.seed", fmt::format("{}", info.seed)},
          {"ductus.temperature", fmt::format("{}", info.temperature)}};
}

ModelInfo from_metadata(const std::map<std::string, std::string>& metadata, const std::string& where) {
  const Entries entries(metadata, where);
  check_format(entries, where);
  ModelInfo info;
  info.ductus_version = entries.text("version");
  info.net = entries.text("net");
  info.net_options = entries.text("net_options");
  info.alphabet = read_alphabet(entries, where);
  info.preprocessing = entries.text("preprocessing");
  info.height_px = entries.number<int>("height_px");
  info.width_px = entries.number<int>("width_px");
  info.precision = entries.text("precision");
  DUCTUS_CHECK(info.precision == "float32" || info.precision == "bfloat16",
               "{}: ductus.precision: expected float32 or bfloat16, found \"{}\"", where, info.precision);
  info.recipe = entries.text("recipe");
  info.metrics = entries.json<std::map<std::string, double>>("metrics");
  info.data = read_data(entries.json<std::map<std::string, Fields>>("data"), entries.where("data"));
  info.checkpoint = entries.text("checkpoint");
  info.selected_on = entries.text("selected_on");
  if (entries.has("ancestors"))  // older models have none
    info.ancestors = read_lineage(entries.text("ancestors"), entries.where("ancestors"));
  info.seed = entries.number<uint64_t>("seed");
  info.temperature = entries.number<double>("temperature");
  check_ranges(info, where);
  return info;
}

}  // namespace ductus::models
