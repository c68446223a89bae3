// Forms drawn again and compared with what was drawn: the proof that --verify gives.
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/synth/forms/drawn_forms.h"

namespace ductus::data {

/// Draws the forms that a folder has and compares them (check_same_files()); returns their number.
int64_t check_same_forms(const std::filesystem::path& folder, const FormSource& source, ThreadPool& pool,
                         config::Reporter& reporter);

}  // namespace ductus::data
