// Plug-ins by name: formats, augmentations, nets, optimizers, schedules. An explicit list, no
// self-registration.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/nearest.h"

namespace ductus::config {

/// Entries in the order of their list. The list is a `.def` file, one line a plug-in, that the registry's
/// .cpp includes:
///
///     // optimizers.def
///     DUCTUS_OPTIMIZER(adam)
///
///     const Registry<MakeOptimizer>& optimizers() {
///       static const Registry<MakeOptimizer> registry("optimizer", {
///     #define DUCTUS_OPTIMIZER(name) {#name, make_##name},
///     #include "train/optimizers.def"
///     #undef DUCTUS_OPTIMIZER
///       });
///       return registry;
///     }
template <typename Entry>
class Registry {
 public:
  using Item = std::pair<std::string, Entry>;

  /// `kind` is what one entry is, for errors: "optimizer". Throws ductus::Error on a repeated name.
  Registry(std::string kind, std::vector<Item> items) : kind_(std::move(kind)), items_(std::move(items)) {
    for (const Item& item : items_) {
      DUCTUS_CHECK(get(item.first) == &item.second, "{} '{}' is listed twice", kind_, item.first);
    }
  }

  /// Throws ductus::Error (usage) that lists the valid names and the nearest one; `where` opens the message
  /// when given.
  const Entry& find(std::string_view name, std::string_view where = {}) const {
    if (const Entry* entry = get(name)) return *entry;
    fail_usage("{}{}unknown {} '{}', expected one of: {}{}", where, where.empty() ? "" : ": ", kind_, name,
               fmt::join(names(), ", "), did_you_mean(name, names()));
  }

  /// The entry, or null.
  const Entry* get(std::string_view name) const {
    for (const Item& item : items_) {
      if (item.first == name) return &item.second;
    }
    return nullptr;
  }

  bool contains(std::string_view name) const { return get(name) != nullptr; }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Item& item : items_) names.push_back(item.first);
    return names;
  }

  const std::string& kind() const { return kind_; }
  std::size_t size() const { return items_.size(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::string kind_;
  std::vector<Item> items_;
};

}  // namespace ductus::config
