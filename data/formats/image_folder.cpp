// A folder with one sub-folder a class, full of pictures of any size: data/character_view.h makes characters
// of them.
#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/character_view.h"
#include "data/class_folder_name.h"
#include "data/formats/file_tree.h"
#include "data/formats/formats.h"
#include "data/threads.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

struct File {
  fs::path path;
  std::string name;  // relative to the root: the sample's id
  int32_t label = 0;
};

std::vector<std::string> class_folders(const fs::path& root) {
  std::vector<std::string> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    if (entry.is_directory() && !is_hidden(entry.path().filename()))
      folders.push_back(entry.path().filename().string());
  }
  std::sort(folders.begin(), folders.end());
  DUCTUS_CHECK(!folders.empty(), "{}: expected one sub-folder a class, found none", root.string());
  return folders;
}

/// All files of a class, sub-folders included.
void list_files(const fs::path& root, const std::string& folder, int32_t label, std::vector<File>& files) {
  const std::vector<std::string> names = FileTree(root / folder).list();
  DUCTUS_CHECK(!names.empty(), "{}: expected pictures of the class, found no file", (root / folder).string());
  for (const std::string& name : names) files.push_back({root / folder / name, folder + "/" + name, label});
}

/// The symbols of the folders, from the option `names` ({folder: symbol}) or what the folders' own names
/// stand for.
std::vector<std::string> symbols_of(const std::vector<std::string>& folders, config::Fields fields) {
  std::vector<std::string> symbols;
  for (const std::string& folder : folders) {
    std::string symbol = symbol_of_class_folder(folder);
    fields.optional(folder, symbol);
    symbols.push_back(symbol);
  }
  fields.finish();
  return symbols;
}

/// Decodes pictures on all threads, each to its own place.
class Decoder {
 public:
  Decoder(const std::vector<File>& files, const CharacterView& view)
      : files_(files),
        view_(view),
        bytes_(static_cast<std::size_t>(view.size_px) * static_cast<std::size_t>(view.size_px)) {}

  void decode(const ReadContext& context) {
    pixels_.resize(files_.size() * bytes_);
    problems_.resize(files_.size());
    ThreadPool pool(context.threads);
    const auto count = static_cast<int64_t>(files_.size());
    for (int64_t done = 0; done < count;) {  // in rounds, so that progress can be told
      const int64_t round = std::min<int64_t>(count - done, 256LL * pool.threads());
      pool.parallel_for(round, [&](int64_t i) { decode_one(static_cast<std::size_t>(done + i)); });
      done += round;
      context.reporter.progress("pictures", done, count);
    }
  }

  /// Keeps what could be decoded; the rest goes to the ledger, or is fatal.
  void fill(ImageSet& set, bool strict) {
    std::vector<uint8_t> pixels;
    std::vector<int32_t> labels;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!problems_[i].empty()) {
        DUCTUS_CHECK(!strict, "{} (strict: true makes an unreadable picture fatal)", problems_[i]);
        set.ledger.drop("unreadable", files_[i].name);
        continue;
      }
      const auto from = pixels_.begin() + static_cast<std::ptrdiff_t>(i * bytes_);
      pixels.insert(pixels.end(), from, from + static_cast<std::ptrdiff_t>(bytes_));
      labels.push_back(files_[i].label);
      set.names.push_back(files_[i].name);
    }
    set.ledger.use(static_cast<int64_t>(labels.size()));
    set.pixels = std::move(pixels);
    set.labels = std::move(labels);
  }

 private:
  void decode_one(std::size_t i) {
    try {
      const std::vector<uint8_t> character = view_.apply(read_picture(files_[i].path));
      std::copy(character.begin(), character.end(),
                pixels_.begin() + static_cast<std::ptrdiff_t>(i * bytes_));
    } catch (const Error& e) {
      problems_[i] = e.what();
    }
  }

  const std::vector<File>& files_;
  const CharacterView& view_;
  std::size_t bytes_;
  std::vector<uint8_t> pixels_;
  std::vector<std::string> problems_;
};

/// Folders of one symbol share a class; classes stand in the order of the folders.
std::vector<std::string> distinct(const std::vector<std::string>& symbols) {
  std::vector<std::string> classes;
  for (const std::string& symbol : symbols) {
    if (std::find(classes.begin(), classes.end(), symbol) == classes.end()) classes.push_back(symbol);
  }
  return classes;
}

/// The files of all classes in order, and the alphabet that their labels count in.
std::vector<File> list_classes(const fs::path& root, const config::Node& names, Alphabet& alphabet) {
  try {
    const std::vector<std::string> folders = class_folders(root);
    const std::vector<std::string> symbols = symbols_of(folders, names.fields());
    alphabet = Alphabet(distinct(symbols));
    std::vector<File> files;
    for (std::size_t i = 0; i < folders.size(); ++i)
      list_files(root, folders[i], alphabet.find(symbols[i]), files);
    return files;
  } catch (const fs::filesystem_error& e) {
    fail("{}: cannot list the folder ({})", root.string(), e.code().message());
  }
}

void number_samples(ImageSet& set, const fs::path& root) {
  std::vector<uint32_t> number(set.labels.size());
  std::iota(number.begin(), number.end(), 0U);
  set.number = std::move(number);
  set.source = std::vector<uint16_t>(set.labels.size());
  set.sources = {root.filename().empty() ? root.parent_path().filename().string() : root.filename().string()};
}

}  // namespace

ImageSet read_image_folder(const config::Node& options, const ReadContext& context) {
  std::string path;
  bool strict = false;
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.optional("strict", strict);
  const CharacterView view = CharacterView::from_options(fields.node_or("view", "{}"));
  const config::Node names = fields.node_or("names", "{}");
  fields.finish();

  const fs::path root = config::resolve(path, context.data_root);
  DUCTUS_CHECK(fs::is_directory(root), "{}: expected a folder with one sub-folder a class, found a file",
               root.string());
  ImageSet set;
  set.height = set.width = view.size_px;
  set.preprocessing = view.to_json();
  const std::vector<File> files = list_classes(root, names, set.alphabet);
  Decoder decoder(files, view);
  decoder.decode(context);
  decoder.fill(set, strict);
  number_samples(set, root);
  return set;
}

}  // namespace ductus::data
