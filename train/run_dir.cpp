#include "train/run_dir.h"

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::train {

namespace fs = std::filesystem;

RunDir RunDir::choose(const fs::path& path, const std::string& name) {
  fs::path chosen = path;
  for (int n = 1; path.empty() && (n == 1 || fs::exists(chosen)); ++n)
    chosen = fs::path("runs") / fmt::format("{}-{}", name, n);
  const RunDir run(chosen);
  DUCTUS_CHECK(!fs::exists(run.config()),
               "{}: holds a run already (--resume {} goes on with it, or choose another --out)",
               chosen.string(), chosen.string());
  return run;
}

RunDir RunDir::open(const fs::path& path) {
  const RunDir run(path);
  DUCTUS_CHECK(fs::exists(run.config()), "{}: no run to resume: {} is not there", path.string(),
               run.config().string());
  DUCTUS_CHECK(fs::exists(run.checkpoint()),
               "{}: the run cannot go on: {} is not there (begin another with --from {})", path.string(),
               run.checkpoint().string(), run.model().string());
  return run;
}

void RunDir::make_folder() const {
  std::error_code problem;
  fs::create_directories(path_, problem);
  DUCTUS_CHECK(!problem, "{}: cannot make the run's folder: {}", path_.string(), problem.message());
}

void RunDir::describe(const std::string& effective_recipe, const data::Ledger& ledger) const {
  data::write_file(this->ledger(), ledger.to_json() + "\n");
  data::write_file(config(), effective_recipe);
}

}  // namespace ductus::train
