#include "configs/schema/yaml_difference.h"

namespace ductus::config {
namespace {

class Comparison {
 public:
  void compare(const Value& a, const Value& b, const std::string& path) {
    if (a.kind == Value::Kind::kMap && b.kind == Value::Kind::kMap) return compare_fields(a, b, path);
    if (a.kind == Value::Kind::kSequence && b.kind == a.kind && a.elements.size() == b.elements.size()) {
      for (std::size_t i = 0; i < a.elements.size(); ++i)
        compare(*a.elements[i], *b.elements[i], below(path, std::to_string(i)));
    } else if (a.kind != b.kind || a.text != b.text || a.elements.size() != b.elements.size()) {
      paths.push_back(path);
    }
  }

  std::vector<std::string> paths;

 private:
  static std::string below(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "." + key;
  }

  void compare_fields(const Value& a, const Value& b, const std::string& path) {
    for (const Value::Field& field : a.fields) {
      if (const ValuePtr other = b.find(field.key)) {
        compare(*field.value, *other, below(path, field.key));
      } else {
        paths.push_back(below(path, field.key));
      }
    }
    for (const Value::Field& field : b.fields) {
      if (!a.find(field.key)) paths.push_back(below(path, field.key));
    }
  }
};

}  // namespace

std::vector<std::string> differing_paths(const Value& a, const Value& b) {
  Comparison comparison;
  comparison.compare(a, b, "");
  return comparison.paths;
}

}  // namespace ductus::config
