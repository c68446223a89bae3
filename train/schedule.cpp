#include "train/schedule.h"

namespace ductus::train {

#define DUCTUS_SCHEDULE(name) Schedule make_##name(const config::Node& options, Span span);
#include "train/schedules/schedules.def"
#undef DUCTUS_SCHEDULE

const config::Registry<MakeSchedule>& schedules() {
  static const config::Registry<MakeSchedule> registry("schedule", {
#define DUCTUS_SCHEDULE(name) {#name, make_##name},
#include "train/schedules/schedules.def"
#undef DUCTUS_SCHEDULE
                                                                   });
  return registry;
}

}  // namespace ductus::train
