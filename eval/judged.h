// What judging characters and judging lines have in common: which samples, and what they are to the model.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "configs/schema/error.h"
#include "data/same_view.h"
#include "data/sample_set.h"
#include "data/sample_sketch.h"
#include "data/source.h"
#include "eval/data_use.h"
#include "eval/eval_command.h"
#include "eval/id_table.h"
#include "eval/plots.h"
#include "eval/provenance.h"
#include "models/trained_model.h"

namespace ductus::eval {

/// The set's content_hash as training took it, in the model's alphabet, where that has all its symbols.
template <typename Set>
std::string hash_in(const data::Alphabet& alphabet, const Set& set) {
  const auto& symbols = set.alphabet.symbols();
  const bool has_all = std::all_of(symbols.begin(), symbols.end(),
                                   [&](const std::string& symbol) { return alphabet.find(symbol) >= 0; });
  return has_all ? data::join({set}, alphabet).content_hash() : set.content_hash();
}

/// `model`: on the device and in the precision that it is judged in.
Provenance provenance(const EvalOptions& options, const models::TrainedModel& model, const std::string& name,
                      const std::string& hash, const std::string& split);

/// The samples that are judged, all of a set of their own.
template <typename Set>
struct Judged {
  Set set;
  std::vector<int64_t> indices;
  std::string name, split, hash;
  data::Ledger ledger;  ///< of all that was read, other parts included
};

/// The part to judge: the one that `split` names, else the test part, else everything; `split` becomes its
/// name.
std::vector<int64_t> select_part(const data::SampleSet& set, int64_t size, std::string& split);

/// Where the model's recipe takes its data from. Throws ductus::Error when it has none.
data::DataRecipe recipe_data(const EvalOptions& options, const models::ModelInfo& info);

/// How the DATA of the command line is read: the model's way from pictures to samples holds for a source that
/// makes them and does not say its own.
data::DataOptions as_the_model_sees(const EvalOptions& options, const models::ModelInfo& info);

/// Tells of samples that are not there to be judged. Throws ductus::Error with --strict.
void tell_left_out(const EvalOptions& options, const data::Ledger& ledger, config::Reporter& reporter);

template <typename Set>
Judged<Set> judged_part(const Set& set, const EvalOptions& options) {
  Judged<Set> judged;
  judged.split = options.split;
  judged.set = data::subset(set, select_part(set, set.size(), judged.split));
  judged.hash = judged.set.content_hash();
  judged.ledger = set.ledger;
  judged.name = options.data.empty() ? fmt::format("{}", fmt::join(set.sources, " + ")) : options.data;
  DUCTUS_CHECK(judged.set.size() > 0, "{}: no samples to judge", judged.name);
  for (int64_t i = 0; i < judged.set.size(); ++i) judged.indices.push_back(i);
  return judged;
}

/// Throws ductus::Error unless the pictures became what is judged in the model's way; where nothing is known
/// of either's there is nothing to compare. View: LineView or CharacterView.
template <typename View, typename Set>
void check_same_view(const Judged<Set>& judged, const models::ModelInfo& info) {
  const std::string &ours = judged.set.preprocessing, &expected = info.preprocessing;
  DUCTUS_CHECK(
      ours.empty() || expected.empty() || data::same_view<View>(ours, expected),
      "{}: made of pictures as {}, expected {} as the model was trained (read or import them with that view)",
      judged.name, ours, expected);
}

/// Before the work, where tables with a row a sample are asked for: throws ductus::Error when two samples
/// have the same id.
template <typename Set>
void check_ids(const Judged<Set>& judged, const EvalOptions& options) {
  if (options.predictions.empty() && options.symbols.empty()) return;
  std::vector<std::string> ids;
  for (const int64_t i : judged.indices) ids.push_back(judged.set.id(i));
  check_ids_differ(judged.name, ids);
}

/// At most 40 of them, for messages.
std::string symbols_text(const data::Alphabet& alphabet);

template <typename Set>
Provenance provenance(const EvalOptions& options, const models::TrainedModel& model,
                      const Judged<Set>& judged) {
  Provenance p = provenance(options, model, judged.name, judged.hash, judged.split);
  const FoundUse found = data_use(model.info, hash_in(model.info.alphabet, judged.set),
                                  data::sample_hashes(judged.set, judged.indices));
  p.data_use = found.use;
  p.told = found.told;
  for (const auto& [reason, dropped] : judged.ledger.dropped()) p.left_out[reason] = dropped.count;
  return p;
}

/// What the model's training measured, where its run's folder is around it. What cannot be read there is a
/// warning: the model is judged without it.
std::vector<LineChart> curves_beside(const std::filesystem::path& model, config::Reporter& reporter);

/// The net on its device, in the precision it was trained in where that is fast.
void place(models::TrainedModel& model, c10::Device device);

int eval_characters(const EvalOptions& options, models::TrainedModel& model, c10::Device device,
                    const data::ReadContext& context);
int eval_lines(const EvalOptions& options, models::TrainedModel& model, c10::Device device,
               const data::ReadContext& context);

}  // namespace ductus::eval
