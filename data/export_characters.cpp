#include "data/export_characters.h"

#include "data/class_folders_writer.h"
#include "data/idx_writer.h"
#include "data/letters_csv_writer.h"

namespace ductus::data {

namespace fs = std::filesystem;

config::Choice<CharacterExport> character_exports() {
  return {{"letters_csv", CharacterExport::kLettersCsv},
          {"idx", CharacterExport::kIdx},
          {"folders", CharacterExport::kFolders}};
}

std::vector<fs::path> exported_paths(const fs::path& out, CharacterExport as) {
  if (as != CharacterExport::kIdx) return {out};
  const IdxPaths paths(out);
  return {paths.images, paths.labels};
}

void export_characters(const ImageSet& set, const fs::path& out, CharacterExport as,
                       config::Reporter& reporter) {
  switch (as) {
    case CharacterExport::kLettersCsv:
      return write_letters_csv(out, set, reporter);
    case CharacterExport::kIdx:
      return write_idx_pair(IdxPaths(out), set);
    case CharacterExport::kFolders:
      return write_class_folders(out, set, reporter);
  }
}

}  // namespace ductus::data
