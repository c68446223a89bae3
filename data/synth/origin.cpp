#include "data/synth/origin.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "data/sample_set.h"

namespace ductus::data {
namespace {

using nlohmann::ordered_json;

ordered_json list_json(const std::vector<Material>& materials) {
  ordered_json list = ordered_json::array();
  for (const Material& material : materials)
    list.push_back({{"name", material.name}, {"hash", material.hash}});
  return list;
}

std::vector<Material> list_from(const ordered_json& origin, const char* key) {
  std::vector<Material> materials;
  if (!origin.contains(key)) return materials;
  for (const ordered_json& material : origin.at(key))
    materials.push_back({material.at("name").get<std::string>(), material.at("hash").get<std::string>()});
  return materials;
}

void add_changes(const std::vector<Material>& then, const std::vector<Material>& now,
                 std::vector<std::string>& changed) {
  const auto has = [](const std::vector<Material>& list, const Material& wanted) {
    return std::any_of(list.begin(), list.end(), [&](const Material& material) {
      return material.name == wanted.name && material.hash == wanted.hash;
    });
  };
  const auto has_name = [](const std::vector<Material>& list, const Material& wanted) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Material& material) { return material.name == wanted.name; });
  };
  for (const Material& material : then) {
    if (!has(now, material))
      changed.push_back(material.name + (has_name(now, material) ? " (another version)" : " (missing)"));
  }
  for (const Material& material : now) {
    if (!has_name(then, material)) changed.push_back(material.name + " (new)");
  }
}

}  // namespace

std::string Origin::to_json() const {
  ordered_json json{{"drawn_by", drawn_by}, {"recipe", recipe}};
  if (!typefaces.empty()) json["typefaces"] = list_json(typefaces);
  if (!strokes.empty()) json["strokes"] = list_json(strokes);
  return json.dump();
}

Origin Origin::from_json(const std::string& json, const std::string& where) {
  DUCTUS_CHECK(!json.empty(), "{}: nothing says how it was drawn", where);
  try {
    const auto origin = ordered_json::parse(json);
    return {origin.at("drawn_by").get<std::string>(), origin.at("recipe").get<std::string>(),
            list_from(origin, "typefaces"), list_from(origin, "strokes")};
  } catch (const nlohmann::json::exception&) {
    fail("{}: what says how it was drawn cannot be read", where);
  }
}

std::vector<std::string> changes(const Origin& then, const Origin& now) {
  std::vector<std::string> changed;
  add_changes(then.typefaces, now.typefaces, changed);
  add_changes(then.strokes, now.strokes, changed);
  return changed;
}

std::uintmax_t remove_drawn_folder(const std::filesystem::path& folder) {
  DUCTUS_CHECK(std::filesystem::is_directory(folder), "{}: no folder", folder.string());
  std::ifstream file(folder / kOriginFile);
  const auto origin = ordered_json::parse(file, nullptr, /*allow_exceptions=*/false);
  DUCTUS_CHECK(origin.is_object() && origin.contains("drawn_by"),
               "{}: not removed: no {} in it says that ductus drew it", folder.string(), kOriginFile);
  return std::filesystem::remove_all(folder);
}

}  // namespace ductus::data
