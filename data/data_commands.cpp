#include "data/data_commands.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/duplicates.h"
#include "data/inspect.h"
#include "data/png.h"
#include "data/source.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Before the work, not after it.
void refuse_to_overwrite(const fs::path& path, bool overwrite) {
  if (!overwrite && fs::exists(path))
    fail_usage("{}: exists already (--overwrite replaces it)", path.string());
}

void print(const std::string& line) { fmt::print("{}\n", line); }

/// What a verb that wrote a data set file says.
void print_written(const fs::path& path, const ImageSet& set, bool as_json) {
  if (as_json) {
    print(json{{"file", path.string()},
               {"samples", set.size()},
               {"classes", set.alphabet.size()},
               {"height", set.height},
               {"width", set.width},
               {"ledger", json::parse(set.ledger.to_json())},
               {"content_hash", set.content_hash()}}
              .dump(2));
    return;
  }
  print(fmt::format("{}: {} samples, {} classes, {} x {} pixels", path.string(),
                    config::with_thousands(set.size()), set.alphabet.size(), set.height, set.width));
  print(set.ledger.summary());
}

void print_splits(const fs::path& path, const ImageSet& set, bool as_json) {
  json parts = json::object();
  std::string text = path.string() + ":";
  for (const auto& [part, indices] : set.splits) {
    parts[part] = indices.size();
    text += fmt::format(" {} {}", part, config::with_thousands(static_cast<int64_t>(indices.size())));
  }
  print(as_json ? json{{"file", path.string()}, {"splits", parts}}.dump(2) : text);
}

/// What reading takes, for as long as a verb runs.
class Session {
 public:
  explicit Session(const config::SharedOptions& shared)
      : reporter(shared.quiet), context{config::data_root(shared.data_root), reporter, shared.threads} {}

  config::TerminalReporter reporter;
  ReadContext context;
};

}  // namespace

int run_import(const ImportOptions& options) {
  refuse_to_overwrite(options.out, options.overwrite);
  Session session(options.shared);
  ImageSet set = read_data(options.data, session.context, {options.shared.set, false});
  if (options.unique) set = without_duplicates(set);
  if (options.strict) check_nothing_dropped(set.ledger);
  write_dataset(options.out, set);
  print_written(options.out, set, options.shared.json);
  return 0;
}

int run_inspect(const InspectOptions& options) {
  if (!options.sheet.empty()) refuse_to_overwrite(options.sheet, options.overwrite);
  Session session(options.shared);
  const Inspection inspection = inspect(read_data(options.data, session.context, {options.shared.set, true}));
  if (!options.sheet.empty()) {
    write_png(options.sheet, contact_sheet(inspection.set));
    session.reporter.info("wrote " + options.sheet);
  }
  fmt::print("{}", options.shared.json ? inspection_json(inspection) : inspection_text(inspection));
  return 0;
}

int run_split(const SplitCommandOptions& options) {
  ImageSet set = read_dataset(options.file);
  if (!set.splits.empty() && !options.overwrite) {
    fail_usage("{}: has splits already (--overwrite replaces them)", options.file.string());
  }
  SplitOptions split;
  split.like = *split_methods().value(options.like);
  split.test = options.test.value_or(split.like == SplitMethod::kKeras ? 0.0 : 0.2);
  split.validation = options.validation;
  split.one_hot = options.stratify == "one_hot";
  const uint64_t seed = options.shared.seed.value_or(1);
  if (seed > UINT32_MAX) fail_usage("split: a seed of {}, expected at most {}", seed, UINT32_MAX);
  split.seed = static_cast<uint32_t>(seed);
  set.splits = make_splits(set, split);
  write_dataset(options.file, set);
  print_splits(options.file, set, options.shared.json);
  return 0;
}

int run_join(const JoinOptions& options) {
  refuse_to_overwrite(options.out, options.overwrite);
  Session session(options.shared);
  std::vector<ImageSet> sets;
  for (const std::string& data : options.data) sets.push_back(read_data(data, session.context));
  const ImageSet set = join_within(
      std::move(sets),
      options.alphabet.empty() ? std::nullopt : std::optional(Alphabet::from_characters(options.alphabet)));
  if (options.strict) check_nothing_dropped(set.ledger);
  write_dataset(options.out, set);
  print_written(options.out, set, options.shared.json);
  return 0;
}

}  // namespace ductus::data
