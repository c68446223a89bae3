// Every sample that was seen is accounted for: used, or dropped for a named reason.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// Counts what a reader saw, used and dropped; `seen == used + sum(dropped)` always.
class Ledger {
 public:
  static constexpr std::size_t kIdsKept = 100;  ///< ids named for a reason; beyond it only the count grows

  struct Dropped {
    int64_t count = 0;
    std::vector<std::string> ids;  ///< the first kIdsKept
  };

  void use(int64_t samples = 1) { used_ += samples; }
  void drop(std::string_view reason, std::string id);

  int64_t seen() const;
  int64_t used() const { return used_; }
  const std::map<std::string, Dropped, std::less<>>& dropped() const { return dropped_; }

  /// Adds the counts of another ledger, as when sources are joined.
  void add(const Ledger& other);

  /// "seen 60,000, used 59,998, dropped 2: unreadable 2 (a.png, b.png)".
  std::string summary() const;

  std::string to_json() const;
  static Ledger from_json(std::string_view json);

 private:
  int64_t used_ = 0;
  std::map<std::string, Dropped, std::less<>> dropped_;
};

}  // namespace ductus::data
