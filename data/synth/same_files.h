// Numbered samples drawn again and compared with a folder's files: the proof that --verify gives.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/synth/drawn_file.h"

namespace ductus::data {

/// Takes all that would be written of a sample drawn again; from any thread, in any order.
using AddDrawn = std::function<void(uint64_t index, const std::vector<DrawnFile>& files)>;

/// Of samples [0, count) compares those that are there, which may be a shard's, and returns their number.
/// `sample`: what errors call one, "receipt". draw(numbers, add) draws samples `numbers` (ascending) and
/// calls add() once for each. Throws ductus::Error, beginning with the folder: none is there; the first
/// sample with a file that is missing or not the same byte for byte; a file other than kOriginFile that is of
/// no sample.
int64_t check_same_files(
    const std::filesystem::path& folder, const std::string& sample, int64_t count,
    const std::function<bool(uint64_t index)>& is_there,
    const std::function<void(const std::vector<int64_t>& numbers, const AddDrawn& add)>& draw);

}  // namespace ductus::data
