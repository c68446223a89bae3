// A picture a line, and its text beside it: `0001.png` and `0001.gt.txt`, as kraken, Calamari and OCRopus
// have them.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "configs/schema/paths.h"
#include "data/formats/file_tree.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/text_lines.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

using Line = LineSetBuilder::Line;

constexpr std::string_view kTextEnding = ".gt.txt";

enum class Group { kNone, kFolder };

bool is_text_name(const std::string& name) {
  return name.size() > kTextEnding.size() &&
         name.compare(name.size() - kTextEnding.size(), kTextEnding.size(), kTextEnding) == 0;
}

/// What a picture's name has in common with its text's: all up to the last dot (kraken), or up to the first
/// (Calamari: 0001.bin.png).
std::string up_to_last_dot(const std::string& name) { return name.substr(0, name.rfind('.')); }
std::string up_to_first_dot(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(0, name.find('.', slash == std::string::npos ? 0 : slash));
}

/// Text files by what they are called before ".gt.txt", each with its picture once that is found.
class Pairs {
 public:
  explicit Pairs(const std::vector<std::string>& names) {
    std::vector<std::string> pictures;
    for (const std::string& name : names) {
      if (is_text_name(name)) texts_[name.substr(0, name.size() - kTextEnding.size())] = {};
      if (is_picture_name(name)) pictures.push_back(name);
    }
    const std::vector<std::string> others = match(pictures, up_to_last_dot);
    single_ = match(others, up_to_first_dot);
  }

  const std::map<std::string, std::string>& texts() const { return texts_; }  ///< to the picture, or to ""
  const std::vector<std::string>& single() const { return single_; }          ///< pictures without a text

 private:
  /// Returns the pictures that find no text without a picture.
  std::vector<std::string> match(const std::vector<std::string>& pictures,
                                 std::string (*stem)(const std::string&)) {
    std::vector<std::string> others;
    for (const std::string& picture : pictures) {
      const auto text = texts_.find(stem(picture));
      if (text != texts_.end() && text->second.empty())
        text->second = picture;
      else
        others.push_back(picture);
    }
    return others;
  }

  std::map<std::string, std::string> texts_;
  std::vector<std::string> single_;
};

std::string group_of(const std::string& name, Group group) {
  if (group == Group::kNone) return {};
  const std::string folder = fs::path(name).parent_path().generic_string();
  return folder.empty() ? "." : folder;
}

/// One, as a picture has one line: which of several it shows, nobody can tell.
std::vector<TextLine> lines_with_text(std::string_view text, const std::string& where) {
  std::vector<TextLine> lines = text_lines(text, where);
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [](const TextLine& line) { return trimmed(line.text).empty(); }),
              lines.end());
  return lines;
}

void add_lines(const Pairs& pairs, Group group, const FileTree& files, const ReadContext& context,
               LineSetBuilder& builder) {
  std::vector<std::string> names, pictures;
  for (const auto& [stem, picture] : pairs.texts()) {
    if (picture.empty()) {
      builder.add_dropped(stem + std::string(kTextEnding), "no image");
      continue;
    }
    names.push_back(stem + std::string(kTextEnding));
    pictures.push_back(picture);
  }
  const std::vector<std::string> texts = files.read(names, "texts", context);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::vector<TextLine> text = lines_with_text(texts[i], files.where(names[i]));
    const std::size_t slot = builder.add(
        {pictures[i], text.empty() ? "" : std::string(text[0].text), group_of(pictures[i], group), {}});
    if (text.size() > 1) builder.drop(slot, "several lines of text");
  }
  for (const std::string& picture : pairs.single()) builder.add_dropped(picture, "no text");
}

}  // namespace

LineSet read_gt_txt(const config::Node& options, const ReadContext& context) {
  Group group = Group::kNone;
  config::Fields fields = options.fields();
  const LineOptions lines = read_line_options(fields);
  fields.optional("group", group, config::Choice<Group>{{"none", Group::kNone}, {"folder", Group::kFolder}});
  fields.finish();

  const FileTree files(config::resolve(lines.path, context.data_root));
  LineSetBuilder builder(last_part(files.root()), lines);
  add_lines(Pairs(files.list()), group, files, context, builder);
  decode_pictures(builder, files, context);
  return builder.finish(files.root().string());
}

}  // namespace ductus::data
