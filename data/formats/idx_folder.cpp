#include "data/formats/idx_folder.h"

#include <fmt/format.h>

#include <numeric>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"

namespace ductus::data {
namespace {

/// The file of `kind` ("images-idx3") in whichever of its spellings is there.
std::filesystem::path find_idx(const std::filesystem::path& folder, const std::string& prefix,
                               std::string kind) {
  const std::string dashed = fmt::format("{}-{}-ubyte", prefix, kind);
  const std::string dotted = fmt::format("{}-{}-ubyte", prefix, kind.replace(kind.find('-'), 1, "."));
  for (const std::string& name : {dashed, dotted, dashed + ".gz", dotted + ".gz"}) {
    if (std::filesystem::exists(folder / name)) return folder / name;
  }
  fail("{}: expected the file {} or {}, plain or .gz, found neither", folder.string(), dashed, dotted);
}

ImageSet read_pair(const IdxFolder& folder, const std::string& prefix) {
  IdxPair pair = folder.pair;
  pair.images = find_idx(folder.path, prefix, "images-idx3");
  pair.labels = find_idx(folder.path, prefix, "labels-idx1");
  return read_idx_pair(pair);
}

std::vector<int64_t> all_indices(const ImageSet& set) {
  std::vector<int64_t> indices(static_cast<std::size_t>(set.size()));
  std::iota(indices.begin(), indices.end(), int64_t{0});
  return indices;
}

}  // namespace

void read_idx_folder_options(config::Fields& fields, IdxFolder& folder) {
  using Part = IdxFolder::Part;
  fields.required("path", folder.path);
  fields.optional("part", folder.part,
                  config::Choice<Part>{{"all", Part::kAll}, {"train", Part::kTrain}, {"test", Part::kTest}});
}

ImageSet read_idx_folder(IdxFolder folder, const ReadContext& context) {
  folder.path = config::resolve(folder.path, context.data_root).string();
  DUCTUS_CHECK(std::filesystem::is_directory(folder.path),
               "{}: expected a folder with IDX files, found a file", folder.path);
  if (folder.part == IdxFolder::Part::kTrain) return read_pair(folder, folder.train);
  if (folder.part == IdxFolder::Part::kTest) return read_pair(folder, folder.test);
  std::vector<ImageSet> sets = {read_pair(folder, folder.train), read_pair(folder, folder.test)};
  sets[0].splits["train"] = all_indices(sets[0]);
  sets[1].splits["test"] = all_indices(sets[1]);
  return join(sets, folder.pair.alphabet);
}

}  // namespace ductus::data
