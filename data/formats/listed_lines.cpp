#include "data/formats/listed_lines.h"

#include <fmt/format.h>

#include "configs/schema/paths.h"

namespace ductus::data {

std::filesystem::path pictures_root(const std::string& root, const std::filesystem::path& list,
                                    const std::filesystem::path& data_root) {
  const std::filesystem::path folder = list.parent_path(), beside = folder / root;
  if (root.empty()) return folder.empty() ? "." : folder;
  return std::filesystem::exists(beside) ? beside : config::resolve(root, data_root);
}

void decode_pictures(LineSetBuilder& builder, const FileTree& files, const ReadContext& context) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < builder.size(); ++i) names.push_back(builder.id(i));
  files.visit(names, "lines", context, [&](std::size_t i, std::string_view bytes) {
    builder.set_picture(i, [&] { return decode_picture(bytes, files.where(names[i])); });
  });
}

LineSet read_listed_lines(std::vector<LineSetBuilder::Line> lines, const std::filesystem::path& list,
                          const std::filesystem::path& root, const LineOptions& options,
                          const ReadContext& context) {
  LineSetBuilder builder(last_part(list), options);
  for (LineSetBuilder::Line& line : lines) builder.add(std::move(line));
  decode_pictures(builder, FileTree(root), context);
  return builder.finish(fmt::format("{}, pictures in {}", list.string(), root.string()));
}

std::string last_part(const std::filesystem::path& path) {
  return path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
}

}  // namespace ductus::data
