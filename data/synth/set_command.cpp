#include "data/synth/set_command.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "configs/schema/error.h"
#include "configs/schema/numbers.h"
#include "data/atomic_folder.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/overwrite.h"
#include "data/png.h"
#include "data/sample_set.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

void read(const std::string& path, ImageSet& set) { set = read_dataset(path); }
void read(const std::string& path, LineSet& set) { set = read_line_dataset(path); }

/// Of the samples [0, count) those whose pictures are there: 12 of "word#12.png" and of "0000012.png".
std::vector<int64_t> numbers_in(const fs::path& folder, int64_t count) {
  std::set<int64_t> numbers;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".png") continue;
    const std::string stem = entry.path().stem().string();
    const std::string digits = stem.substr(stem.find_last_not_of("0123456789") + 1);
    int64_t number = 0;
    if (config::parse_number(digits, number) == config::Parsed::kGood && number < count)
      numbers.insert(number);
  }
  return {numbers.begin(), numbers.end()};
}

std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) files.insert(entry.path().lexically_relative(folder).string());
  }
  files.erase(kOriginFile);
  return files;
}

bool same_bytes(const fs::path& a, const fs::path& b) {
  using Bytes = std::istreambuf_iterator<char>;
  std::ifstream first(a, std::ios::binary), second(b, std::ios::binary);
  return std::equal(Bytes(first), {}, Bytes(second), {});
}

void check_same_files(const fs::path& then, const fs::path& now) {
  const std::set<std::string> files = files_below(now);
  for (const std::string& file : files) {
    DUCTUS_CHECK(fs::exists(then / file), "{}: {} is missing", then.string(), file);
    DUCTUS_CHECK(same_bytes(then / file, now / file), "{}: {} is not the same drawn again", then.string(),
                 file);
  }
  for (const std::string& file : files_below(then))
    DUCTUS_CHECK(files.count(file) > 0, "{}: {} was not drawn", then.string(), file);
}

}  // namespace

template <typename Set>
void SetCommand<Set>::declare_format(config::CommandLine& line, std::vector<std::string> exports,
                                     const std::string& help) {
  exports.insert(exports.begin(), "ductus");
  line.choice("--format", format_, exports, help);
}

template <typename Set>
void SetCommand<Set>::check_outputs() const {
  if (options_.out.empty()) fail_usage("--out: expected a file or folder to write");
  if (format_ != "ductus" && fs::path(options_.out).extension() == ".h5")
    fail_usage("--out {}: --format is {}, expected ductus for a data set file", options_.out, format_);
  for (const fs::path& path : outputs()) refuse_to_overwrite_drawn(path, options_.overwrite);
  refuse_to_overwrite(options_.preview, options_.overwrite);
}

template <typename Set>
DrawResult SetCommand<Set>::draw(ThreadPool& pool, config::Reporter& reporter) {
  const Set set = draw_all(pool, reporter);
  if (format_ == "ductus")
    write_dataset(options_.out, set);
  else
    write_export(set, format_, options_.out, reporter);
  if (!options_.preview.empty()) write_png(options_.preview, contact_sheet(set));
  return result(set);
}

template <typename Set>
DrawResult SetCommand<Set>::verify(ThreadPool& pool, config::Reporter& reporter) {
  const std::string& again = options_.again;
  if (fs::is_directory(again)) return verify_folder(pool, reporter);
  Set then;
  read(again, then);
  const Origin drawn = Origin::from_json(then.origin, again);
  prepare();
  check_unchanged(drawn, origin(), again);
  const Set now = draw_part(range_of(then, again), pool, reporter);
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: drawn again it is not the same (it was by {})",
               again, drawn.drawn_by);
  return verified(kind().samples, now.size());
}

/// Those that are there, which may be a shard's, are drawn and written again, elsewhere.
template <typename Set>
DrawResult SetCommand<Set>::verify_folder(ThreadPool& pool, config::Reporter& reporter) {
  const fs::path folder = options_.again;
  prepare();
  check_unchanged(Origin::of_folder(folder), origin(), options_.again);
  std::vector<int64_t> numbers = numbers_in(folder, range().last);
  DUCTUS_CHECK(!numbers.empty(), "{}: none of {} {} is there", folder.string(), range().last, kind().samples);
  const int64_t first = numbers.front();
  const Set whole = draw_part({first, numbers.back() + 1}, pool, reporter);
  for (int64_t& number : numbers) number -= first;
  const AtomicFolder scratch(fs::temp_directory_path() / fmt::format("ductus-verify-{}", getpid()));
  const fs::path again = scratch.temporary() / "again";
  write_export(subset(whole, numbers), format_in(folder), again, reporter);
  check_same_files(folder, again);
  return verified_part(static_cast<int64_t>(numbers.size()));
}

template class SetCommand<ImageSet>;
template class SetCommand<LineSet>;

}  // namespace ductus::data
