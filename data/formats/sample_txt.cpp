// A folder of pictures with the list `sample.txt`, a line each: the picture's name, a space, and its text.
// The layout of receipt-scanner's generator, draw_receipt.py.
#include <algorithm>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/mapped_file.h"
#include "data/text_lines.h"

namespace ductus::data {

LineSet read_sample_txt(const config::Node& options, const ReadContext& context) {
  config::Fields fields = options.fields();
  const LineOptions line_options = read_line_options(fields);
  fields.finish();

  const std::filesystem::path root = config::resolve(line_options.path, context.data_root);
  DUCTUS_CHECK(std::filesystem::is_directory(root), "{}: expected a folder with sample.txt, found a file",
               root.string());
  const std::filesystem::path list = root / "sample.txt";
  const MappedFile file(list);
  std::vector<LineSetBuilder::Line> lines;
  for (const TextLine& row : text_lines(file.text(), list.string())) {
    const std::size_t space = std::min(row.text.find(' '), row.text.size());
    lines.push_back({std::string(row.text.substr(0, space)), std::string(row.text.substr(space)), {}, {}});
  }
  return read_listed_lines(std::move(lines), list, root, line_options, context);
}

}  // namespace ductus::data
