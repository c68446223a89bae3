#include "data/synth/stroke_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "configs/schema/error.h"
#include "data/content_hash.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

using nlohmann::json;

constexpr double kFarthest = 1e6;  // of a coordinate

// Of a character's longest side: less is a trembling hand or a fast sensor, more would not bend.
constexpr float kShortestStep = 0.015F, kLongestStep = 0.03F;

/// What is there instead, short enough for an error's line.
std::string found(const json& value) {
  if (value.is_object()) return "a map";
  if (value.is_array()) return fmt::format("a list of {}", value.size());
  const std::string text = value.dump(-1, ' ', /*ensure_ascii=*/true, json::error_handler_t::replace);
  return text.size() > 40 ? text.substr(0, 40) + "..." : text;
}

const json& list_of(const json& value, const std::string& where, const char* what) {
  DUCTUS_CHECK(value.is_array(), "{}: expected a list of {}, found {}", where, what, found(value));
  DUCTUS_CHECK(!value.empty(), "{}: expected {}, found an empty list", where, what);
  return value;
}

Point point_of(const json& value, const std::string& where) {
  const bool pair = value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number();
  DUCTUS_CHECK(pair, "{}: expected a point [x, y], found {}", where, found(value));
  const double x = value[0].get<double>(), y = value[1].get<double>();
  DUCTUS_CHECK(std::fabs(x) <= kFarthest && std::fabs(y) <= kFarthest,
               "{}: expected coordinates of at most {}, found [{}, {}]", where, kFarthest, x, y);
  return {static_cast<float>(x), static_cast<float>(y)};
}

/// To a longest side of 1, in points as close as outlines have them.
void normalise(PenStrokes& strokes, const std::string& where) {
  const Box box = bounds(strokes.points);
  const float size = std::max(box.width(), box.height());
  if (size > 0) fit(strokes.points, box, {{0, 0}, {box.width() / size, box.height() / size}});
  space_out(strokes, kShortestStep, kLongestStep);
  DUCTUS_CHECK(strokes.points.size() <= kMostStrokePoints,
               "{}: more ink than a character has: {} points at {} of its size, expected at most {}", where,
               strokes.points.size(), kLongestStep, kMostStrokePoints);
}

PenStrokes character_of(const json& value, const std::string& where) {
  PenStrokes strokes;
  for (const json& stroke : list_of(value, where, "strokes")) {
    const std::string here = fmt::format("{}, stroke {}", where, strokes.ends.size() + 1);
    std::size_t number = 0;
    for (const json& point : list_of(stroke, here, "points [x, y]"))
      strokes.points.push_back(point_of(point, fmt::format("{}, point {}", here, ++number)));
    strokes.ends.push_back(static_cast<int>(strokes.points.size()));
  }
  normalise(strokes, where);
  return strokes;
}

json parse(const std::filesystem::path& path) {
  const MappedFile file(path);
  try {
    return json::parse(file.text());
  } catch (const json::parse_error& error) {
    fail("{}: no JSON from byte {} on (expected pen strokes as Chars74K has them)", path.string(),
         error.byte);
  } catch (const json::exception&) {
    fail("{}: no JSON that can be read: a number is out of range", path.string());
  }
}

void check_complete(const StrokeSet& set, const Alphabet& alphabet, const json& file,
                    const std::string& where) {
  std::string missing;
  for (std::size_t label = 0; label < alphabet.size(); ++label) {
    if (set.drawings[label].empty()) missing += " " + alphabet[label];
  }
  DUCTUS_CHECK(missing.empty(), "{}: has no characters for{} (it has {} classes)", where, missing,
               file.size());
}

}  // namespace

StrokeSet load_strokes(const std::filesystem::path& path, const Alphabet& alphabet) {
  const std::string where = path.string();
  const json file = parse(path);
  DUCTUS_CHECK(file.is_object(), "{}: expected a map of classes, {{\"A\": [...]}}, found {}", where,
               found(file));
  StrokeSet set{path.filename().string(), file_hash(path), {}};
  set.drawings.resize(alphabet.size());
  for (const auto& [symbol, characters] : file.items()) {
    const int32_t label = alphabet.find(symbol);
    const std::string in_class = fmt::format("{}: {}", where, json(symbol).dump());
    std::size_t number = 0;
    for (const json& character : list_of(characters, in_class, "characters")) {
      PenStrokes strokes = character_of(character, fmt::format("{}, character {}", in_class, ++number));
      if (label >= 0) set.drawings[static_cast<std::size_t>(label)].push_back(std::move(strokes));
    }
  }
  check_complete(set, alphabet, file, where);
  return set;
}

}  // namespace ductus::data
