#include "data/data_commands.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/json_text.h"
#include "configs/schema/paths.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/duplicates.h"
#include "data/export_characters.h"
#include "data/export_lines.h"
#include "data/inspect.h"
#include "data/inspect_text.h"
#include "data/line_text.h"
#include "data/overwrite.h"
#include "data/png.h"
#include "data/recombine.h"
#include "data/source.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void print(const std::string& line) { fmt::print("{}\n", line); }

/// What reading takes, for as long as a verb runs.
class Session {
 public:
  explicit Session(const config::SharedOptions& shared)
      : reporter(shared.quiet), context{config::data_root(shared.data_root), reporter, shared.threads} {}

  config::TerminalReporter reporter;
  ReadContext context;
};

/// Calls verb(SetType<ImageSet>()) or verb(SetType<LineSet>()).
template <typename S>
struct SetType {
  using Set = S;
};
template <typename Verb>
int run_for(Kind kind, Verb verb) {
  return kind == Kind::kLines ? verb(SetType<LineSet>()) : verb(SetType<ImageSet>());
}

template <typename Set>
Set read_as(SetType<Set>, const std::string& data, const ReadContext& context,
            const DataOptions& options = {}) {
  if constexpr (std::is_same_v<Set, LineSet>)
    return read_lines(data, context, options);
  else
    return read_data(data, context, options);
}

/// The characters of --alphabet, or none: in NFC, as texts of lines are.
std::optional<Alphabet> alphabet_of(const std::string& characters) {
  if (characters.empty()) return std::nullopt;
  try {
    return Alphabet::from_characters(to_nfc(characters, "alphabet"));
  } catch (const Error& error) {
    fail_usage("--alphabet: {}", error.what());
  }
}

/// --as, or a kind's usual one.
std::string checked_export(const ExportOptions& options, Kind kind) {
  const bool lines = kind == Kind::kLines;
  if (options.as.empty()) return lines ? "tsv" : "folders";
  const std::vector<std::string> names = lines ? line_exports().names() : character_exports().names();
  if (std::find(names.begin(), names.end(), options.as) == names.end())
    fail_usage("--as {}: {} holds {}, expected one of: {}", options.as, options.data, name_of(kind),
               fmt::join(names, ", "));
  return options.as;
}

/// Files give way to --overwrite. Folders do not: other files than those exported may lie in them.
void refuse_exported(const ExportOptions& options, const std::string& as) {
  const auto characters = character_exports().value(as);
  if (!characters || characters == CharacterExport::kFolders) return refuse_filled_folder(options.out);
  for (const fs::path& path : exported_paths(options.out, *characters))
    refuse_to_overwrite(path, options.overwrite);
}

std::vector<int64_t> part_named(const SampleSet& set, const ExportOptions& options) {
  const auto part = set.splits.find(options.part);
  if (part == set.splits.end())
    fail_usage("{}: no part '{}', expected one of: {}", options.data, options.part, splits_text(set));
  return {part->second.begin(), part->second.end()};
}

void write_export(const ImageSet& set, const fs::path& out, const std::string& as,
                  config::Reporter& reporter) {
  export_characters(set, out, *character_exports().value(as), reporter);
}

void write_export(const LineSet& set, const fs::path& out, const std::string& as,
                  config::Reporter& reporter) {
  export_lines(set, out, *line_exports().value(as), reporter);
}

json summary_json(const ImageSet& set) {
  return {{"samples", set.size()},
          {"classes", set.alphabet.size()},
          {"height", set.height},
          {"width", set.width}};
}

json summary_json(const LineSet& set) {
  return {{"lines", set.size()},
          {"alphabet", set.alphabet.symbols()},
          {"counts", set.symbol_counts()},
          {"height", set.height},
          {"groups", set.groups.size()}};
}

std::string summary_text(const ImageSet& set) {
  return fmt::format("{} samples, {} classes, {} x {} pixels", config::with_thousands(set.size()),
                     set.alphabet.size(), set.height, set.width);
}

std::string summary_text(const LineSet& set) {
  return fmt::format("{} lines of {} pixels, {} groups\n{}", config::with_thousands(set.size()), set.height,
                     config::with_thousands(static_cast<int64_t>(set.groups.size())), symbols_text(set));
}

/// What a verb that wrote a data set file says.
template <typename Set>
void print_written(const fs::path& path, const Set& set, bool as_json) {
  if (as_json) {
    json written = summary_json(set);
    written["file"] = path.string();
    written["ledger"] = json::parse(set.ledger.to_json());
    written["content_hash"] = set.content_hash();
    return print(config::json_text(written, 2));
  }
  print(fmt::format("{}: {}", path.string(), summary_text(set)));
  print(set.ledger.summary());
}

void print_splits(const fs::path& path, const Splits& splits, bool as_json) {
  json parts = json::object();
  std::string text = path.string() + ":";
  for (const auto& [part, indices] : splits) {
    parts[part] = indices.size();
    text += fmt::format(" {} {}", part, config::with_thousands(static_cast<int64_t>(indices.size())));
  }
  print(as_json ? config::json_text(json{{"file", path.string()}, {"splits", parts}}, 2) : text);
}

SplitOptions split_options(const SplitCommandOptions& options) {
  SplitOptions split;
  split.like = *split_methods().value(options.like);
  const bool no_test = split.like == SplitMethod::kKeras || !options.test_groups.empty();
  split.test = options.test.value_or(no_test ? 0.0 : 0.2);
  split.validation = options.validation;
  split.one_hot = *stratifications().value(options.stratify);
  if (!options.test_groups.empty()) split.test_groups = read_group_names(options.test_groups);
  const uint64_t seed = options.shared.seed.value_or(1);
  if (seed > UINT32_MAX) fail_usage("split: a seed of {}, expected at most {}", seed, UINT32_MAX);
  split.seed = static_cast<uint32_t>(seed);
  return split;
}

template <typename Set>
int split_file(Set set, const SplitCommandOptions& options) {
  if (!set.splits.empty() && !options.overwrite)
    fail_usage("{}: has splits already (--overwrite replaces them)", options.file.string());
  set.splits = make_splits(set, split_options(options));
  write_dataset(options.file, set);
  print_splits(options.file, set.splits, options.shared.json);
  return 0;
}

Kind one_kind_of(const std::vector<std::string>& data, const ReadContext& context) {
  const Kind kind = kind_of(data.front(), context);
  for (const std::string& other : data) {
    if (kind_of(other, context) != kind)
      fail_usage("{} holds {}, but {} holds {}, expected one kind in all", data.front(), name_of(kind), other,
                 name_of(kind_of(other, context)));
  }
  return kind;
}

/// --overwrite is for what an earlier run wrote, not for what this one reads.
void refuse_own_input(const fs::path& out, const std::string& data, const ReadContext& context) {
  const fs::path given = data, after_format = data.substr(data.find(':') + 1), root = context.data_root;
  for (const fs::path& path : {given, after_format, root / given, root / after_format}) {
    std::error_code no_file;
    if (fs::equivalent(out, path, no_file))
      fail_usage("{}: is what is read itself (write to another file)", out.string());
  }
}

template <typename Set>
void check_any(const Set& set, const fs::path& out) {
  DUCTUS_CHECK(set.size() > 0, "{}: not written, no sample can be used: {}", out.string(),
               set.ledger.summary());
}

/// Samples of data without parts beside others with some become training data: said, since few expect it.
template <typename Set>
void tell_parts(const std::vector<Set>& sets, const std::vector<std::string>& data,
                config::Reporter& reporter) {
  std::vector<std::string> with, without;
  for (std::size_t i = 0; i < sets.size(); ++i) (sets[i].splits.empty() ? without : with).push_back(data[i]);
  if (with.empty() || without.empty()) return;
  reporter.warn(
      fmt::format("{}: without parts, so all of it is training data beside the parts of {} (ductus "
                  "data split --overwrite parts the whole anew)",
                  fmt::join(without, ", "), fmt::join(with, ", ")));
}

}  // namespace

int run_import(const ImportOptions& options) {
  refuse_to_overwrite(options.out, options.overwrite);
  const auto alphabet = alphabet_of(options.alphabet);
  Session session(options.shared);
  refuse_own_input(options.out, options.data, session.context);
  return run_for(kind_of(options.data, session.context), [&](auto kind) {
    auto set = read_as(kind, options.data, session.context, {options.shared.set, false});
    if (alphabet) set = join_within({set}, alphabet);
    if (options.unique) set = without_duplicates(set);
    if (options.strict) check_nothing_dropped(set.ledger);
    check_any(set, options.out);
    write_dataset(options.out, set);
    print_written(options.out, set, options.shared.json);
    return 0;
  });
}

int run_inspect(const InspectOptions& options) {
  if (!options.sheet.empty()) refuse_to_overwrite(options.sheet, options.overwrite);
  Session session(options.shared);
  return run_for(kind_of(options.data, session.context), [&](auto kind) {
    const auto inspection = inspect(read_as(kind, options.data, session.context, {options.shared.set, true}));
    if (!options.sheet.empty()) {
      write_png(options.sheet, contact_sheet(inspection.set));
      session.reporter.info("wrote " + options.sheet);
    }
    fmt::print("{}", options.shared.json ? inspection_json(inspection) : inspection_text(inspection));
    return 0;
  });
}

int run_split(const SplitCommandOptions& options) {
  if (read_kind(options.file) == Kind::kLines) return split_file(read_line_dataset(options.file), options);
  return split_file(read_dataset(options.file), options);
}

int run_join(const JoinOptions& options) {
  refuse_to_overwrite(options.out, options.overwrite);
  const auto alphabet = alphabet_of(options.alphabet);
  Session session(options.shared);
  for (const std::string& data : options.data) refuse_own_input(options.out, data, session.context);
  return run_for(one_kind_of(options.data, session.context), [&](auto kind) {
    std::vector<typename decltype(kind)::Set> sets;
    for (const std::string& data : options.data) sets.push_back(read_as(kind, data, session.context));
    tell_parts(sets, options.data, session.reporter);
    const auto set = join_within(std::move(sets), alphabet);
    if (options.strict) check_nothing_dropped(set.ledger);
    check_any(set, options.out);
    write_dataset(options.out, set);
    print_written(options.out, set, options.shared.json);
    return 0;
  });
}

int run_recombine(const RecombineCommandOptions& options) {
  refuse_to_overwrite(options.out, options.overwrite);
  if (options.count < 1) fail_usage("--count: expected at least 1, found {}", options.count);
  Session session(options.shared);
  refuse_own_input(options.out, options.data, session.context);
  const LineSet lines = read_lines(options.data, session.context, {options.shared.set, true});
  const RecombineOptions how{options.count, options.shared.seed.value_or(1)};
  const LineSet set = recombine(lines, read_symbol_places(options.symbols), how);
  write_dataset(options.out, set);
  print_written(options.out, set, options.shared.json);
  return 0;
}

int run_export(const ExportOptions& options) {
  Session session(options.shared);
  const Kind kind = kind_of(options.data, session.context);
  return run_for(kind, [&](auto of_kind) {
    const std::string as = checked_export(options, kind);
    refuse_exported(options, as);
    auto set = read_as(of_kind, options.data, session.context, {options.shared.set, true});
    if (!options.part.empty()) set = subset(set, part_named(set, options));
    write_export(set, options.out, as, session.reporter);
    const std::string path = options.out.string();
    print(options.shared.json
              ? config::json_text(json{{"path", path}, {"as", as}, {name_of(kind), set.size()}}, 2)
              : fmt::format("{}: {} {}", path, config::with_thousands(set.size()), name_of(kind)));
    return 0;
  });
}

}  // namespace ductus::data
