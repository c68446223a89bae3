#include "data/source.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/dataset_file.h"
#include "data/hdf5.h"
#include "data/source_cache.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;

/// The cache of a source that is worth one: a large text file whose options are all known here. A new option
/// of the format that is not turns the cache off rather than mix up two readings.
std::optional<SourceCache> cache_of(const config::Node& source, const ReadContext& context) {
  const auto [format, options] = source.tagged();
  if (format != "letters_csv" || !options.is_map()) return std::nullopt;
  try {
    std::string path;
    std::string first_row = "auto";
    config::Fields fields = options.fields();
    fields.required("path", path);
    fields.optional("first_row", first_row);
    fields.finish();
    const fs::path file = config::resolve(path, context.data_root);
    if (!fs::is_regular_file(file) || fs::file_size(file) < SourceCache::kSmallestSource) return std::nullopt;
    return SourceCache(file, format + " " + first_row);
  } catch (const Error&) {
    return std::nullopt;  // the format's reader says what is wrong
  }
}

ImageSet read_through_cache(const config::Node& source, const ReadContext& context, bool use_cache) {
  const auto cache = use_cache ? cache_of(source, context) : std::nullopt;
  if (!cache) return read_source(source, context);
  if (auto kept = cache->find(context.reporter)) return std::move(*kept);
  ImageSet set = read_source(source, context);
  cache->keep(set, context.reporter);
  return set;
}

ImageSet read_source_text(std::string_view text, const ReadContext& context, const DataOptions& options) {
  config::Document document = source_document(text);
  const std::string format = document.root().tagged().first;
  for (const std::string& option : options.set) document.set(format + "." + option);
  return read_through_cache(document.root(), context, options.cache);
}

ImageSet read_one(const config::Node& source, const ReadContext& context, bool use_cache) {
  if (source.is_scalar()) return read_data(source.as<std::string>(), context, {{}, use_cache});
  return read_through_cache(source, context, use_cache);
}

Alphabet read_alphabet(const config::Node& node) {
  try {
    return node.is_scalar() ? Alphabet::from_characters(node.as<std::string>())
                            : Alphabet(node.as<std::vector<std::string>>());
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::kUsage) throw;
    node.reject(error.what());
  }
}

SplitOptions read_split(const config::Node& node) {
  const config::Range<double> fraction = config::Range<double>::below(0.0, 1.0);
  SplitOptions split;
  split.test = 0.0;
  std::string stratify = "one_hot";
  config::Fields fields = node.fields();
  fields.optional("like", split.like, split_methods());
  fields.optional("test", split.test, fraction);
  fields.optional("validation", split.validation, fraction);
  fields.optional("seed", split.seed);
  fields.optional("stratify", stratify, config::OneOf{"one_hot", "integer"});
  fields.finish();
  split.one_hot = stratify == "one_hot";
  return split;
}

/// Without the samples of symbols that the alphabet lacks; the set itself when it lacks none.
ImageSet within(const ImageSet& set, const Alphabet& alphabet) {
  std::vector<int64_t> kept;
  Ledger ledger = set.ledger;
  std::vector<bool> known;
  for (const std::string& symbol : set.alphabet.symbols()) known.push_back(alphabet.find(symbol) >= 0);
  if (std::all_of(known.begin(), known.end(), [](bool is) { return is; })) return set;
  for (int64_t i = 0; i < set.size(); ++i) {
    if (known[set.labels[i]]) {
      kept.push_back(i);
    } else {
      ledger.drop("out of alphabet", set.id(i));
    }
  }
  ImageSet result = subset(set, kept);
  ledger.use(static_cast<int64_t>(kept.size()) - set.size());
  result.ledger = ledger;
  return result;
}

bool is_digit(const std::string& symbol) {
  return symbol.size() == 1 && symbol[0] >= '0' && symbol[0] <= '9';
}

}  // namespace

ImageSet read_data(std::string_view data, const ReadContext& context, const DataOptions& options) {
  const bool misspelt = data.find(':') != std::string_view::npos && !fs::exists(fs::path(data));
  if (is_source(data) || misspelt) return read_source_text(data, context, options);
  const fs::path path = config::resolve(fs::path(data), context.data_root);
  DUCTUS_CHECK(hdf5::is_hdf5(path),
               "{}: {}, expected a data set file (name the format of anything else, as in {}:{})",
               path.string(), fs::is_directory(path) ? "a folder" : "not an HDF5 file",
               fs::is_directory(path) ? "image_folder" : "letters_csv", data);
  if (!options.set.empty())
    fail_usage("{}: a data set file has no options, found {}", path.string(), options.set[0]);
  return read_dataset(path);
}

DataRecipe read_data_recipe(const config::Node& data) {
  DataRecipe recipe;
  config::Fields fields = data.fields();
  const config::Node sources = fields.required_node("sources");
  recipe.sources = sources.elements();
  if (recipe.sources.empty()) sources.reject("expected at least one source, found an empty list");
  if (const auto node = fields.node("alphabet")) recipe.alphabet = read_alphabet(*node);
  if (const auto node = fields.node("split")) recipe.split = read_split(*node);
  fields.optional("cache", recipe.cache);
  fields.optional("strict", recipe.strict);
  fields.finish();
  return recipe;
}

ImageSet read_data(const DataRecipe& recipe, const ReadContext& context) {
  std::vector<ImageSet> sets;
  for (const config::Node& source : recipe.sources) sets.push_back(read_one(source, context, recipe.cache));
  ImageSet set = join_within(std::move(sets), recipe.alphabet);
  if (recipe.strict) check_nothing_dropped(set.ledger);
  if (recipe.split) set.splits = make_splits(set, *recipe.split);
  return set;
}

ImageSet join_within(std::vector<ImageSet> sets, const std::optional<Alphabet>& alphabet) {
  const Alphabet joined = alphabet ? *alphabet : joined_alphabet(sets);
  for (ImageSet& set : sets) set = within(set, joined);
  return join(sets, joined);
}

Alphabet joined_alphabet(const std::vector<ImageSet>& sets) {
  const auto shared = [&](const ImageSet& set) { return set.alphabet == sets.front().alphabet; };
  if (!sets.empty() && std::all_of(sets.begin(), sets.end(), shared)) return sets.front().alphabet;
  std::set<std::pair<bool, std::string>> symbols;
  for (const ImageSet& set : sets) {
    for (const std::string& symbol : set.alphabet.symbols()) symbols.emplace(!is_digit(symbol), symbol);
  }
  std::vector<std::string> ordered;
  for (const auto& entry : symbols) ordered.push_back(entry.second);
  return Alphabet(std::move(ordered));
}

void check_nothing_dropped(const Ledger& ledger) {
  DUCTUS_CHECK(ledger.dropped().empty(), "strict: {}", ledger.summary());
}

}  // namespace ductus::data
