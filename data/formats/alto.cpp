// ALTO (Library of Congress, versions 2 to 4): lines with boxes, or polygons and baselines, and their words.
#include <array>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "configs/schema/error.h"
#include "data/formats/line_formats.h"
#include "data/formats/xml_pages.h"

namespace ductus::data {
namespace {

/// Words with a space for each SP between them; where a line has no SP at all, between all words.
void read_text(const pugi::xml_node& node, XmlLine& line) {
  const bool has_spaces = static_cast<bool>(child_of(node, "SP"));
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "SP") line.text += ' ';
    if (name != "String" && name != "HYP") continue;
    if (!has_spaces && name == "String" && line.has_text) line.text += ' ';
    line.text += child.attribute("CONTENT").value();
    line.has_text = true;
  }
}

double parse_number(const pugi::xml_attribute& attribute, const std::string& where) {
  const std::string_view text = attribute.value();
  double number = 0;
  const auto [after, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  DUCTUS_CHECK(
      problem == std::errc() && after == text.data() + text.size() && std::abs(number) < kLargestCoordinate,
      "{}: expected {} to be a number, found '{}'", where, attribute.name(), text);
  return number;
}

/// The box, or nothing where the line has none.
Outline box_of(const pugi::xml_node& node, const std::string& where) {
  std::array<double, 4> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    constexpr std::array<const char*, 4> kNames = {"HPOS", "VPOS", "WIDTH", "HEIGHT"};
    const pugi::xml_attribute attribute = node.attribute(kNames[i]);
    if (!attribute) return {};
    values[i] = parse_number(attribute, where);
  }
  const auto [x, y, width, height] = values;
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

/// Points, or (before version 4.2) the one height at which the line stands, which says nothing of direction.
Outline baseline_of(const pugi::xml_node& node, const std::string& where) {
  const std::string_view text = node.attribute("BASELINE").value();
  return text.find_first_of(", ") == std::string_view::npos ? Outline{} : parse_points(text, where);
}

XmlLine parse_line(const pugi::xml_node& node, const std::string& where) {
  XmlLine line;
  line.id = node.attribute("ID").value();
  const std::string place = where + ": line " + line.id;
  read_text(node, line);
  line.outline =
      parse_points(child_of(child_of(node, "Shape"), "Polygon").attribute("POINTS").value(), place);
  if (line.outline.empty()) line.outline = box_of(node, place);
  line.baseline = baseline_of(node, place);
  return line;
}

XmlPage parse_page(const pugi::xml_node& root, const std::string& where) {
  const pugi::xml_node description = child_of(root, "Description");
  const std::string unit = LineText().apply(child_of(description, "MeasurementUnit").text().get());
  DUCTUS_CHECK(unit.empty() || unit == "pixel", "{}: expected the MeasurementUnit pixel, found {}", where,
               unit);
  const std::vector<pugi::xml_node> pages = descendants_of(root, "Page");
  DUCTUS_CHECK(pages.size() <= 1, "{}: expected one Page, as there is one picture, found {}", where,
               pages.size());
  XmlPage page;
  if (!pages.empty()) {
    page.width = pages[0].attribute("WIDTH").as_double();
    page.height = pages[0].attribute("HEIGHT").as_double();
  }
  const pugi::xml_node source = child_of(description, "sourceImageInformation");
  page.picture = picture_name(child_of(source, "fileName").text().get());
  for (const pugi::xml_node& line : descendants_of(root, "TextLine"))
    page.lines.push_back(parse_line(line, where));
  return page;
}

}  // namespace

LineSet read_alto(const config::Node& options, const ReadContext& context) {
  return read_xml_pages(options, context, {"ALTO", "alto", parse_page});
}

}  // namespace ductus::data
