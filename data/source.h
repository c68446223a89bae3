// Where samples come from: the DATA of a command line and the `data:` of a recipe, read into one set.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/formats/formats.h"
#include "data/image_set.h"
#include "data/kind.h"
#include "data/line_set.h"
#include "data/split.h"

namespace ductus::data {

/// How a DATA is read besides what it says itself.
struct DataOptions {
  std::vector<std::string> set;  ///< options of its format, as in "first_row=header"
  bool cache = true;             ///< keep data set files beside large sources, and use them
};

/// What a DATA holds, by the name of its format, or what a data set file says. Throws as reading it does when
/// it is neither.
Kind kind_of(std::string_view data, const ReadContext& context);

/// Reads one DATA: a data set file, `FORMAT:PATH` (`mnist:data/mnist`), or a source written inline as in a
/// recipe (`{mnist: {path: data/mnist, part: test}}`). Throws ductus::Error when it holds lines.
ImageSet read_data(std::string_view data, const ReadContext& context, const DataOptions& options = {});

/// The same for lines (`tsv:lines.tsv`). Throws ductus::Error when it holds characters.
LineSet read_lines(std::string_view data, const ReadContext& context, const DataOptions& options = {});

/// One source of a recipe, written as there or as any DATA.
ImageSet read_data(const config::Node& source, const ReadContext& context, bool use_cache);
LineSet read_lines(const config::Node& source, const ReadContext& context, bool use_cache);

/// What a recipe's `data:` says, checked as far as can be before files are opened:
///
///     data:
///       sources:                        # one after the other, in this order; all characters or all lines
///         - {letters_csv: {path: az.csv}}
///         - {mnist: {path: data/mnist}}
///         - own.h5                      # or any DATA
///       train_only: [drawn.h5]          # more sources, whatever the split says: all of it is training data
///       alphabet: 0123456789ABCDEF      # or a list; default: joined_alphabet()
///       split: {like: ductus, test: 0.2, validation: 0.1, seed: 1, stratify: one_hot}
///       cache: true                     # data set files kept beside large sources
///       strict: false                   # true: a sample that is dropped is an error
///
/// A test part may be named instead: `test_groups: [letter 7, letter 9]`, or a text file of names, one a
/// line, which is looked for beside the recipe, then as sources are. The effective recipe has the names.
struct DataRecipe {
  std::vector<config::Node> sources;
  std::vector<config::Node> train_only;  ///< read after them
  std::optional<Alphabet> alphabet;
  std::optional<SplitOptions> split;             ///< absent: the splits that the sources bring along
  std::optional<config::Node> test_groups_file;  ///< of split: read with the sources
  bool cache = true;
  bool strict = false;
};

/// Reads the map; a source's own options are read when it is.
DataRecipe read_data_recipe(const config::Node& data);

/// What all sources hold. Throws ductus::Error (usage) naming two that differ.
Kind kind_of(const DataRecipe& recipe, const ReadContext& context);

/// Reads all sources into one set, with its splits. Samples with symbols outside a given alphabet are
/// dropped, in the ledger as "out of alphabet". Throws ductus::Error on any that is dropped when `strict`.
ImageSet read_data(const DataRecipe& recipe, const ReadContext& context);
LineSet read_lines(const DataRecipe& recipe, const ReadContext& context);

/// One set after the other in `alphabet`, or in joined_alphabet() when none is given. Samples with symbols
/// outside it are dropped, in the ledger as "out of alphabet". Throws ductus::Error (usage) when pictures
/// were prepared in different views (data/same_view.h); only characters may have none, as MNIST's, beside
/// one.
ImageSet join_within(std::vector<ImageSet> sets, const std::optional<Alphabet>& alphabet);
LineSet join_within(std::vector<LineSet> sets, const std::optional<Alphabet>& alphabet);

/// The sets' alphabet when they share one, else every symbol of any: of characters digits first, then by code
/// point, of lines by code point.
Alphabet joined_alphabet(const std::vector<ImageSet>& sets);
Alphabet joined_alphabet(const std::vector<LineSet>& sets);

/// Throws ductus::Error with the ledger's summary when a sample was dropped.
void check_nothing_dropped(const Ledger& ledger);

}  // namespace ductus::data
