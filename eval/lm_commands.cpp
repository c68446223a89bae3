#include "eval/lm_commands.h"

#include <list>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "configs/cli/progress.h"
#include "configs/schema/error.h"
#include "configs/schema/json_text.h"
#include "data/atomic_file.h"
#include "data/overwrite.h"
#include "eval/decoders/edit_costs.h"
#include "eval/tsv_file.h"

namespace ductus::eval {
namespace {

using nlohmann::json;

/// The lines of all files, or of a column of each.
struct Texts {
  Texts(const std::vector<std::string>& paths, const std::string& column) {
    for (const std::string& path : paths) {
      name += (name.empty() ? "" : ", ") + path;
      if (column.empty()) {
        add_lines(files.emplace_back(path));
      } else {
        add_column(tables.emplace_back(path), column);
      }
    }
  }

  void add_lines(TsvFile& file) {
    for (std::string_view line; file.next_line(line);) lines.push_back(line);
  }

  void add_column(TsvTable& table, const std::string& column) {
    const std::size_t place = table.column(column);
    for (TsvFields row; table.next(row);) lines.push_back(row[place]);
  }

  std::list<TsvFile> files;
  std::list<TsvTable> tables;
  std::vector<std::string_view> lines;  // views into these
  std::string name;
};

/// What was read, by id; ids and texts are views into the table.
std::unordered_map<std::string_view, std::string_view> texts_by_id(TsvTable& table,
                                                                   const std::string& column) {
  const bool files = !table.has("id") && table.has("file");  // as `ductus eval` writes them
  const std::size_t id = table.column(files ? "file" : "id"), text = table.column(column);
  std::unordered_map<std::string_view, std::string_view> by_id;
  for (TsvFields row; table.next(row);) {
    DUCTUS_CHECK(by_id.emplace(row[id], row[text]).second, "{}:{}: id '{}' was there already", table.name(),
                 table.line(), row[id]);
  }
  return by_id;
}

}  // namespace

int run_lm_train(const LmTrainOptions& options) {
  const auto [order, min_count] = options.model;
  if (order < 1 || order > 16) fail_usage("--order {}: expected from 1 to 16", order);
  if (min_count < 1) fail_usage("--min-count {}: expected at least 1", min_count);
  data::refuse_to_overwrite(options.out, options.overwrite);
  const Texts texts(options.text, options.column);
  const CharLm lm(train_char_lm(texts.lines, options.model, texts.name));
  data::write_file(options.out, lm.to_arpa());
  const std::size_t symbols = lm.vocabulary().size() - CharLm::kFirst;
  if (options.shared.json) {
    const json result = {
        {"file", options.out.string()}, {"order", lm.order()}, {"symbols", symbols}, {"ngrams", lm.size()}};
    fmt::print("{}\n", config::json_text(result));
  } else {
    fmt::print("wrote {}: order {}, {} symbols, {} n-grams\n", options.out.string(), lm.order(), symbols,
               config::with_thousands(static_cast<int64_t>(lm.size())));
  }
  return 0;
}

int run_lm_score(const LmScoreOptions& options) {
  const CharLm lm = read_char_lm(options.model);
  const Texts texts(options.text, options.column);
  const LmScore score = score_text(lm, texts.lines, texts.name);
  DUCTUS_CHECK(score.lines > 0, "{}: no text, expected at least one line that is not empty", texts.name);
  if (options.shared.json) {
    const json result = {{"lines", score.lines},
                         {"symbols", score.symbols},
                         {"unknown", score.unknown},
                         {"bits_per_symbol", score.bits_per_symbol()},
                         {"perplexity", score.perplexity()}};
    fmt::print("{}\n", config::json_text(result));
  } else {
    fmt::print("{} lines, {} symbols with their ends, {} of them unknown to the model\n",
               config::with_thousands(score.lines), config::with_thousands(score.symbols),
               config::with_thousands(score.unknown));
    fmt::print("{:.4f} bits per symbol, perplexity {:.4f}\n", score.bits_per_symbol(), score.perplexity());
  }
  return 0;
}

int run_lm_costs(const LmCostsOptions& options) {
  data::refuse_to_overwrite(options.out, options.overwrite);
  TsvTable truth(options.truth), predicted(options.predicted);
  const auto read = texts_by_id(predicted, options.column);
  EditCosts costs;
  int64_t lines = 0;
  for (const auto& [id, text] : texts_by_id(truth, options.column)) {
    const auto found = read.find(id);
    DUCTUS_CHECK(found != read.end(), "{}: nothing was read for id '{}' of {}", predicted.name(), id,
                 truth.name());
    costs.learn(text, found->second, truth.name());
    ++lines;
  }
  data::write_file(options.out, costs.to_tsv());
  if (options.shared.json) {
    const json result = {{"file", options.out.string()}, {"lines", lines}, {"edits", costs.counts().size()}};
    fmt::print("{}\n", config::json_text(result));
  } else {
    fmt::print("wrote {}: {} kinds of edits in {} lines\n", options.out.string(), costs.counts().size(),
               config::with_thousands(lines));
  }
  return 0;
}

}  // namespace ductus::eval
