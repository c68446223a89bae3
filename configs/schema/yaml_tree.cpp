#include "configs/schema/yaml_tree.h"

#include <yaml-cpp/emitter.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <set>

#include "configs/schema/error.h"

namespace ductus::config {
namespace {

std::vector<std::string> split_path(std::string_view path, const std::string& where) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    parts.emplace_back(path.substr(start, end - start));
    if (parts.back().empty()) fail_usage("{}: expected key.key=value, found an empty key", where);
    start = end + 1;
  }
  return parts;
}

/// The place of one step of an override's path, made when it may be.
ValuePtr& step(Value& value, const std::string& part, const Position& position) {
  if (value.kind == Value::Kind::kSequence) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool is_index = error == std::errc() && end == part.data() + part.size();
    if (is_index && index < value.elements.size()) return value.elements[index];
    fail_usage("{}: '{}' is no element of the list, expected a number below {}", position.text(), part,
               value.elements.size());
  }
  // a plug-in without options, `adam`, on the way to one of its options
  const bool bare = value.kind == Value::Kind::kScalar && value.text == part;
  if (value.kind == Value::Kind::kNull || bare) {
    const Position place = value.position;
    value = Value::map();
    value.position = place;
  }
  if (value.kind != Value::Kind::kMap) {
    fail_usage("{}: '{}' would be a key of {} at {}, expected a map there", position.text(), part,
               kind_text(value), value.position.text());
  }
  ValuePtr& result = value.at(part, position);
  if (!result->position.name) result->position = position;
  return result;
}

/// A text as an error shows it: on one line, and not all of a long one.
std::string shortened(std::string text) {
  constexpr std::size_t kShown = 60;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // between two characters
  return text.substr(0, end) + "...";
}

/// Whether a text stays a text when it is read back without quotes.
bool plain_is_safe(const std::string& text) {
  static const std::set<std::string> words{"true", "false", "null", "yes", "no", "on",
                                           "off",  "y",     "n",    "inf", "nan"};
  if (text.empty() || !std::isalpha(static_cast<unsigned char>(text[0]))) return false;
  const bool simple = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '-' || c == '.' || c == '/';
  });
  std::string lower = text;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return simple && words.count(lower) == 0;
}

void emit(YAML::Emitter& out, const Value& value) {
  switch (value.kind) {
    case Value::Kind::kNull:
      out << YAML::Null;
      break;
    case Value::Kind::kScalar:
      if (value.quoted && !plain_is_safe(value.text)) out << YAML::DoubleQuoted;
      out << value.text;
      break;
    case Value::Kind::kSequence: {
      const bool flat =
          std::all_of(value.elements.begin(), value.elements.end(), [](const ValuePtr& element) {
            return element->kind == Value::Kind::kScalar || element->kind == Value::Kind::kNull;
          });
      out << (flat ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
      for (const ValuePtr& element : value.elements) emit(out, *element);
      out << YAML::EndSeq;
      break;
    }
    case Value::Kind::kMap:
      out << (value.fields.empty() ? YAML::Flow : YAML::Block) << YAML::BeginMap;
      for (const Value::Field& field : value.fields) {
        out << YAML::Key;
        emit(out, Value::scalar(field.key, true));
        out << YAML::Value;
        emit(out, *field.value);
      }
      out << YAML::EndMap;
      break;
  }
}

}  // namespace

std::string Position::text() const {
  const std::string& file = name ? *name : std::string();
  return line == 0 ? file : fmt::format("{}:{}:{}", file, line, column);
}

Value Value::scalar(std::string text, bool quoted) {
  Value value;
  value.kind = Kind::kScalar;
  value.text = std::move(text);
  value.quoted = quoted;
  return value;
}

Value Value::sequence() {
  Value value;
  value.kind = Kind::kSequence;
  return value;
}

Value Value::map() {
  Value value;
  value.kind = Kind::kMap;
  return value;
}

ValuePtr Value::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key == key) return field.value;
  }
  return nullptr;
}

ValuePtr& Value::at(const std::string& key, const Position& place) {
  for (Field& field : fields) {
    if (field.key == key) return field.value;
  }
  return fields.emplace_back(Field{key, place, std::make_shared<Value>()}).value;
}

std::string kind_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::kNull:
      return "nothing";
    case Value::Kind::kSequence:
      return "a list";
    case Value::Kind::kMap:
      return "a map";
    case Value::Kind::kScalar:
      break;
  }
  const std::string text = shortened(value.text);
  return value.quoted ? fmt::format("the text '{}'", text) : fmt::format("'{}'", text);
}

void override_value(Value& root, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    fail_usage("--set {}: expected key=value, as in --set train.epochs=5", assignment);
  }
  const std::string path = assignment.substr(0, equals);
  const std::string where = "--set " + path;
  const ValuePtr value =
      parse_yaml(std::string_view(assignment).substr(equals + 1), where, Places::kNameOnly);
  const Position position = value->position;
  Value* target = &root;
  const std::vector<std::string> parts = split_path(path, where);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) target = step(*target, parts[i], position).get();
  step(*target, parts.back(), position) = value;
}

std::string write_yaml(const Value& value) {
  YAML::Emitter out;
  emit(out, value);
  if (!out.good()) fail("recipe: cannot be written as YAML: {}", out.GetLastError());
  return std::string(out.c_str(), out.size()) + "\n";
}

}  // namespace ductus::config
