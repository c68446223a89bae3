#include "data/formats/xml_pages.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/listed_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

bool is_xml_name(const std::string& name) {
  const std::string ending = fs::path(name).extension().string();
  return ending == ".xml" || ending == ".XML";
}

/// Pictures by their whole name, and by it without the ending.
class Pictures {
 public:
  explicit Pictures(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (!is_picture_name(name)) continue;
      names_.insert(name);
      by_stem_.emplace(fs::path(name).replace_extension().generic_string(), name);
    }
  }

  /// The picture of an XML file: of the name that it gives, or of its own; beside it, above it, or at the
  /// root.
  std::optional<std::string> find(const std::string& xml, const std::string& given) const {
    const fs::path folder = fs::path(xml).parent_path();
    for (const fs::path& place : {folder, folder.parent_path(), fs::path()}) {
      for (const fs::path& name : {fs::path(given), fs::path(given).filename()}) {
        const std::string picture = (place / name).lexically_normal().generic_string();
        if (names_.count(picture) != 0) return picture;
      }
      const auto same = by_stem_.find((place / fs::path(xml).stem()).generic_string());
      if (same != by_stem_.end()) return same->second;
    }
    return std::nullopt;
  }

 private:
  std::set<std::string> names_;
  std::map<std::string, std::string> by_stem_;
};

/// An XML file or all that there are, and where the pictures are.
struct Files {
  FileTree xml;
  std::vector<std::string> names;
  bool only_one = false;  // then it must be of the right kind
};

Files find_files(const fs::path& path) {
  if (is_xml_name(path.string())) {
    DUCTUS_CHECK(fs::is_regular_file(path), "{}: expected an XML file, found a folder", path.string());
    const fs::path folder = path.parent_path();
    return {FileTree(folder.empty() ? "." : folder), {path.filename().string()}, true};
  }
  Files files{FileTree(path), {}, false};
  for (const std::string& name : files.xml.list()) {
    if (is_xml_name(name)) files.names.push_back(name);
  }
  return files;
}

void add_line(const XmlLine& line, const std::string& id, const std::string& group, Page& page,
              LineSetBuilder& builder) {
  if (!line.has_text) return builder.add_dropped(id, "no text");
  if (line.outline.size() < 3) return builder.add_dropped(id, "no outline");
  page.lines.push_back({builder.add({id, line.text, group, {}}), line.outline, line.baseline, false});
}

/// The page's lines go to the builder, and to the page what is to be cut. Without a picture they are missing.
Page add_page(const XmlPage& xml, const std::string& name, const Pictures& pictures,
              LineSetBuilder& builder) {
  Page page;
  page.picture = pictures.find(name, xml.picture).value_or("");
  page.width = xml.width;
  page.height = xml.height;
  const std::string group = fs::path(name).replace_extension().generic_string();
  for (std::size_t i = 0; i < xml.lines.size(); ++i) {
    const std::string& id = xml.lines[i].id;
    add_line(xml.lines[i], fmt::format("{}#{}", name, id.empty() ? std::to_string(i) : id), group, page,
             builder);
  }
  return page;
}

}  // namespace

LineSet read_xml_pages(const config::Node& node, const ReadContext& context, const XmlKind& kind) {
  config::Fields fields = node.fields();
  const LineOptions options = read_line_options(fields);
  std::string root;
  fields.optional("root", root);
  fields.finish();

  const fs::path path = config::resolve(options.path, context.data_root);
  const Files files = find_files(path);
  const FileTree picture_files =
      root.empty() ? files.xml : FileTree(pictures_root(root, path, context.data_root));
  const Pictures pictures(picture_files.list());
  const std::vector<std::string> contents = files.xml.read(files.names, "pages", context);
  LineSetBuilder builder(last_part(path), options);
  std::vector<Page> pages;
  for (std::size_t i = 0; i < files.names.size(); ++i) {
    const std::string where = files.xml.where(files.names[i]);
    pugi::xml_document document;
    parse_xml(contents[i], where, document);
    const pugi::xml_node top = document.document_element();
    const bool right_kind = local_name(top) == kind.root;
    DUCTUS_CHECK(right_kind || !files.only_one, "{}: expected {} with the root element {}, found {}", where,
                 kind.name, kind.root, top.name());
    if (right_kind)  // beside pages there may be other files, METS for one
      pages.push_back(add_page(kind.parse(top, where), files.names[i], pictures, builder));
  }
  DUCTUS_CHECK(!pages.empty(), "{}: expected {} files, found none", path.string(), kind.name);
  cut_lines(pages, picture_files, context, builder);
  return builder.finish(path.string());
}

}  // namespace ductus::data
