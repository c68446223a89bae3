// The parser's events become a tree. yaml-cpp's own nodes would have lost duplicate keys by then.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <set>
#include <sstream>

#include "configs/schema/error.h"
#include "configs/schema/yaml_tree.h"

namespace ductus::config {
namespace {

/// What is being parsed.
struct Source {
  std::shared_ptr<const std::string> name;
  Places places;

  Position at(const YAML::Mark& mark) const {
    return places == Places::kLines ? Position{name, mark.line + 1, mark.column + 1} : Position{name, 0, 0};
  }
};

/// Builds the tree out of the parser's events.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Source source) : source_(std::move(source)) {}

  /// The tree once the parser is through; null for an empty text.
  ValuePtr finish() const {
    if (!odd_key_.empty()) fail_usage("{}", odd_key_);
    return root_;
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) fail_usage("{}: a second document, expected one", source_.at(mark).text());
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add(mark, "?", anchor, Value{}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    add(mark, tag, anchor, Value::scalar(text, tag == "!"));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back({add(mark, tag, anchor, Value::sequence()), {}, {}});
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back({add(mark, tag, anchor, Value::map()), {}, {}});
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  /// A list or map whose end has not come yet.
  struct Open {
    ValuePtr value;
    std::optional<Value> key;  // of a map: the key that waits for its value
    std::set<std::string> keys;
  };

  ValuePtr add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Value&& value) {
    value.position = source_.at(mark);
    if (anchor != YAML::NullAnchor) refuse_anchor(mark);
    if (!tag.empty() && tag != "?" && tag != "!") {
      fail_usage("{}: tag '{}' (tags are not part of recipes)", value.position.text(), tag);
    }
    const bool is_key = !open_.empty() && open_.back().value->kind == Value::Kind::kMap && !open_.back().key;
    if (is_key) take_key(value);
    auto result = std::make_shared<Value>(std::move(value));
    if (!is_key) place(result);
    return result;
  }

  void take_key(const Value& key) {
    if (key.kind != Value::Kind::kScalar && odd_key_.empty()) {
      odd_key_ = fmt::format("{}: expected a key, found {}", key.position.text(), kind_text(key));
    }
    open_.back().key = key;
    if (key.kind != Value::Kind::kScalar) return;
    if (!open_.back().keys.insert(key.text).second) {
      fail_usage("{}: key '{}' is given twice", key.position.text(), key.text);
    }
  }

  void place(const ValuePtr& value) {
    if (open_.empty()) {
      root_ = value;
    } else if (Open& parent = open_.back(); parent.value->kind == Value::Kind::kSequence) {
      parent.value->elements.push_back(value);
    } else {
      // of nothing at all the parser has no place
      if (value->kind == Value::Kind::kNull) value->position = parent.key->position;
      parent.value->fields.push_back({parent.key->text, parent.key->position, value});
      parent.key.reset();
    }
  }

  [[noreturn]] void refuse_anchor(const YAML::Mark& mark) const {
    fail_usage("{}: an anchor or alias (they are not part of recipes; write the value out)",
               source_.at(mark).text());
  }

  Source source_;
  ValuePtr root_;
  std::vector<Open> open_;
  int documents_ = 0;
  std::string odd_key_;  // reported last: to the parser a bracket that is never closed looks like a key
};

/// The bytes of the UTF-8 character (RFC 3629) at the start of a text; 0: it is none, or a control character.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  const bool white = first == '\n' || first == '\r' || first == '\t';
  if (first < 0x80) return white || (first >= 0x20 && first != 0x7f) ? 1 : 0;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  unsigned code = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
    code = code << 6U | (byte(i) & 0x3fU);
  }
  constexpr unsigned kLowest[] = {0, 0, 0xa0, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return first < 0xc2 || first > 0xf4 || code < kLowest[length] || code > 0x10ffff || surrogate ? 0 : length;
}

/// yaml-cpp takes some control characters for the end of the file and would drop the rest in silence.
void refuse_odd_bytes(std::string_view text, const Source& source) {
  YAML::Mark mark;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      fail_usage("{}: byte 0x{:02x}, expected text in UTF-8 without control characters",
                 source.at(mark).text(), static_cast<unsigned char>(text[0]));
    }
    mark.column = text[0] == '\n' ? 0 : mark.column + 1;
    mark.line += text[0] == '\n';
    text.remove_prefix(length);
  }
}

/// The text with an end marker, without which yaml-cpp lets a quote stay open at the end of the file.
std::string with_end(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result.back() != '\n') result += '\n';
  return result + "...\n";
}

/// yaml-cpp's message, where it does not speak of something else.
std::string complaint(const std::string& message) {
  if (message == YAML::ErrorMsg::DOC_IN_SCALAR) return "a quote is not closed";
  if (message == YAML::ErrorMsg::BAD_FILE) return "nested too deeply";
  return message;
}

}  // namespace

ValuePtr parse_yaml(std::string_view text, const std::string& name, Places places) {
  const Source source{std::make_shared<const std::string>(name), places};
  refuse_odd_bytes(text, source);
  TreeBuilder builder(source);
  std::istringstream stream(with_end(text));
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    fail_usage("{}: invalid YAML: {}", source.at(error.mark).text(), complaint(error.msg));
  }
  if (ValuePtr root = builder.finish()) return root;
  Value nothing;
  nothing.position = source.at(YAML::Mark());
  return std::make_shared<Value>(std::move(nothing));
}

}  // namespace ductus::config
