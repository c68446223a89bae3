#include <algorithm>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "configs/schema/error.h"
#include "data/formats/xml_pages.h"
#include "data/text_lines.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

/// Whether the bytes are in UTF-16 or UTF-32: they begin with its mark, or with a '<' of several bytes.
/// Pugixml sees that too.
bool is_wide(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  return bytes[0] == '\0' || bytes[1] == '\0' || bytes.substr(0, 2) == "\xFF\xFE" ||
         bytes.substr(0, 2) == "\xFE\xFF";
}

/// The encoding that the XML declaration names, in lower case; empty: none.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), std::size_t{200}));
  const std::size_t at = declaration.find("encoding");
  if (declaration.find("<?xml") == std::string_view::npos || at == std::string_view::npos) return {};
  const std::size_t quote = std::min(declaration.find_first_of("\"'", at), declaration.size());
  std::string_view named = declaration.substr(std::min(quote + 1, declaration.size()));
  // all that an encoding's name may have: what follows is the quote, or no name and not for an error's line
  constexpr std::string_view kOfNames = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  named = named.substr(0, named.find_first_not_of(kOfNames));
  std::string name;
  for (const char c : named) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

/// Latin-1 and wide encodings are pugixml's to convert; all else must be UTF-8, of which ASCII is a part.
/// That a file was in UTF-16 before it was converted is often still written in it.
void check_encoding(std::string_view bytes, const std::string& where) {
  const std::string name = declared_encoding(bytes);
  if (is_wide(bytes) || name == "iso-8859-1" || name == "latin1") return;
  DUCTUS_CHECK(name.empty() || name == "utf-8" || name == "utf8" || name == "utf-16" || name == "us-ascii",
               "{}: expected XML in UTF-8, UTF-16 or ISO-8859-1, found the encoding '{}'", where, name);
  check_utf8(bytes, where);
}

bool separates(char c) { return c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

void parse_xml(std::string_view bytes, const std::string& where, pugi::xml_document& document) {
  check_encoding(bytes, where);
  const pugi::xml_parse_result result = document.load_buffer(bytes.data(), bytes.size());
  DUCTUS_CHECK(result, "{}: byte {}: malformed XML ({})", where, result.offset, result.description());
  DUCTUS_CHECK(document.document_element(), "{}: expected XML, found no element", where);
}

std::string picture_name(std::string_view given) {
  std::string name(trimmed(given));
  std::replace(name.begin(), name.end(), '\\', '/');
  return name;
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
    DUCTUS_CHECK(problem == std::errc() && std::abs(number) < kLargestCoordinate &&
                     (after == end || separates(*after)),
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
