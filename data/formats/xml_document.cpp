#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "configs/schema/error.h"
#include "data/formats/xml_pages.h"
#include "data/line_text.h"

namespace ductus::data {
namespace {

/// Whether the bytes say that they are UTF-8, or nothing else: neither a mark of UTF-16 nor a declaration of
/// another encoding.
bool claims_utf8(std::string_view bytes) {
  if (bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0')) return false;
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") return false;
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{200}));
  const std::size_t at = declaration.find("encoding");
  if (declaration.find("<?xml") == std::string_view::npos || at == std::string_view::npos) return true;
  const std::string_view named = declaration.substr(at);
  return named.find("UTF-8") != std::string_view::npos || named.find("utf-8") != std::string_view::npos;
}

bool separates(char c) { return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void parse_xml(std::string_view bytes, const std::string& where, pugi::xml_document& document) {
  if (claims_utf8(bytes)) check_utf8(bytes, where);
  const pugi::xml_parse_result result = document.load_buffer(bytes.data(), bytes.size());
  DUCTUS_CHECK(result, "{}: byte {}: malformed XML ({})", where, result.offset, result.description());
  DUCTUS_CHECK(document.document_element(), "{}: expected XML, found no element", where);
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children()) {
    if (local_name(child) == name) return child;
  }
  return {};
}

std::vector<pugi::xml_node> descendants_of(const pugi::xml_node& node, std::string_view name) {
  struct Walker : pugi::xml_tree_walker {
    bool for_each(pugi::xml_node& node) override {
      if (local_name(node) == name) found.push_back(node);
      return true;
    }
    std::string_view name;
    std::vector<pugi::xml_node> found;
  } walker;
  walker.name = name;
  pugi::xml_node(node).traverse(walker);
  return walker.found;
}

Outline parse_points(std::string_view text, const std::string& where) {
  std::vector<double> numbers;
  const char *at = text.data(), *end = text.data() + text.size();
  for (;;) {
    while (at != end && separates(*at)) ++at;
    if (at == end) break;
    double number = 0;
    const auto [after, problem] = std::from_chars(at, end, number);
    DUCTUS_CHECK(problem == std::errc() && std::isfinite(number) && (after == end || separates(*after)),
                 "{}: expected points as 'x,y x,y', found '{}'", where, text.substr(0, 60));
    numbers.push_back(number);
    at = after;
  }
  DUCTUS_CHECK(numbers.size() % 2 == 0, "{}: expected points as 'x,y x,y', found {} numbers in '{}'", where,
               numbers.size(), text.substr(0, 60));
  Outline points;
  for (std::size_t i = 0; i < numbers.size(); i += 2) points.push_back({numbers[i], numbers[i + 1]});
  return points;
}

}  // namespace ductus::data
