// PAGE XML (PRImA, 2010-2019): lines with polygons, baselines and transcripts.
#include <limits>
#include <pugixml.hpp>

#include "data/formats/line_formats.h"
#include "data/formats/xml_pages.h"

namespace ductus::data {
namespace {

/// The transcript of a line or a word: of several, the one with the lowest index. False when there is none.
bool read_text(const pugi::xml_node& node, std::string& text) {
  bool found = false;
  int lowest = std::numeric_limits<int>::max();
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) != "TextEquiv") continue;
    const int index = child.attribute("index").as_int(0);
    if (found && index >= lowest) continue;
    found = true;
    lowest = index;
    text = child_of(child, "Unicode").text().get();
  }
  return found;
}

/// The words' transcripts, where the line has none of its own.
bool read_words(const pugi::xml_node& line, std::string& text) {
  bool found = false;
  for (const pugi::xml_node& child : line.children()) {
    std::string word;
    if (local_name(child) != "Word" || !read_text(child, word)) continue;
    text += (found ? " " : "") + word;
    found = true;
  }
  return found;
}

XmlLine parse_line(const pugi::xml_node& node, const std::string& where) {
  XmlLine line;
  line.id = node.attribute("id").value();
  line.has_text = read_text(node, line.text) || read_words(node, line.text);
  const std::string place = where + ": line " + line.id;
  line.outline = parse_points(child_of(node, "Coords").attribute("points").value(), place);
  line.baseline = parse_points(child_of(node, "Baseline").attribute("points").value(), place);
  return line;
}

XmlPage parse_page(const pugi::xml_node& root, const std::string& where) {
  XmlPage page;
  const pugi::xml_node node = child_of(root, "Page");
  page.picture = picture_name(node.attribute("imageFilename").value());
  page.width = node.attribute("imageWidth").as_double();
  page.height = node.attribute("imageHeight").as_double();
  for (const pugi::xml_node& line : descendants_of(root, "TextLine"))
    page.lines.push_back(parse_line(line, where));
  return page;
}

}  // namespace

LineSet read_page_xml(const config::Node& options, const ReadContext& context) {
  return read_xml_pages(options, context, {"PAGE XML", "PcGts", parse_page});
}

}  // namespace ductus::data
