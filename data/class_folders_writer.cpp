#include "data/class_folders_writer.h"

#include <fmt/format.h>

#include <unordered_set>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/atomic_folder.h"
#include "data/class_folder_name.h"
#include "data/png.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> folder_names(const Alphabet& alphabet, const std::string& where) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  for (const std::string& symbol : alphabet.symbols()) {
    names.push_back(class_folder_name(symbol));
    DUCTUS_CHECK(taken.insert(names.back()).second, "{}: two classes need the folder {}", where,
                 names.back());
  }
  return names;
}

std::string file_name(const ImageSet& set, int64_t i) {
  const std::string number = fmt::format("{:07}.png", set.number[i]);
  return set.sources.size() < 2 ? number : fmt::format("{}-{}", set.source[i], number);
}

void write_pictures(const fs::path& folder, const ImageSet& set, config::Reporter& reporter) {
  const std::vector<std::string> names = folder_names(set.alphabet, folder.string());
  const std::vector<int64_t> counts = set.class_counts();
  for (std::size_t label = 0; label < names.size(); ++label) {
    if (counts[label] > 0) make_folder(folder / names[label]);
  }
  for (int64_t i = 0; i < set.size(); ++i) {
    const fs::path path = folder / names[static_cast<std::size_t>(set.labels[i])] / file_name(set, i);
    DUCTUS_CHECK(!fs::exists(path), "{}: two samples are called so", path.string());
    write_small_file(path, encode_png({set.height, set.width, 1, {set.image(i), set.image(i + 1)}}));
    if (i % 256 == 0 || i + 1 == set.size()) reporter.progress("writing", i + 1, set.size());
  }
}

}  // namespace

void write_class_folders(const fs::path& folder, const ImageSet& set, config::Reporter& reporter) {
  AtomicFolder written(folder);
  write_pictures(written.temporary(), set, reporter);
  if (!set.origin.empty()) write_small_file(written.temporary() / kOriginFile, set.origin + "\n");
  written.commit();
}

}  // namespace ductus::data
