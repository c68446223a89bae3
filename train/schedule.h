// Learning-rate schedules: pure functions of the step.
#pragma once

#include <cstdint>
#include <functional>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"

namespace ductus::train {

/// How long the training is.
struct Span {
  int64_t steps = 1;  ///< in all
  int64_t steps_per_epoch = 1;
};

/// What the recipe's learning rate is multiplied by at a step, counted from 0.
using Schedule = std::function<double(int64_t step)>;

using MakeSchedule = Schedule (*)(const config::Node& options, Span span);

/// All schedules by name (schedules/schedules.def).
const config::Registry<MakeSchedule>& schedules();

}  // namespace ductus::train
