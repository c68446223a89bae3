#include "data/synth/lines/line_pieces.h"

#include <fmt/format.h>

#include "configs/schema/error.h"
#include "data/dataset_file.h"

namespace ductus::data {

namespace fs = std::filesystem;

LinePieces::LinePieces(const fs::path& out) : folder_(out.string() + ".pieces") {}

fs::path LinePieces::file(int64_t first) const { return folder_ / fmt::format("{:010}.h5", first); }

void LinePieces::begin(bool resume, bool overwrite) const {
  if (!fs::exists(folder_) || fs::is_empty(folder_)) return;
  if (overwrite && !resume) fs::remove_all(folder_);
  DUCTUS_CHECK(resume || overwrite,
               "{}: an earlier run was interrupted (--resume goes on with it, --overwrite begins anew)",
               folder_.string());
}

std::optional<LineSet> LinePieces::load(int64_t first, const Origin& origin) const {
  if (!fs::exists(file(first))) return std::nullopt;
  LineSet piece = read_line_dataset(file(first));
  const std::string where = file(first).string();
  check_resumable(Origin::from_json(piece.origin, where), origin, where);
  return piece;
}

void LinePieces::save(int64_t first, const LineSet& piece) const { write_dataset(file(first), piece); }

void LinePieces::remove() const {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace ductus::data
