// A drawn form as files.
#pragma once

#include <string>
#include <vector>

#include "data/synth/forms/drawn_form.h"
#include "data/synth/forms/hands.h"
#include "data/synth/numbered_samples.h"
#include "data/synth/typeset/typefaces.h"

namespace ductus::data {

/// NUMBER/ with image.png, clean.png and form.json.
std::vector<DrawnFile> files_of(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands,
                                uint64_t seed);

/// What form.json holds.
std::string form_json(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands, uint64_t seed);

}  // namespace ductus::data
