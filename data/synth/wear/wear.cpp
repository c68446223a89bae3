#include "data/synth/wear/wear.h"

namespace ductus::data {

#define DUCTUS_WEAR(name) std::unique_ptr<Wear> make_wear_##name(config::Fields& options);
#include "data/synth/wear/wears.def"
#undef DUCTUS_WEAR

const config::Registry<MakeWear>& wears() {
  static const config::Registry<MakeWear> registry("wear", {
#define DUCTUS_WEAR(name) {#name, make_wear_##name},
#include "data/synth/wear/wears.def"
#undef DUCTUS_WEAR
                                                           });
  return registry;
}

std::unique_ptr<Wear> make_wear(const std::string& name, const config::Node& options) {
  const MakeWear make = wears().find(name, options.where());
  config::Fields fields = options.fields();
  auto wear = make(fields);
  fields.finish();
  return wear;
}

}  // namespace ductus::data
