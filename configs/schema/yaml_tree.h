// A recipe as a tree of values with their places; parsed, overridden and written without judging what the
// keys mean.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::config {

struct Value;
using ValuePtr = std::shared_ptr<Value>;

/// "recipe.yaml:12:3", or "--set train.epochs" (line 0) for what came from an override.
struct Position {
  std::shared_ptr<const std::string> name;
  int line = 0;  // from 1
  int column = 0;

  std::string text() const;
};

struct Value {
  enum class Kind { kNull, kScalar, kSequence, kMap };

  struct Field {
    std::string key;
    Position position;  // of the key
    ValuePtr value;
  };

  Kind kind = Kind::kNull;
  Position position;
  std::string text;                // kScalar
  bool quoted = false;             // kScalar: in quotes, or a block of text: it is no number and no bool
  std::vector<ValuePtr> elements;  // kSequence
  std::vector<Field> fields;       // kMap, in the order of the file

  static Value scalar(std::string text, bool quoted);
  static Value sequence();
  static Value map();

  /// The value of a key, or null.
  ValuePtr find(std::string_view key) const;
  /// The value of a key, made (as kNull) at the end when absent.
  ValuePtr& at(const std::string& key, const Position& position = {});
};

/// What an error says was found: "'12'", "the text '12'" (quoted), "a list", "a map", "nothing".
std::string kind_text(const Value& value);

/// Whether places have lines and columns; those of an override would say nothing.
enum class Places { kLines, kNameOnly };

/// One YAML document; an empty text is kNull. Throws ductus::Error (usage) with name:line:column on invalid
/// YAML, a duplicate key, a key that is no scalar, an anchor or alias, a tag, a byte that is no UTF-8, a
/// control character, a second document.
ValuePtr parse_yaml(std::string_view text, const std::string& name, Places places = Places::kLines);

/// Puts `assignment`, "a.b.0.c=YAML", into the tree. Throws ductus::Error (usage) where the path leads
/// nowhere.
void override_value(Value& root, const std::string& assignment);

/// Block style, lists of scalars in one line, texts quoted where they could be taken for something else.
std::string write_yaml(const Value& value);

}  // namespace ductus::config
