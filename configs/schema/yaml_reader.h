// Strict reading of recipes (YAML 1.2 subset): every key known, every value of its type and in its range.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "configs/schema/checks.h"
#include "configs/schema/yaml_tree.h"

namespace ductus::config {

class Fields;

/// One value of a recipe with its place. All errors are usage errors of the form
/// "recipe.yaml:12:3: train.epochs: expected a whole number from 1 to 10000, found 'many' (hint)".
///
/// Types: bool ("true" or "false"), int32_t, int64_t, uint32_t, uint64_t (digits only, no '1e3'), float and
/// double (finite), std::string (any plain or quoted scalar, verbatim), std::optional<T> (null is none),
/// std::vector<T>, std::array<T, N>.
class Node {
 public:
  /// "data.sources.0.mnist"; "" for the whole recipe. The same form as `--set` takes.
  const std::string& path() const { return path_; }
  /// "recipe.yaml:12:3: data.sources", or "--set data.sources" for what an override gave.
  std::string where() const;

  bool is_map() const;
  bool is_sequence() const;
  bool is_scalar() const;
  bool is_null() const;

  /// The value as a T, within `check` when one is given: Range, OneOf (std::string) or Choice<E> (T = E).
  template <typename T>
  T as() const;
  template <typename T, typename Check>
  T as(const Check& check) const;

  /// The elements of a list; an error for anything else.
  std::vector<Node> elements() const;

  /// The fields of a map; an error for anything else.
  Fields fields() const;

  /// A plug-in and its options: `{adam: {lr: 0.001}}` -> ("adam", that map), `adam` -> ("adam", an empty
  /// map).
  std::pair<std::string, Node> tagged() const;

  /// YAML of what was read of this part up to now, defaults filled in: Document::effective() of the part
  /// alone.
  std::string effective() const;

  /// YAML of the part as it was given.
  std::string verbatim() const;

  /// The name of the document that the value stands in, its path where it was loaded from a file; "" of an
  /// override.
  std::filesystem::path file() const;

  /// Puts a value, or YAML, in the place of this part in the effective recipe: for what was read by other
  /// means.
  template <typename T>
  void record(const T& value) const;
  void record_yaml(const std::string& yaml) const;

  /// Throws the usage error "<where()>: <problem>": for what only the caller can check.
  [[noreturn]] void reject(std::string_view problem) const;

 private:
  friend class Document;
  friend class Fields;

  Node(std::string path, ValuePtr value, ValuePtr effective);

  bool present() const { return value_ != nullptr; }
  [[noreturn]] void reject_as(std::string_view expected, std::string_view hint = {}) const;
  [[noreturn]] void reject_choice(const std::string& name, const std::vector<std::string>& names) const;

  template <typename T>
  T scalar(const std::string& limits) const;
  template <typename T>
  void put_scalar(const T& value) const;
  template <typename T, typename Check>
  void read(T& value, const Check& check) const;
  template <typename T, typename Check>
  void put(const T& value, const Check& check) const;
  Node put_element() const;

  std::string path_;
  ValuePtr value_;      // null: the recipe says nothing here
  ValuePtr effective_;  // where what was read, or the default, is recorded
};

/// The fields of a map, read one by one; finish() then refuses whatever was not asked for.
///
///     Fields f = node.fields();
///     f.optional("epochs", config.epochs, Range{1, 10000});
///     f.required("net", config.net);
///     f.optional("weights", config.weights, Choice<Weights>{{"none", Weights::kNone}, {"sqrt",
///     Weights::kSqrt}}); f.finish();
class Fields {
 public:
  /// Leaves `value` as it is when the key is absent: the default is what the struct says.
  template <typename T, typename Check = Any>
  void optional(const std::string& key, T& value, const Check& check = {});

  template <typename T, typename Check = Any>
  void required(const std::string& key, T& value, const Check& check = {});

  /// A part to be read by someone else: lists, plug-ins, sub-maps.
  std::optional<Node> node(const std::string& key);
  Node required_node(const std::string& key);
  /// When the key is absent, the part as this YAML: node_or("augment", "[]"), node_or("optimizer", "adam"),
  /// and node_or("split", "{}") for a sub-map whose defaults shall stand in the effective recipe.
  Node node_or(const std::string& key, const std::string& yaml);

  bool has(const std::string& key) const;

  /// Throws on the first key of the map that none of the calls above named, with the nearest that one did.
  void finish() const;

  /// Throws the usage error at a key's place (at the map's where the key is absent): for checks across keys.
  [[noreturn]] void reject(const std::string& key, std::string_view problem) const;

 private:
  friend class Node;
  explicit Fields(Node map) : map_(std::move(map)) {}

  /// The field as a node, absent or not; its key is known from here on.
  Node child(const std::string& key);

  Node map_;
  std::vector<std::string> known_;
};

/// A recipe: YAML text, plus overrides, read through root().
class Document {
 public:
  /// Throws ductus::Error on a file that cannot be read, invalid YAML, a duplicate key, an alias, a second
  /// document.
  static Document load(const std::filesystem::path& path);
  /// `name` stands in errors where a file's name would.
  static Document parse(std::string_view text, const std::string& name);

  /// Overrides one value before reading: "train.epochs=5", "data.sources.0.mnist.part=test" (list elements by
  /// number). The value is YAML. Maps on the way are made when they are absent, so that the reader's own
  /// checks judge the key.
  void set(const std::string& assignment);
  void set(const std::vector<std::string>& assignments);

  Node root() const;

  /// YAML of all that was read up to now, defaults filled in, in the order of reading. Read again it gives
  /// the same values.
  std::string effective() const;

 private:
  explicit Document(ValuePtr root);

  ValuePtr root_;
  ValuePtr effective_;
};

namespace detail {

enum class Shape { kScalar, kOptional, kVector, kArray };
template <typename T>
inline constexpr Shape kShape = Shape::kScalar;
template <typename T>
inline constexpr Shape kShape<std::optional<T>> = Shape::kOptional;
template <typename T>
inline constexpr Shape kShape<std::vector<T>> = Shape::kVector;
template <typename T, std::size_t N>
inline constexpr Shape kShape<std::array<T, N>> = Shape::kArray;

/// What an error says was expected.
template <typename T>
std::string type_text(const std::string& limits = {}) {
  if constexpr (std::is_same_v<T, std::string>)
    return "text";
  else if constexpr (std::is_same_v<T, bool>)
    return "true or false";
  else if constexpr (std::is_floating_point_v<T>)
    return "a number" + limits;
  else
    return "a whole number" + (std::is_unsigned_v<T> && limits.empty() ? " of at least 0" : limits);
}

}  // namespace detail

template <typename T>
T Node::as() const {
  return as<T>(Any{});
}

template <typename T, typename Check>
T Node::as(const Check& check) const {
  T value{};
  read(value, check);
  put(value, check);
  return value;
}

template <typename T, typename Check>
void Node::read(T& value, const Check& check) const {
  using detail::Shape;
  if constexpr (detail::kShape<T> == Shape::kOptional) {
    if (is_null()) return value.reset();
    read(value.emplace(), check);
  } else if constexpr (detail::kShape<T> == Shape::kVector) {
    value.clear();
    for (const Node& element : elements()) element.read(value.emplace_back(), check);
  } else if constexpr (detail::kShape<T> == Shape::kArray) {
    const std::vector<Node> list = elements();
    if (list.size() != value.size()) {
      reject(fmt::format("expected a list of {} values, found {}", value.size(), list.size()));
    }
    for (std::size_t i = 0; i < list.size(); ++i) list[i].read(value[i], check);
  } else if constexpr (std::is_same_v<Check, Any>) {
    value = scalar<T>({});
  } else if constexpr (std::is_same_v<Check, OneOf>) {
    value = scalar<std::string>({});
    if (!check.contains(value)) reject_choice(value, check.names);
  } else if constexpr (std::is_same_v<Check, Choice<T>>) {
    const auto name = scalar<std::string>({});
    const std::optional<T> found = check.value(name);
    if (!found) reject_choice(name, check.names());
    value = *found;
  } else {
    const Range<T> range(check);
    value = scalar<T>(range.text());
    if (!range.contains(value)) reject_as(detail::type_text<T>(range.text()));
  }
}

template <typename T, typename Check>
void Node::put(const T& value, const Check& check) const {
  using detail::Shape;
  if constexpr (detail::kShape<T> == Shape::kOptional) {
    if (value) return put(*value, check);
    *effective_ = Value{};
  } else if constexpr (detail::kShape<T> == Shape::kVector || detail::kShape<T> == Shape::kArray) {
    *effective_ = Value::sequence();
    for (const auto& element : value) put_element().put(element, check);
  } else if constexpr (std::is_same_v<Check, Choice<T>>) {
    put_scalar(check.name(value));
  } else {
    put_scalar(value);
  }
}

template <typename T>
void Node::record(const T& value) const {
  put(value, Any{});
}

template <typename T, typename Check>
void Fields::optional(const std::string& key, T& value, const Check& check) {
  const Node node = child(key);
  if (node.present()) {
    value = node.as<T>(check);
  } else {
    node.put(value, check);
  }
}

template <typename T, typename Check>
void Fields::required(const std::string& key, T& value, const Check& check) {
  value = required_node(key).template as<T>(check);
}

}  // namespace ductus::config
