#include "data/synth/lines/line_pieces.h"

#include <fmt/format.h>

#include "configs/schema/error.h"
#include "data/dataset_file.h"

namespace ductus::data {

namespace fs = std::filesystem;

LinePieces::LinePieces(const fs::path& out) : folder_(out.string() + ".pieces") {}

fs::path LinePieces::file(SampleRange part) const { return folder_ / fmt::format("{:010}.h5", part.first); }

void LinePieces::begin(bool resume, bool overwrite) const {
  if (!fs::exists(folder_) || fs::is_empty(folder_)) return;
  if (overwrite && !resume) fs::remove_all(folder_);
  DUCTUS_CHECK(resume || overwrite,
               "{}: an earlier run was interrupted (--resume goes on with it, --overwrite begins anew)",
               folder_.string());
}

std::optional<LineSet> LinePieces::load(SampleRange part, const Origin& origin) const {
  if (!fs::exists(file(part))) return std::nullopt;
  LineSet piece = read_line_dataset(file(part));
  const std::string where = file(part).string();
  check_resumable(Origin::from_json(piece.origin, where), origin, where);
  const SampleRange found = range_of(piece, where);
  DUCTUS_CHECK(
      found.first == part.first && found.last == part.last,
      "{}: has the lines {} to {}, expected {} to {} (go on with the same --shard, or --overwrite begins "
      "anew)",
      where, found.first, found.last - 1, part.first, part.last - 1);
  return piece;
}

void LinePieces::save(SampleRange part, const LineSet& piece) const { write_dataset(file(part), piece); }

void LinePieces::remove() const {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace ductus::data
