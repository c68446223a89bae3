#include "data/source.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <type_traits>
#include <utility>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/dataset_file.h"
#include "data/formats/line_formats.h"
#include "data/formats/listed_lines.h"
#include "data/hdf5.h"
#include "data/line_view.h"
#include "data/source_cache.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

template <typename Set>
constexpr bool kIsLines = std::is_same_v<Set, LineSet>;

bool is_large(const fs::path& file) {
  return fs::is_regular_file(file) && fs::file_size(file) >= SourceCache::kSmallestSource;
}

/// The cache of a large text file whose options are all known here. A new option of the format that is not
/// turns the cache off rather than mix up two readings.
std::optional<SourceCache> cache_of_text(const config::Node& options, const ReadContext& context) {
  std::string path;
  std::string first_row = "auto";
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.optional("first_row", first_row);
  fields.finish();
  const fs::path file = config::resolve(path, context.data_root);
  if (!is_large(file)) return std::nullopt;
  return SourceCache(file, "3 letters_csv " + first_row);
}

bool is_archive(const fs::path& file) {
  static const std::vector<std::string> kSuffixes = {".tar",    ".tgz",     ".tar.gz", ".tar.bz2",
                                                     ".tar.xz", ".tar.zst", ".zip"};
  const std::string name = file.filename().string();
  const auto ends_name = [&](const std::string& end) {
    return name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
  };
  return is_large(file) && std::any_of(kSuffixes.begin(), kSuffixes.end(), ends_name);
}

/// The cache of lines whose pictures lie in a large archive: `path`, or `root` beside the list `path`.
/// A folder, of pictures or of lists, has no state that is known without a look at each file, and is read
/// again.
std::optional<SourceCache> cache_of_archive(const std::string& format, const config::Node& options,
                                            const ReadContext& context) {
  // What lines are made of changes with the view's defaults; the number counts changes of the rest.
  const std::string yaml = options.verbatim();
  const std::string key = fmt::format("3 {} {} {}", format, LineView().to_json(), yaml);
  const config::Document given = config::Document::parse(yaml, format);
  config::Fields fields = given.root().fields();
  std::string path, root;
  fields.required(fields.has("file") ? "file" : "path", path);
  fields.optional("root", root);
  const fs::path list = config::resolve(path, context.data_root);
  if (root.empty()) return is_archive(list) ? std::optional(SourceCache(list, key)) : std::nullopt;
  const fs::path archive = pictures_root(root, list, context.data_root);
  const bool known = is_archive(archive) && fs::is_regular_file(list);
  return known ? std::optional(SourceCache(archive, key, list)) : std::nullopt;
}

/// The cache of a source that is worth one.
std::optional<SourceCache> cache_of(const config::Node& source, const ReadContext& context) {
  const auto [format, options] = source.tagged();
  if (!options.is_map()) return std::nullopt;
  try {
    if (format == "letters_csv") return cache_of_text(options, context);
    if (line_formats().contains(format)) return cache_of_archive(format, options, context);
  } catch (const Error&) {
    // the format's reader says what is wrong
  }
  return std::nullopt;
}

template <typename Set>
Set read_uncached(const config::Node& source, const ReadContext& context) {
  if constexpr (kIsLines<Set>)
    return read_line_source(source, context);
  else
    return read_source(source, context);
}

template <typename Set>
Set read_through_cache(const config::Node& source, const ReadContext& context, bool use_cache) {
  const auto cache = use_cache ? cache_of(source, context) : std::nullopt;
  if (!cache) return read_uncached<Set>(source, context);
  const config::Node options = source.tagged().second;
  std::string read_with;
  if (auto kept = cache->template find<Set>(context.reporter, &read_with)) {
    options.record_yaml(read_with);  // the recipe of a run is the same whether or not its sources were kept
    return std::move(*kept);
  }
  Set set = read_uncached<Set>(source, context);
  cache->keep(set, context.reporter, options.effective());
  return set;
}

/// Whether a DATA is meant as a source rather than as a file.
bool is_meant_as_source(std::string_view data) {
  const bool misspelt = data.find(':') != std::string_view::npos && !fs::exists(fs::path(data));
  return is_source(data) || misspelt;
}

/// The data set file that a DATA names. `wanted`: what it is to hold, where that is known.
fs::path dataset_path(std::string_view data, const ReadContext& context, std::optional<Kind> wanted = {}) {
  const fs::path path = config::resolve(fs::path(data), context.data_root);
  if (hdf5::is_hdf5(path)) return path;
  const bool folder = fs::is_directory(path);
  std::vector<std::string> ways;
  if (wanted != Kind::kLines)
    ways.push_back(fmt::format("{}:{}", folder ? "image_folder" : "letters_csv", data));
  if (wanted != Kind::kCharacters) ways.push_back(fmt::format("{}:{}", folder ? "gt_txt" : "tsv", data));
  fail("{}: {}, expected a data set file (name the format of anything else, as in {})", path.string(),
       folder ? "a folder" : "not an HDF5 file", fmt::join(ways, " or "));
}

template <typename Set>
Set read_any(std::string_view data, const ReadContext& context, const DataOptions& options) {
  if (is_meant_as_source(data)) {
    config::Document document = source_document(data);
    const std::string format = document.root().tagged().first;
    for (const std::string& option : options.set) document.set(format + "." + option);
    return read_through_cache<Set>(document.root(), context, options.cache);
  }
  const fs::path path = dataset_path(data, context, kIsLines<Set> ? Kind::kLines : Kind::kCharacters);
  if (!options.set.empty())
    fail_usage("{}: a data set file has no options, found {}", path.string(), options.set[0]);
  if constexpr (kIsLines<Set>)
    return read_line_dataset(path);
  else
    return read_dataset(path);
}

template <typename Set>
Set read_node(const config::Node& source, const ReadContext& context, bool use_cache) {
  if (source.is_scalar()) return read_any<Set>(source.as<std::string>(), context, {{}, use_cache});
  return read_through_cache<Set>(source, context, use_cache);
}

}  // namespace

Kind kind_of(std::string_view data, const ReadContext& context) {
  if (is_meant_as_source(data)) {
    const config::Document document = source_document(data);
    const bool lines = line_formats().contains(document.root().tagged().first);
    return lines ? Kind::kLines : Kind::kCharacters;
  }
  return read_kind(dataset_path(data, context));
}

ImageSet read_data(std::string_view data, const ReadContext& context, const DataOptions& options) {
  return read_any<ImageSet>(data, context, options);
}

LineSet read_lines(std::string_view data, const ReadContext& context, const DataOptions& options) {
  return read_any<LineSet>(data, context, options);
}

ImageSet read_data(const config::Node& source, const ReadContext& context, bool use_cache) {
  return read_node<ImageSet>(source, context, use_cache);
}

LineSet read_lines(const config::Node& source, const ReadContext& context, bool use_cache) {
  return read_node<LineSet>(source, context, use_cache);
}

}  // namespace ductus::data
