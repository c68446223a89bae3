#include "data/ledger.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "configs/schema/json_text.h"
#include "configs/schema/thousands.h"

namespace ductus::data {
namespace {

using config::with_thousands;
using nlohmann::json;

std::string some_ids(const Ledger::Dropped& dropped) {
  constexpr std::size_t kShown = 3;
  const std::size_t shown = std::min(kShown, dropped.ids.size());
  const bool more = dropped.count > static_cast<int64_t>(shown);
  return fmt::format("{}{}",
                     fmt::join(dropped.ids.begin(), dropped.ids.begin() + static_cast<int64_t>(shown), ", "),
                     more ? ", ..." : "");
}

int64_t count_of(const json& value, const char* key) {
  const auto count = value.at(key).get<int64_t>();
  DUCTUS_CHECK(count >= 0, "ledger: {} is {}, expected a count", key, count);
  return count;
}

}  // namespace

void Ledger::drop(std::string_view reason, std::string id) {
  Dropped& dropped = dropped_[std::string(reason)];
  ++dropped.count;
  if (dropped.ids.size() < kIdsKept) dropped.ids.push_back(std::move(id));
}

int64_t Ledger::seen() const {
  int64_t seen = used_;
  for (const auto& [reason, dropped] : dropped_) seen += dropped.count;
  return seen;
}

void Ledger::add(const Ledger& other) {
  used_ += other.used_;
  for (const auto& [reason, theirs] : other.dropped_) {
    Dropped& ours = dropped_[reason];
    ours.count += theirs.count;
    for (std::size_t i = 0; i < theirs.ids.size() && ours.ids.size() < kIdsKept; ++i)
      ours.ids.push_back(theirs.ids[i]);
  }
}

std::string Ledger::summary() const {
  std::string text = fmt::format("seen {}, used {}, dropped {}", with_thousands(seen()),
                                 with_thousands(used_), with_thousands(seen() - used_));
  const char* before = ": ";
  for (const auto& [reason, dropped] : dropped_) {
    text += fmt::format("{}{} {} ({})", before, reason, with_thousands(dropped.count), some_ids(dropped));
    before = ", ";
  }
  return text;
}

std::string Ledger::to_json() const {
  json reasons = json::object();
  for (const auto& [reason, dropped] : dropped_)
    reasons[reason] = {{"count", dropped.count}, {"ids", dropped.ids}};
  const json ledger = {{"seen", seen()}, {"used", used_}, {"dropped", reasons}};
  return config::json_text(ledger);
}

Ledger Ledger::from_json(std::string_view text) {
  try {
    const json parsed = json::parse(text);
    Ledger ledger;
    ledger.used_ = count_of(parsed, "used");
    for (const auto& [reason, dropped] : parsed.at("dropped").items()) {
      ledger.dropped_[reason] = {count_of(dropped, "count"),
                                 dropped.at("ids").get<std::vector<std::string>>()};
    }
    const int64_t seen = count_of(parsed, "seen");
    DUCTUS_CHECK(seen == ledger.seen(), "ledger: seen is {}, expected used and dropped together, {}", seen,
                 ledger.seen());
    return ledger;
  } catch (const json::exception& e) {
    fail("ledger: expected JSON with seen, used and dropped, found something else ({})", e.what());
  }
}

}  // namespace ductus::data
