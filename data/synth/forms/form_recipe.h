// What drawn forms are made of.
#pragma once

#include <cstdint>

#include "data/synth/forms/form_content.h"
#include "data/synth/forms/form_layout.h"
#include "data/synth/forms/hands.h"
#include "data/synth/forms/photo.h"
#include "data/synth/typeset/typeface_choice.h"
#include "data/synth/wear/wear_list.h"

namespace ductus::data {

/// What a form's random numbers are for, each with counters of its own; wear has others (wear_stage).
enum class FormStage : uint32_t {
  kContent = 32,
  kSetting,
  kBoxes,
  kNumbers,
  kDecoys,
  kDesk,
  kPhoto,
  kShapes
};

/// A recipe of drawn forms. Every number has its default here, or in the structs of its parts.
struct FormRecipe {
  int64_t count = 100;  ///< 1 to kMostForms
  uint64_t seed = 1;
  FormContent content;
  FormStyle style;
  TypefaceChoice fonts;  ///< of all print
  HandwritingStyle handwriting;
  WearList paper;    ///< happens to the page, before it is laid down
  WearList camera;   ///< happens to the picture of page and desk
  PhotoStyle photo;  ///< happens last

  /// The numbers of one form for one of its stages.
  Rng rng(FormStage stage, uint64_t index) const {
    return {seed, static_cast<uint32_t>(stage), index, Purpose::kSynth};
  }

  /// Strict. Throws ductus::Error (usage) naming the key.
  static FormRecipe read(const config::Node& root);
};

constexpr int64_t kMostForms = 1'000'000;

}  // namespace ductus::data
