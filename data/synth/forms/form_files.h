// A drawn form as files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/synth/drawn_file.h"
#include "data/synth/forms/drawn_form.h"
#include "data/synth/forms/hands.h"
#include "data/synth/typeset/typefaces.h"

namespace ductus::data {

/// "000012": the folder of form 12.
std::string form_name(uint64_t index);

/// Whether a form is there, whole.
bool form_is_written(const std::filesystem::path& folder, uint64_t index);

/// NUMBER/ with image.png, clean.png and form.json.
std::vector<DrawnFile> files_of(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands,
                                uint64_t seed);

/// Writes files_of() below a folder, whole or not at all. Throws ductus::Error when it cannot.
void write_form(const std::filesystem::path& folder, const DrawnForm& drawn, const Typefaces& typefaces,
                const Hands& hands, uint64_t seed);

/// What form.json holds.
std::string form_json(const DrawnForm& drawn, const Typefaces& typefaces, const Hands& hands, uint64_t seed);

}  // namespace ductus::data
