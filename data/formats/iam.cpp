// The IAM handwriting database (Marti and Bunke, IJDAR 5, 2002) as it is downloaded: xml/, and lines/ or
// forms/; its writer-independent split, where the four lists are there too.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/formats/page_lines.h"
#include "data/formats/xml_pages.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// The lists of the split "Large Writer Independent Text Line Recognition Task".
constexpr std::array<std::pair<const char*, const char*>, 4> kLists = {{{"trainset.txt", "train"},
                                                                        {"validationset1.txt", "validation"},
                                                                        {"validationset2.txt", "validation"},
                                                                        {"testset.txt", "test"}}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// IAM escapes twice, and not always with the semicolon.
std::string unescaped(std::string text) {
  for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
           {"&quot", "\""}, {"&apos", "'"}, {"&lt", "<"}, {"&gt", ">"}, {"&amp", "&"}}) {
    replace_all(text, std::string(from) + ";", to);
    replace_all(text, from, to);
  }
  return text;
}

/// What lies in the tree: pictures, split lists and forms by what they are called.
struct Index {
  std::map<std::string, std::string> pictures;  // "a01-000u-00" to "lines/a01/a01-000u/a01-000u-00.png"
  std::map<std::string, std::string> lists;     // "trainset.txt" to its place
  std::vector<std::string> xml;

  explicit Index(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const fs::path path(name);
      if (is_picture_name(name)) pictures.emplace(path.stem().string(), name);
      if (path.extension() == ".xml") xml.push_back(name);
      if (path.extension() == ".txt") lists.emplace(path.filename().string(), name);
    }
  }

  std::optional<std::string> picture(const std::string& id) const {
    const auto found = pictures.find(id);
    return found == pictures.end() ? std::nullopt : std::optional(found->second);
  }
};

/// Which part of the split a line is in: lists name lines ("a01-000u-00") or whole forms ("a01-000u").
class Parts {
 public:
  Parts(const FileTree& files, const Index& index, const ReadContext& context) {
    std::vector<std::string> names, parts;
    for (const auto& [list, part] : kLists) {
      const auto found = index.lists.find(list);
      if (found == index.lists.end()) continue;
      names.push_back(found->second);
      parts.emplace_back(part);
    }
    const std::vector<std::string> texts = files.read(names, "split", context);
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (const TextLine& row : text_lines(texts[i], files.where(names[i])))
        put(LineText().apply(row.text), parts[i], files.where(names[i]));
    }
  }

  /// The line's part, or "" when no list has it.
  std::string part_of(const std::string& line, const std::string& form) const {
    const auto found = parts_.count(line) != 0 ? parts_.find(line) : parts_.find(form);
    return found == parts_.end() ? std::string() : found->second;
  }

 private:
  void put(const std::string& id, const std::string& part, const std::string& where) {
    const auto [entry, fresh] = parts_.emplace(id, part);
    DUCTUS_CHECK(fresh || entry->second == part, "{}: {} is in the parts {} and {}, expected it in one",
                 where, id, entry->second, part);
  }

  std::map<std::string, std::string> parts_;
};

/// The box around all components of a line's words, in the form's pixels; empty: there are none.
Outline box_of(const pugi::xml_node& line, const std::string& where) {
  double left = 0, top = 0, right = -1, bottom = -1;
  for (const pugi::xml_node& component : descendants_of(line, "cmp")) {
    const std::string text =
        fmt::format("{},{} {},{}", component.attribute("x").value(), component.attribute("y").value(),
                    component.attribute("width").value(), component.attribute("height").value());
    const Outline corner_and_size = parse_points(text, where);
    DUCTUS_CHECK(corner_and_size.size() == 2, "{}: expected components with x, y, width and height", where);
    const auto [corner, size] = std::pair(corner_and_size[0], corner_and_size[1]);
    const bool first = right < left;
    left = first ? corner.x : std::min(left, corner.x);
    top = first ? corner.y : std::min(top, corner.y);
    right = first ? corner.x + size.x : std::max(right, corner.x + size.x);
    bottom = first ? corner.y + size.y : std::max(bottom, corner.y + size.y);
  }
  if (right < left) return {};
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

/// Forms one after the other: lines with a picture of their own take it, others are cut out of their form.
class Reader {
 public:
  Reader(const FileTree& files, const LineOptions& options, const ReadContext& context)
      : files_(files),
        context_(context),
        index_(files.list()),
        parts_(files, index_, context),
        builder_(last_part(files.root()), options) {}

  LineSet read() {
    const std::vector<std::string> contents = files_.read(index_.xml, "forms", context_);
    for (std::size_t i = 0; i < contents.size(); ++i) add_form(contents[i], files_.where(index_.xml[i]));
    DUCTUS_CHECK(forms_ > 0, "{}: expected IAM's xml/*.xml with the root element form, found none",
                 files_.root().string());
    files_.visit(pictures_, "lines", context_, [&](std::size_t i, std::string_view bytes) {
      builder_.set_picture(slots_[i], [&] { return decode_picture(bytes, files_.where(pictures_[i])); });
    });
    cut_lines(pages_, files_, context_, builder_);
    return builder_.finish(files_.root().string());
  }

 private:
  void add_form(const std::string& bytes, const std::string& where) {
    pugi::xml_document document;
    parse_xml(bytes, where, document);
    const pugi::xml_node form = document.document_element();
    if (local_name(form) != "form") return;
    ++forms_;
    const std::string id = form.attribute("id").value();
    Page page;
    page.picture = index_.picture(id).value_or("");
    for (const pugi::xml_node& line : descendants_of(form, "line")) add_line(line, form, id, where, page);
    if (!page.picture.empty() && !page.lines.empty()) pages_.push_back(std::move(page));
  }

  void add_line(const pugi::xml_node& line, const pugi::xml_node& form, const std::string& form_id,
                const std::string& where, Page& page) {
    const std::string id = line.attribute("id").value();
    const std::string writer = form.attribute("writer-id").value();
    const std::size_t slot = builder_.add({id, unescaped(line.attribute("text").value()),
                                           writer.empty() ? form_id : writer, parts_.part_of(id, form_id)});
    if (const auto picture = index_.picture(id)) {
      pictures_.push_back(*picture);
      slots_.push_back(slot);
      return;
    }
    const Outline box = box_of(line, where + ": line " + id);
    if (!page.picture.empty() && box.empty()) builder_.drop(slot, "no outline");
    page.lines.push_back({slot, box, {}, true});
  }

  const FileTree& files_;
  const ReadContext& context_;
  Index index_;
  Parts parts_;
  LineSetBuilder builder_;
  int forms_ = 0;
  std::vector<std::string> pictures_;  // of single lines, and whose they are
  std::vector<std::size_t> slots_;
  std::vector<Page> pages_;  // forms, for lines without a picture
};

}  // namespace

LineSet read_iam(const config::Node& node, const ReadContext& context) {
  config::Fields fields = node.fields();
  const LineOptions options = read_line_options(fields);
  fields.finish();
  const FileTree files(config::resolve(options.path, context.data_root));
  return Reader(files, options, context).read();
}

}  // namespace ductus::data
