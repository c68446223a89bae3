// What PAGE XML and ALTO have in common: a file a page, with the picture's name and its lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/formats/page_lines.h"
#include "data/line_set.h"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace ductus::data {

/// A line as an XML file has it.
struct XmlLine {
  std::string id;  ///< empty: it has none
  bool has_text = false;
  std::string text;
  Outline outline;  ///< empty: none
  Outline baseline;
};

/// A page as an XML file has it.
struct XmlPage {
  std::string picture;  ///< empty: it is not named
  double width = 0;     ///< of the picture in pixels, as outlines count them; 0: not said
  double height = 0;
  std::vector<XmlLine> lines;
};

/// A kind of XML file.
struct XmlKind {
  const char* name;  ///< "PAGE XML", for errors
  const char* root;  ///< local name of the root element
  /// Throws ductus::Error; `where` opens its message.
  XmlPage (*parse)(const pugi::xml_node& root, const std::string& where);
};

/// A picture's name as an XML file gives it: without blanks around it, and a Windows path with '/'.
std::string picture_name(std::string_view given);

/// Reads `path`: one XML file, or all of a folder or an archive. The option `root` says where pictures are,
/// when they are neither beside their XML file nor one folder above it.
LineSet read_xml_pages(const config::Node& options, const ReadContext& context, const XmlKind& kind);

/// Parses a document. Throws ductus::Error with `where` and the byte where it is malformed or no UTF-8.
void parse_xml(std::string_view bytes, const std::string& where, pugi::xml_document& document);

/// An element's name without its namespace's prefix.
std::string_view local_name(const pugi::xml_node& node);

/// The first child element of that local name; a null node when there is none.
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);

/// All elements of that local name below a node, in the order of the document.
std::vector<pugi::xml_node> descendants_of(const pugi::xml_node& node, std::string_view name);

/// Coordinates and sizes are less, in pixels: what is cut is far from any integer's bounds.
constexpr double kLargestCoordinate = 1e9;

/// "x,y x,y" or "x y x y". Throws ductus::Error on anything else; `where` opens its message.
Outline parse_points(std::string_view text, const std::string& where);

}  // namespace ductus::data
