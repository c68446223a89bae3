#include "data/synth/receipts/receipt_folder.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/sample_set.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_origin(const std::string& text) {
  const auto origin = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  return origin.is_object() && origin.contains("drawn_by");
}

}  // namespace

std::string receipts_origin(const std::string& effective_recipe, const std::string& files,
                            const ReceiptRecipe& recipe, const Typefaces& typefaces) {
  nlohmann::ordered_json json{
      {"drawn_by", "ductus " DUCTUS_VERSION}, {"recipe", effective_recipe}, {"layout_as", files}};
  for (const auto& [path, hash] : recipe.layout_files)
    json["layouts"].push_back({{"path", path}, {"hash", hash}});
  for (const Typeface& typeface : typefaces)
    json["typefaces"].push_back({{"name", typeface.name}, {"hash", typeface.hash}});
  return json.dump() + "\n";
}

void begin_receipts(const fs::path& folder, const std::string& origin, bool resume, bool overwrite) {
  DUCTUS_CHECK(!fs::exists(folder) || fs::is_directory(folder), "{}: is a file, expected a folder",
               folder.string());
  const fs::path file = folder / kOriginFile;
  if (fs::exists(folder) && !fs::is_empty(folder)) {
    const std::string before = content_of(file);
    if (resume && !overwrite) {
      DUCTUS_CHECK(before == origin,
                   "{}: drawn by another recipe, version or with other typefaces (--overwrite begins anew)",
                   folder.string());
      return;
    }
    DUCTUS_CHECK(overwrite, "{}: is not empty (--resume goes on with it, --overwrite begins anew)",
                 folder.string());
    DUCTUS_CHECK(is_origin(before), "{}: not overwritten: no {} in it says that ductus drew it",
                 folder.string(), kOriginFile);
    for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
  }
  write_file(file, origin);
}

}  // namespace ductus::data
