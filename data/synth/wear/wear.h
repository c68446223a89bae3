// What wear is: one thing that happens to a printed sheet before somebody has its picture.
#pragma once

#include <memory>

#include "configs/schema/registry.h"
#include "configs/schema/yaml_reader.h"
#include "data/rng.h"
#include "data/synth/wear/sheet.h"

namespace ductus::data {

class Wear {
 public:
  virtual ~Wear() = default;

  /// Changes the sheet, at strength 0 not at all (bit for bit); at 1 as much as the options say. The same
  /// numbers give the same sheet. Pixels stay in [0, 1].
  void apply(Sheet& sheet, float strength, Rng& rng) const {
    if (strength > 0) change(sheet, strength, rng);
  }

 private:
  virtual void change(Sheet& sheet, float strength, Rng& rng) const = 0;  // strength in (0, 1]
};

/// Reads a wear's own options. The caller may read others out of the same map, and calls finish().
using MakeWear = std::unique_ptr<Wear> (*)(config::Fields& options);

/// All wears by name, in the order in which they happen to a sheet (wears.def).
const config::Registry<MakeWear>& wears();

/// One wear, with these options and no others: make_wear("folds", {count: 3}).
std::unique_ptr<Wear> make_wear(const std::string& name, const config::Node& options);

}  // namespace ductus::data
