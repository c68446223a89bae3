#include <string>
#include <utility>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/line_formats.h"
#include "data/line_text.h"
#include "data/source.h"

namespace ductus::data {
namespace {

Alphabet read_alphabet(const config::Node& node) {
  try {
    return node.is_scalar() ? Alphabet::from_characters(to_nfc(node.as<std::string>(), "alphabet"))
                            : Alphabet(node.as<std::vector<std::string>>());
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::kUsage) throw;
    node.reject(error.what());
  }
}

/// A list of names, or the path of a file with them.
void read_test_groups(const config::Node& node, DataRecipe& recipe) {
  if (node.is_scalar()) {
    node.as<std::string>();
    recipe.test_groups_file = node;
  } else {
    recipe.split->test_groups = node.as<std::vector<std::string>>();
    if (recipe.split->test_groups.empty()) node.reject("expected at least one group, found an empty list");
  }
}

void read_split(const config::Node& node, DataRecipe& recipe) {
  const config::Range<double> fraction = config::Range<double>::below(0.0, 1.0);
  SplitOptions& split = recipe.split.emplace();
  split.test = 0.0;
  config::Fields fields = node.fields();
  fields.optional("like", split.like, split_methods());
  fields.optional("test", split.test, fraction);
  fields.optional("validation", split.validation, fraction);
  fields.optional("seed", split.seed);
  fields.optional("stratify", split.one_hot, stratifications());
  const auto test_groups = fields.node("test_groups");
  fields.finish();
  if (test_groups && split.test > 0.0)
    fields.reject("test", "expected test groups or a fraction of all samples, found both");
  if (test_groups) read_test_groups(*test_groups, recipe);
}

/// The names in the file, which the effective recipe then has instead of it.
std::vector<std::string> read_names(const config::Node& node, const ReadContext& context) {
  const std::filesystem::path given = node.as<std::string>(), beside = node.file().parent_path() / given;
  const bool is_beside = !node.file().empty() && std::filesystem::exists(beside);
  std::vector<std::string> names =
      read_group_names(is_beside ? beside : config::resolve(given, context.data_root));
  node.record(names);
  return names;
}

Kind kind_of_source(const config::Node& source, const ReadContext& context) {
  if (source.is_scalar()) return kind_of(source.as<std::string>(), context);
  return line_formats().contains(source.tagged().first) ? Kind::kLines : Kind::kCharacters;
}

/// The set with others behind it, none of whose samples is in a part but train.
template <typename Set>
Set with_training_data(Set set, std::vector<Set> others, const std::optional<Alphabet>& alphabet) {
  for (Set& other : others) other.splits.clear();
  others.insert(others.begin(), std::move(set));
  return join_within(std::move(others), alphabet);
}

/// All sources, joined and split as the recipe says. Set: ImageSet or LineSet; `read` reads one source.
template <typename Set, typename Read>
Set read_recipe(const DataRecipe& recipe, const ReadContext& context, Read read) {
  std::vector<Set> sets, train_only;
  for (const config::Node& source : recipe.sources) sets.push_back(read(source));
  for (const config::Node& source : recipe.train_only) train_only.push_back(read(source));
  Set set = join_within(std::move(sets), recipe.alphabet);
  if (recipe.split) {
    SplitOptions split = *recipe.split;
    if (recipe.test_groups_file) split.test_groups = read_names(*recipe.test_groups_file, context);
    set.splits = make_splits(set, split);
  }
  if (!train_only.empty()) set = with_training_data(std::move(set), std::move(train_only), recipe.alphabet);
  if (recipe.strict) check_nothing_dropped(set.ledger);
  return set;
}

}  // namespace

DataRecipe read_data_recipe(const config::Node& data) {
  DataRecipe recipe;
  config::Fields fields = data.fields();
  const config::Node sources = fields.required_node("sources");
  recipe.sources = sources.elements();
  if (recipe.sources.empty()) sources.reject("expected at least one source, found an empty list");
  if (const auto node = fields.node("train_only")) recipe.train_only = node->elements();
  if (const auto node = fields.node("alphabet")) recipe.alphabet = read_alphabet(*node);
  if (const auto node = fields.node("split")) read_split(*node, recipe);
  fields.optional("cache", recipe.cache);
  fields.optional("strict", recipe.strict);
  fields.finish();
  return recipe;
}

Kind kind_of(const DataRecipe& recipe, const ReadContext& context) {
  const config::Node& first = recipe.sources.front();
  const Kind kind = kind_of_source(first, context);
  std::vector<config::Node> all = recipe.sources;
  all.insert(all.end(), recipe.train_only.begin(), recipe.train_only.end());
  for (const config::Node& source : all) {
    const Kind other = kind_of_source(source, context);
    if (other == kind) continue;
    fail_usage("{}: {}, but {}: {}, expected one kind in all sources", first.where(), name_of(kind),
               source.where(), name_of(other));
  }
  return kind;
}

ImageSet read_data(const DataRecipe& recipe, const ReadContext& context) {
  return read_recipe<ImageSet>(
      recipe, context, [&](const config::Node& source) { return read_data(source, context, recipe.cache); });
}

LineSet read_lines(const DataRecipe& recipe, const ReadContext& context) {
  return read_recipe<LineSet>(
      recipe, context, [&](const config::Node& source) { return read_lines(source, context, recipe.cache); });
}

}  // namespace ductus::data
