// Cuts samples into two parts by chance, fairly by class: the ways of splitting that are our own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/buffer.h"
#include "data/sklearn_split.h"

namespace ductus::data {

/// What cutting has to know of samples.
struct CutSamples {
  Buffer<int32_t> labels;            ///< [N]
  std::vector<std::string> classes;  ///< what label k is called in errors: "class "A""
  Buffer<int32_t> group;             ///< [N] or empty
};

/// Where a cut gets its chance from. `stage` keeps the draws of several cuts of one set apart.
struct CutChance {
  uint32_t seed = 1;
  uint32_t stage = 0;
};

/// The samples `from`, `fraction` of every class of them in the test part, and at least one; both parts in
/// the order of the data. Throws ductus::Error when a class has too few samples to be in both.
TwoParts cut_stratified(const CutSamples& samples, const std::vector<int64_t>& from, double fraction,
                        const CutChance& chance);

/// The same with whole groups, each on the side that lacks more of its classes (iterative stratification,
/// Sechidis et al., 2011), so that fractions are met as nearly as groups allow. Throws ductus::Error when one
/// side stays empty.
TwoParts cut_groups(const CutSamples& samples, const std::vector<int64_t>& from, double fraction,
                    const CutChance& chance);

}  // namespace ductus::data
