#include "eval/line_symbols.h"

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "eval/edit_distance.h"
#include "eval/id_table.h"
#include "eval/text_units.h"

namespace ductus::eval {
namespace {

/// For each unit of what was read the unit of the truth that it is, or -1.
std::vector<int64_t> hits(EditAligner& aligner, const std::string& truth, const std::string& predicted) {
  std::vector<int64_t> of;
  int64_t at = 0;
  for (const Edit edit : aligner.align(decode_utf8(truth, "truth"), decode_utf8(predicted, "prediction"))) {
    if (edit != Edit::kDeletion) of.push_back(edit == Edit::kHit ? at : -1);
    if (edit != Edit::kInsertion) ++at;
  }
  return of;
}

}  // namespace

void write_line_symbols(const std::filesystem::path& path, const LinePredictions& lines) {
  lines.check(path.string());
  DUCTUS_CHECK(!lines.ids.empty() && !lines.symbols.empty() && !lines.width_px.empty(),
               "{}: symbols need ids, places and widths of their lines", path.string());
  check_ids_differ(path.string(), lines.ids);
  std::string text = "file\tindex\tsymbol\tconfidence\tbegin_px\tend_px\tline_px\ttruth\n";
  EditAligner aligner;
  for (std::size_t i = 0; i < lines.ids.size(); ++i) {
    const std::vector<int64_t> truth = hits(aligner, lines.truth[i], lines.predicted[i]);
    for (std::size_t k = 0; k < lines.symbols[i].size(); ++k) {
      const ReadSymbol& read = lines.symbols[i][k];
      DUCTUS_CHECK((lines.ids[i] + read.symbol).find_first_of("\t\r\n") == std::string::npos,
                   "{}: id '{}' or a symbol of it has a tab or line end, which the format cannot hold",
                   path.string(), lines.ids[i]);
      const bool right = k < truth.size() && truth[k] >= 0;
      text += fmt::format("{}\t{}\t{}\t{:.6f}\t{:.1f}\t{:.1f}\t{}\t{}\n", lines.ids[i], k, read.symbol,
                          read.confidence, read.begin_px, read.end_px, lines.width_px[i],
                          right ? std::to_string(truth[k]) : "");
    }
  }
  data::write_file(path, text);
}

}  // namespace ductus::eval
