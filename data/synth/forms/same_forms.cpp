#include "data/synth/forms/same_forms.h"

#include <vector>

#include "data/synth/forms/form_files.h"
#include "data/synth/same_files.h"

namespace ductus::data {

int64_t check_same_forms(const std::filesystem::path& folder, const FormSource& source, ThreadPool& pool,
                         config::Reporter& reporter) {
  const auto is_there = [&](uint64_t index) { return form_is_written(folder, index); };
  const auto draw = [&](const std::vector<int64_t>& numbers, const AddDrawn& add) {
    draw_forms(source, numbers, pool, reporter, [&](const DrawnForm& drawn) {
      add(drawn.index, files_of(drawn, source.typefaces, source.hands, source.recipe.seed));
    });
  };
  return check_same_files(folder, "form", source.recipe.count, is_there, draw);
}

}  // namespace ductus::data
