#include "data/formats/file_tree.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "configs/schema/error.h"
#include "data/formats/archive.h"
#include "data/mapped_file.h"
#include "data/threads.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

using Visit = std::function<void(std::size_t, std::string_view)>;

std::vector<std::string> list_folder(const fs::path& root) {
  std::vector<std::string> names;
  try {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(root).generic_string());
    }
  } catch (const fs::filesystem_error& e) {
    fail("{}: cannot list the folder ({})", root.string(), e.code().message());
  }
  return names;
}

std::vector<std::string> list_archive(const fs::path& root) {
  std::vector<std::string> names;
  const auto note = [&](const std::string& name) {
    names.push_back(name);
    return false;
  };
  read_archive(root, note, [](const std::string&, std::string) {});
  return names;
}

/// Files in memory that wait for being visited, on all threads at once.
class Round {
 public:
  Round(std::size_t total, std::string_view what, const ReadContext& context, const Visit& visit)
      : total_(total), what_(what), context_(context), visit_(visit), pool_(context.threads) {}

  void add(std::size_t i, std::string bytes) {
    bytes_ += bytes.size();
    files_.emplace_back(i, std::move(bytes));
    if (files_.size() >= 1024U * static_cast<std::size_t>(pool_.threads()) || bytes_ >= kMostBytes) run();
  }

  /// Visits what waits and ends the progress, even if some files were not there.
  void finish() {
    run();
    context_.reporter.progress(what_, static_cast<int64_t>(total_), static_cast<int64_t>(total_));
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{1} << 26;

  void run() {
    pool_.parallel_for(static_cast<int64_t>(files_.size()), [&](int64_t k) {
      const auto& [i, bytes] = files_[static_cast<std::size_t>(k)];
      visit_(i, bytes);
    });
    done_ += files_.size();
    if (done_ < total_)
      context_.reporter.progress(what_, static_cast<int64_t>(done_), static_cast<int64_t>(total_));
    files_.clear();
    bytes_ = 0;
  }

  std::size_t total_;
  std::string_view what_;
  const ReadContext& context_;
  const Visit& visit_;
  ThreadPool pool_;
  std::vector<std::pair<std::size_t, std::string>> files_;
  std::size_t bytes_ = 0;
  std::size_t done_ = 0;
};

void visit_archive(const fs::path& root, const std::vector<std::string>& names, Round& round) {
  std::unordered_map<std::string, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < names.size(); ++i)
    places[fs::path(names[i]).lexically_normal().generic_string()].push_back(i);
  read_archive(
      root, [&](const std::string& name) { return places.count(name) != 0; },
      [&](const std::string& name, std::string bytes) {
        for (const std::size_t i : places[name]) round.add(i, bytes);
        places.erase(name);  // a name that comes again is not what was visited
      });
}

void visit_folder(const fs::path& root, const std::vector<std::string>& names, std::string_view what,
                  const ReadContext& context, const Visit& visit) {
  ThreadPool pool(context.threads);
  const auto count = static_cast<int64_t>(names.size());
  for (int64_t done = 0; done < count;) {  // in rounds, so that progress can be told
    const int64_t round = std::min<int64_t>(count - done, 256LL * pool.threads());
    pool.parallel_for(round, [&](int64_t k) {
      const auto i = static_cast<std::size_t>(done + k);
      std::error_code ignored;
      if (fs::is_regular_file(root / names[i], ignored)) visit(i, MappedFile(root / names[i]).text());
    });
    done += round;
    context.reporter.progress(what, done, count);
  }
}

}  // namespace

std::string FileTree::where(const std::string& name) const {
  return fs::is_directory(root_) ? (root_ / name).string() : root_.string() + ": " + name;
}

std::vector<std::string> FileTree::list() const {
  std::vector<std::string> names = fs::is_directory(root_) ? list_folder(root_) : list_archive(root_);
  names.erase(std::remove_if(names.begin(), names.end(), is_hidden), names.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void FileTree::visit(const std::vector<std::string>& names, std::string_view what, const ReadContext& context,
                     const Visit& visit) const {
  if (fs::is_directory(root_)) return visit_folder(root_, names, what, context, visit);
  Round round(names.size(), what, context, visit);
  visit_archive(root_, names, round);
  round.finish();
}

std::vector<std::string> FileTree::read(const std::vector<std::string>& names, std::string_view what,
                                        const ReadContext& context) const {
  std::vector<std::string> contents(names.size());
  visit(names, what, context, [&](std::size_t i, std::string_view bytes) { contents[i] = bytes; });
  return contents;
}

bool is_hidden(const fs::path& name) {
  return std::any_of(name.begin(), name.end(), [](const fs::path& part) {
    const std::string text = part.string();
    return text.size() > 1 && text.front() == '.' && text != "..";
  });
}

bool is_picture_name(const std::string& name) {
  static const std::set<std::string> kEndings = {".png",  ".jpg", ".jpeg", ".tif", ".tiff", ".bmp",
                                                 ".webp", ".pbm", ".pgm",  ".ppm", ".jp2"};
  std::string ending = fs::path(name).extension().string();
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return kEndings.count(ending) != 0;
}

}  // namespace ductus::data
