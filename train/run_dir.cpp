#include "train/run_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/overwrite.h"

namespace ductus::train {

namespace fs = std::filesystem;

namespace {

fs::path first_free(const std::string& name) {
  for (int n = 1;; ++n) {
    const fs::path path = fs::path("runs") / fmt::format("{}-{}", name, n);
    if (!fs::exists(path)) return path;
  }
}

/// Ends with the process at the latest. Where a file system knows no locks, everyone gets one.
std::shared_ptr<const void> lock(const fs::path& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DUCTUS_CHECK(file >= 0, "{}: the run's folder cannot be opened", folder.string());
  std::shared_ptr<const void> held(nullptr, [file](const void*) { close(file); });
  DUCTUS_CHECK(flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK,
               "{}: another training is at work there (wait for it, or choose another --out)",
               folder.string());
  return held;
}

}  // namespace

RunDir RunDir::choose(const fs::path& path, const std::string& name) {
  RunDir run(path.empty() ? first_free(name) : path);
  if (path.empty()) run.numbered_ = name;
  run.check_free();
  data::check_can_be_made(run.path_);
  return run;
}

void RunDir::check_free() const {
  if (fs::exists(config())) {
    fail_usage("{}: holds a run already (--resume {} goes on with it, or choose another --out)",
               path_.string(), path_.string());
  }
  for (const fs::path& file : {model(), best(), metrics()}) {
    if (fs::exists(file))
      fail_usage("{}: is there already, and a run writes one there (choose another --out)", file.string());
  }
}

RunDir RunDir::open(const fs::path& path) {
  RunDir run(path);
  run.begun_ = true;
  DUCTUS_CHECK(fs::exists(run.config()), "{}: no run to resume: {} is not there", path.string(),
               run.config().string());
  const bool finished = fs::exists(run.model());
  DUCTUS_CHECK(fs::exists(run.checkpoint()), "{}: the run cannot go on: {} is not there (begin another{})",
               path.string(), run.checkpoint().string(),
               finished ? " with --from " + run.model().string() : "");
  return run;
}

// Whether this made it.
bool RunDir::make_folder() const {
  std::error_code problem;
  fs::create_directories(path_.parent_path(), problem);
  const bool made = fs::create_directory(path_, problem);
  DUCTUS_CHECK(!problem, "{}: cannot make the run's folder: {}", path_.string(), problem.message());
  return made;
}

void RunDir::claim() {
  while (!begun_ && !make_folder() && !numbered_.empty()) path_ = first_free(numbered_);
  claim_ = lock(path_);
  if (!begun_) check_free();
}

void RunDir::describe(const std::string& effective_recipe, const data::Ledger& ledger) const {
  data::write_file(this->ledger(), ledger.to_json() + "\n");
  data::write_file(config(), effective_recipe);
}

}  // namespace ductus::train
