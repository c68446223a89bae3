#include "data/synth/wear/wear_list.h"

#include <array>
#include <map>

#include "data/synth/wear/shape_wear.h"

namespace ductus::data {
namespace {

/// A sheet whose warps wait, to be sampled once for several of them.
class WaitingSheet {
 public:
  explicit WaitingSheet(Sheet& sheet) : sheet_(sheet), warp_(sheet.width, sheet.height) {}

  void apply(const Wear& wear, float strength, Rng& rng) {
    const auto* shape = dynamic_cast<const ShapeWear*>(&wear);
    if (!shape || shape->draws_edges()) settle();
    if (!shape) return wear.apply(sheet_, strength, rng);
    const Warp warp = shape->bend(sheet_, strength, rng);
    warp_ = waits_ ? warp_.then(warp) : warp;
    waits_ = true;
  }

  /// Carries out what waits.
  void settle() {
    if (waits_) warp_sheet(sheet_, warp_);
    waits_ = false;
  }

 private:
  Sheet& sheet_;
  Warp warp_;
  bool waits_ = false;
};

}  // namespace

// The FNV-1a hash of the name (Fowler, Noll, Vo): it stays as it is when wears are added to the registry.
uint32_t wear_stage(const std::string& name, uint32_t nth) {
  uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return 0x80000000U | ((hash << 8) + nth);
}

WearList WearList::read(const config::Node& list) {
  WearList wear_list;
  std::map<std::string, uint32_t> seen;
  for (const config::Node& element : list.elements()) {
    const auto [name, options] = element.tagged();
    const MakeWear make = wears().find(name, options.where());
    config::Fields fields = options.fields();
    Entry entry{};
    entry.probability = 1;
    std::array<float, 2> strength = {0.2F, 0.6F};
    fields.optional("probability", entry.probability, config::Range<float>{0, 1});
    fields.optional("strength", strength, config::Range<float>{0, 1});
    if (strength[0] > strength[1]) fields.reject("strength", "expected the lower strength first");
    entry.low = strength[0], entry.high = strength[1];
    entry.wear = make(fields);
    fields.finish();
    entry.stage = wear_stage(name, seen[name]++);
    wear_list.entries_.push_back(std::move(entry));
  }
  return wear_list;
}

void WearList::apply(Sheet& sheet, uint64_t seed, uint64_t index, float strength) const {
  WaitingSheet waiting(sheet);
  for (const Entry& entry : entries_) {
    Rng rng(seed, entry.stage, index, Purpose::kSynth);
    const bool happens = rng.uniform() < entry.probability;
    const float drawn = strength * rng.uniform(entry.low, entry.high);
    if (happens && drawn > 0) waiting.apply(*entry.wear, drawn, rng);
  }
  waiting.settle();
}

}  // namespace ductus::data
