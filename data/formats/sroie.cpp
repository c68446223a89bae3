// Receipts as the SROIE challenge has them (ICDAR 2019): `img/NAME.jpg`, and `box/NAME.csv` with a line's
// corners and text a row. Pictures and boxes may also lie together, and boxes end in .txt; several such
// folders may lie below one.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/formats/page_lines.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// What a receipt's picture and boxes have in common: the folder that img/ and box/ are in (or they
/// themselves), and the name without its ending. "train/img/000.jpg" and "train/box/000.csv": "train/000".
std::string receipt_of(const std::string& name) {
  const fs::path path(name), own = path.parent_path();
  const bool apart = own.filename() == "img" || own.filename() == "box";
  return ((apart ? own.parent_path() : own) / path.stem()).generic_string();
}

bool is_box_name(const std::string& name) {
  const fs::path path(name), folder = path.parent_path().filename();
  const bool boxes = path.extension() == ".csv" || path.extension() == ".txt";
  return boxes && folder != "key" && folder != "entities";  // what a receipt says: company, date, total
}

/// "x1,y1,x2,y2,x3,y3,x4,y4,text", where the text may have commas.
struct Box {
  Outline corners;
  std::string_view text;
};

Box parse_box(std::string_view row, const std::string& where) {
  std::array<double, 8> numbers{};
  for (double& number : numbers) {
    const char* end = row.data() + row.size();
    const auto [after, problem] = std::from_chars(row.data(), end, number);
    DUCTUS_CHECK(problem == std::errc() && after != end && *after == ',' && std::abs(number) < 1e9,
                 "{}: expected x1,y1,x2,y2,x3,y3,x4,y4,text", where);
    row.remove_prefix(static_cast<std::size_t>(after - row.data()) + 1);
  }
  Box box{{}, row};
  for (std::size_t i = 0; i < 8; i += 2) box.corners.push_back({numbers[i], numbers[i + 1]});
  return box;
}

Page add_receipt(const std::string& picture, const std::string& boxes, const std::string& where,
                 LineSetBuilder& builder) {
  Page page;
  page.picture = picture;
  for (const TextLine& row : text_lines(boxes, where)) {
    const Box box = parse_box(row.text, fmt::format("{}:{}", where, row.number));
    const std::size_t slot = builder.add(
        {fmt::format("{}#{}", picture, page.lines.size()), std::string(box.text), receipt_of(picture), {}});
    page.lines.push_back({slot, box.corners, {}, true});
  }
  return page;
}

/// Pictures with the file of their boxes; what has no partner, or comes second, is in the ledger.
std::vector<std::pair<std::string, std::string>> pairs_of(const std::vector<std::string>& names,
                                                          LineSetBuilder& builder) {
  std::map<std::string, std::string> boxes;
  for (const std::string& name : names) {
    if (is_box_name(name) && !boxes.emplace(receipt_of(name), name).second)
      builder.add_dropped(name, "listed twice");
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  std::set<std::string> taken;
  for (const std::string& name : names) {
    if (!is_picture_name(name)) continue;
    const auto box = boxes.find(receipt_of(name));
    if (box == boxes.end()) {
      builder.add_dropped(name, "no text");
    } else if (!taken.insert(box->first).second) {
      builder.add_dropped(name, "listed twice");
    } else {
      pairs.emplace_back(name, box->second);
    }
  }
  for (const auto& [receipt, name] : boxes) {
    if (taken.count(receipt) == 0) builder.add_dropped(name, "no image");
  }
  return pairs;
}

}  // namespace

LineSet read_sroie(const config::Node& node, const ReadContext& context) {
  config::Fields fields = node.fields();
  const LineOptions options = read_line_options(fields);
  fields.finish();

  const FileTree files(config::resolve(options.path, context.data_root));
  LineSetBuilder builder(last_part(files.root()), options);
  const auto pairs = pairs_of(files.list(), builder);
  std::vector<std::string> box_names;
  for (const auto& [picture, box] : pairs) box_names.push_back(box);
  const std::vector<std::string> boxes = files.read(box_names, "boxes", context);
  std::vector<Page> pages;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pages.push_back(add_receipt(pairs[i].first, boxes[i], files.where(box_names[i]), builder));
  cut_lines(pages, files, context, builder);
  return builder.finish(files.root().string());
}

}  // namespace ductus::data
