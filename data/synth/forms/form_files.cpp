#include "data/synth/forms/form_files.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "data/png.h"

namespace ductus::data {
namespace {

using Json = nlohmann::ordered_json;

/// To a tenth of a pixel.
Json json_of(const Quad& quad) {
  Json corners = Json::array();
  const auto tenths = [](float px) { return std::round(static_cast<double>(px) * 10) / 10; };
  for (const Point p : quad) corners.push_back({tenths(p.x), tenths(p.y)});
  return corners;
}

/// Of a whole number: the smallest rectangle along its line.
Json ink_json(const std::vector<InkedCharacter>& characters) {
  if (characters.empty()) return nullptr;
  std::vector<Quad> quads;
  for (const InkedCharacter& character : characters) quads.push_back(character.quad);
  return json_of(hull_along_line(quads.data(), quads.size()));
}

Json json_of(const DrawnField& drawn) {
  const FormField& field = drawn.field;
  Json json{{"label", field.label},
            {"value", field.value},
            {"type", number_types().name(field.type)},
            {"kind", field_kinds().name(field.kind)},
            {"colour", field.red ? "red" : "blue"},
            {"box", json_of(drawn.box)},
            {"cells", Json::array()},
            {"crosses", drawn.crosses},
            {"ink", ink_json(drawn.characters)},
            {"characters", Json::array()},
            {"label_quad", json_of(drawn.label)}};
  for (const Quad& cell : drawn.cells) json["cells"].push_back(json_of(cell));
  for (const InkedCharacter& character : drawn.characters)
    json["characters"].push_back({{"text", character.text}, {"quad", json_of(character.quad)}});
  return json;
}

Json json_of(const std::string& name, const std::string& hash) { return {{"name", name}, {"hash", hash}}; }

}  // namespace

std::string form_json(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands, uint64_t seed) {
  Json json{{"width", drawn.image.width},    {"height", drawn.image.height}, {"title", drawn.title},
            {"paper", json_of(drawn.paper)}, {"fields", Json::array()},      {"decoys", Json::array()}};
  for (const DrawnField& field : drawn.fields) json["fields"].push_back(json_of(field));
  for (const Decoy& decoy : drawn.decoys)
    json["decoys"].push_back({{"kind", decoy.kind}, {"text", decoy.text}, {"quad", json_of(decoy.quad)}});
  const Typeface &labels = typefaces[drawn.label_typeface], &numbers = typefaces[drawn.number_typeface];
  const Material hand = hands.material(drawn.hand);
  json["draw"] = {{"seed", seed},
                  {"index", drawn.index},
                  {"label_typeface", json_of(labels.name, labels.hash)},
                  {"number_typeface", json_of(numbers.name, numbers.hash)},
                  {"handwriting", json_of(hand.name, hand.hash)}};
  return json.dump() + "\n";
}

std::vector<DrawnFile> files_of(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands,
                                uint64_t seed) {
  const std::filesystem::path name = sample_name(drawn.index);
  return {{name / "image.png", encode_photo_png(drawn.image)},
          {name / "clean.png", encode_photo_png(drawn.clean)},
          {name / "form.json", form_json(drawn, typefaces, hands, seed)}};
}

}  // namespace ductus::data
