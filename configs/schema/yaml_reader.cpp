#include "configs/schema/yaml_reader.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"
#include "configs/schema/numbers.h"

namespace ductus::config {
namespace {

std::string join_path(const std::string& parent, const std::string& key) {
  return parent.empty() ? key : parent + "." + key;
}

std::string place_text(const Position& position, const std::string& path) {
  const std::string place = position.text();
  const bool named_already = position.line == 0 && place == "--set " + path;
  return path.empty() || named_already ? place : place + ": " + path;
}

template <typename T>
std::string number_hint(const Value& value, Parsed result) {
  if (result == Parsed::kOutOfRange) {
    if constexpr (std::is_integral_v<T>) {
      return fmt::format("from {} to {} can be held", std::numeric_limits<T>::min(),
                         std::numeric_limits<T>::max());
    }
    return "too large or too small for a number of this precision";
  }
  double other = 0;
  if (value.quoted) return parse_number(value.text, other) == Parsed::kGood ? "leave the quotes out" : "";
  const bool not_whole = value.text.find_first_of(".eE") != std::string::npos;
  const bool real = std::is_integral_v<T> && not_whole && parse_number(value.text, other) == Parsed::kGood;
  return real ? "write it with digits only" : "";
}

template <typename T>
std::string to_text(const T& value) {
  return fmt::format("{}", value);
}

std::string read_file(const std::filesystem::path& path) {
  constexpr std::uintmax_t kLargest = 1 << 20;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) fail_usage("{}: no such file, expected a recipe", path.string());
  if (std::filesystem::is_directory(status)) fail_usage("{}: is a folder, expected a recipe", path.string());
  const std::uintmax_t size =
      std::filesystem::is_regular_file(status) ? std::filesystem::file_size(path, error) : 0;
  if (size > kLargest) {
    fail_usage("{}: has {} bytes, expected a recipe of at most {}", path.string(), size, kLargest);
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (size > 0 || !std::filesystem::is_regular_file(status)) text << file.rdbuf();
  if (!file || !text) fail("{}: cannot be read", path.string());
  return text.str();
}

}  // namespace

Node::Node(std::string path, ValuePtr value, ValuePtr effective)
    : path_(std::move(path)), value_(std::move(value)), effective_(std::move(effective)) {}

std::string Node::where() const { return place_text(value_->position, path_); }
bool Node::is_map() const { return value_->kind == Value::Kind::kMap; }
bool Node::is_sequence() const { return value_->kind == Value::Kind::kSequence; }
bool Node::is_scalar() const { return value_->kind == Value::Kind::kScalar; }
bool Node::is_null() const { return value_->kind == Value::Kind::kNull; }

void Node::reject(std::string_view problem) const { fail_usage("{}: {}", where(), problem); }

void Node::reject_as(std::string_view expected, std::string_view hint) const {
  const std::string end = hint.empty() ? std::string() : fmt::format(" ({})", hint);
  reject(fmt::format("expected {}, found {}{}", expected, kind_text(*value_), end));
}

void Node::reject_choice(const std::string& name, const std::vector<std::string>& names) const {
  reject(fmt::format("expected one of {}, found {}{}", fmt::join(names, ", "), kind_text(*value_),
                     did_you_mean(name, names)));
}

template <typename T>
T Node::scalar(const std::string& limits) const {
  const std::string expected = detail::type_text<T>(limits);
  if constexpr (std::is_same_v<T, std::string>) {
    if (is_null()) reject_as(expected, "'' is the empty text");
    if (!is_scalar()) reject_as(expected);
    return value_->text;
  } else if constexpr (std::is_same_v<T, bool>) {
    const bool is_bool =
        is_scalar() && !value_->quoted && (value_->text == "true" || value_->text == "false");
    if (!is_bool) reject_as(expected);
    return value_->text == "true";
  } else {
    T number{};
    if (!is_scalar()) reject_as(expected);
    const Parsed result = value_->quoted ? Parsed::kNoNumber : parse_number(value_->text, number);
    if (result != Parsed::kGood) reject_as(expected, number_hint<T>(*value_, result));
    return number;
  }
}

template <typename T>
void Node::put_scalar(const T& value) const {
  *effective_ = Value::scalar(to_text(value), std::is_same_v<T, std::string>);
}

#define DUCTUS_SCALAR(T)                                       \
  template T Node::scalar<T>(const std::string& limits) const; \
  template void Node::put_scalar<T>(const T& value) const;
DUCTUS_SCALAR(bool)
DUCTUS_SCALAR(int32_t)
DUCTUS_SCALAR(int64_t)
DUCTUS_SCALAR(uint32_t)
DUCTUS_SCALAR(uint64_t)
DUCTUS_SCALAR(float)
DUCTUS_SCALAR(double)
DUCTUS_SCALAR(std::string)
#undef DUCTUS_SCALAR

Node Node::put_element() const {
  return Node({}, nullptr, effective_->elements.emplace_back(std::make_shared<Value>()));
}

std::vector<Node> Node::elements() const {
  if (!is_sequence()) reject_as("a list", is_scalar() ? "a list of one is written [VALUE]" : "");
  *effective_ = Value::sequence();
  std::vector<Node> result;
  for (const ValuePtr& element : value_->elements) {
    result.push_back(
        Node(join_path(path_, std::to_string(result.size())), element, put_element().effective_));
  }
  return result;
}

Fields Node::fields() const {
  if (!is_map()) reject_as("a map of keys and values");
  if (effective_->kind != Value::Kind::kMap) *effective_ = Value::map();
  return Fields(*this);
}

std::pair<std::string, Node> Node::tagged() const {
  constexpr std::string_view kExpected = "a name, or a map of one name to its options";
  const auto effective_options = [&](const std::string& name) {  // kept when asked for a second time
    if (!effective_->find(name)) *effective_ = Value::map();
    return effective_->at(name);
  };
  if (is_map() && value_->fields.size() == 1) {
    const Value::Field& field = value_->fields[0];
    auto options = field.value;
    if (options->kind == Value::Kind::kNull) {  // `adam:` with nothing after it
      options = std::make_shared<Value>(Value::map());
      options->position = field.position;
    }
    return {field.key, Node(join_path(path_, field.key), options, effective_options(field.key))};
  }
  if (is_map() && !value_->fields.empty()) {
    reject(fmt::format("expected {}, found a map of {} names, '{}' and '{}' among them", kExpected,
                       value_->fields.size(), value_->fields[0].key, value_->fields[1].key));
  }
  if (!is_scalar()) reject_as(kExpected);
  auto options = std::make_shared<Value>(Value::map());
  options->position = value_->position;
  return {value_->text, Node(join_path(path_, value_->text), options, effective_options(value_->text))};
}

Node Fields::child(const std::string& key) {
  known_.push_back(key);
  return Node(join_path(map_.path_, key), map_.value_->find(key), map_.effective_->at(key));
}

std::optional<Node> Fields::node(const std::string& key) {
  if (has(key)) return child(key);
  known_.push_back(key);
  return std::nullopt;
}

Node Fields::required_node(const std::string& key) {
  if (has(key)) return child(key);
  for (const Value::Field& field : map_.value_->fields) {  // misspelt?
    const bool known = std::find(known_.begin(), known_.end(), field.key) != known_.end();
    if (!known && !nearest(field.key, {key}).empty())
      fail_usage("{}: unknown key '{}', expected '{}'",
                 place_text(field.position, join_path(map_.path_, field.key)), field.key, key);
  }
  map_.reject(fmt::format("key '{}' is missing", key));
}

Node Fields::node_or(const std::string& key, const std::string& yaml) {
  Node node = child(key);
  if (!node.present()) node.value_ = parse_yaml(yaml, "default of " + node.path_);
  return node;
}

bool Fields::has(const std::string& key) const { return map_.value_->find(key) != nullptr; }

void Fields::finish() const {
  for (const Value::Field& field : map_.value_->fields) {
    if (std::find(known_.begin(), known_.end(), field.key) != known_.end()) continue;
    const std::string valid = known_.empty() ? "no keys" : fmt::format("one of: {}", fmt::join(known_, ", "));
    fail_usage("{}: unknown key '{}', expected {}{}",
               place_text(field.position, join_path(map_.path_, field.key)), field.key, valid,
               did_you_mean(field.key, known_));
  }
}

void Fields::reject(const std::string& key, std::string_view problem) const {
  const ValuePtr value = map_.value_->find(key);
  const Position& position = value ? value->position : map_.value_->position;
  fail_usage("{}: {}", place_text(position, join_path(map_.path_, key)), problem);
}

std::string Node::effective() const { return write_yaml(*effective_); }

std::string Node::verbatim() const { return write_yaml(*value_); }

std::filesystem::path Node::file() const {
  const Position& position = value_->position;
  return position.line > 0 && position.name ? *position.name : std::string();
}

void Node::record_yaml(const std::string& yaml) const { *effective_ = *parse_yaml(yaml, path_); }

Document::Document(ValuePtr root) : root_(std::move(root)), effective_(std::make_shared<Value>()) {}

Document Document::load(const std::filesystem::path& path) { return parse(read_file(path), path.string()); }

Document Document::parse(std::string_view text, const std::string& name) {
  return Document(parse_yaml(text, name));
}

void Document::set(const std::string& assignment) { override_value(*root_, assignment); }

void Document::set(const std::vector<std::string>& assignments) {
  for (const std::string& assignment : assignments) set(assignment);
}

Node Document::root() const { return Node({}, root_, effective_); }

std::string Document::effective() const { return write_yaml(*effective_); }

}  // namespace ductus::config
