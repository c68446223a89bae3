#include "eval/line_symbols.h"

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::eval {

void write_line_symbols(const std::filesystem::path& path, const LinePredictions& lines) {
  lines.check(path.string());
  DUCTUS_CHECK(!lines.ids.empty() && !lines.symbols.empty() && !lines.width_px.empty(),
               "{}: symbols need ids, places and widths of their lines", path.string());
  std::string text = "file\tindex\tsymbol\tconfidence\tbegin_px\tend_px\tline_px\n";
  for (std::size_t i = 0; i < lines.ids.size(); ++i) {
    for (std::size_t k = 0; k < lines.symbols[i].size(); ++k) {
      const ReadSymbol& read = lines.symbols[i][k];
      DUCTUS_CHECK((lines.ids[i] + read.symbol).find_first_of("\t\r\n") == std::string::npos,
                   "{}: id '{}' or a symbol of it has a tab or line end, which the format cannot hold",
                   path.string(), lines.ids[i]);
      text += fmt::format("{}\t{}\t{}\t{:.6f}\t{:.1f}\t{:.1f}\t{}\n", lines.ids[i], k, read.symbol,
                          read.confidence, read.begin_px, read.end_px, lines.width_px[i]);
    }
  }
  data::write_file(path, text);
}

}  // namespace ductus::eval
