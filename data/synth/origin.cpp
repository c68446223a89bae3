#include "data/synth/origin.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"

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
  if (!layout_as.empty()) json["layout_as"] = layout_as;
  if (!files.empty()) json["files"] = list_json(files);
  if (!typefaces.empty()) json["typefaces"] = list_json(typefaces);
  if (!strokes.empty()) json["strokes"] = list_json(strokes);
  return json.dump();
}

Origin Origin::from_json(const std::string& json, const std::string& where) {
  DUCTUS_CHECK(!json.empty(), "{}: nothing says how it was drawn", where);
  try {
    const auto origin = ordered_json::parse(json);
    return {origin.at("drawn_by").get<std::string>(),
            origin.at("recipe").get<std::string>(),
            list_from(origin, "typefaces"),
            list_from(origin, "strokes"),
            list_from(origin, "files"),
            origin.value("layout_as", "")};
  } catch (const nlohmann::json::exception&) {
    fail("{}: what says how it was drawn cannot be read", where);
  }
}

std::vector<std::string> changes(const Origin& then, const Origin& now) {
  std::vector<std::string> changed;
  add_changes(then.files, now.files, changed);
  add_changes(then.typefaces, now.typefaces, changed);
  add_changes(then.strokes, now.strokes, changed);
  return changed;
}

void check_unchanged(const Origin& then, const Origin& now, const std::string& where) {
  const auto changed = changes(then, now);
  DUCTUS_CHECK(changed.empty(), "{}: drawn with something else than is there now: {}", where,
               fmt::join(changed, ", "));
}

void check_resumable(const Origin& then, const Origin& now, const std::string& where) {
  std::vector<std::string> other = changes(then, now);
  if (then.recipe != now.recipe) other.insert(other.begin(), "another recipe");
  if (then.drawn_by != now.drawn_by) other.push_back(then.drawn_by);
  if (then.layout_as != now.layout_as) other.push_back("files that lie as " + then.layout_as);
  DUCTUS_CHECK(other.empty(), "{}: drawn with {} (--overwrite begins anew)", where, fmt::join(other, ", "));
}

}  // namespace ductus::data
