#include "data/synth/set_command.h"

#include <fmt/format.h>

#include "configs/schema/error.h"
#include "configs/schema/thousands.h"
#include "data/contact_sheet.h"
#include "data/dataset_file.h"
#include "data/png.h"

namespace ductus::data {
namespace {

void read(const std::string& path, ImageSet& set) { set = read_dataset(path); }
void read(const std::string& path, LineSet& set) { set = read_line_dataset(path); }

}  // namespace

template <typename Set>
void SetCommand<Set>::declare_format(config::CommandLine& line, std::vector<std::string> exports,
                                     const std::string& help) {
  exports.insert(exports.begin(), "ductus");
  line.choice("--format", format_, exports, help);
}

template <typename Set>
void SetCommand<Set>::check_outputs() const {
  if (options_.out.empty()) fail_usage("--out: expected a file or folder to write");
  for (const std::filesystem::path& path : outputs()) refuse_existing(path, options_.overwrite);
  refuse_existing(options_.preview, options_.overwrite);
}

template <typename Set>
DrawResult SetCommand<Set>::draw(ThreadPool& pool, config::Reporter& reporter) {
  const Set set = draw_all(pool, reporter);
  if (format_ == "ductus")
    write_dataset(options_.out, set);
  else
    write_export(set, reporter);
  if (!options_.preview.empty()) write_png(options_.preview, contact_sheet(set));
  return result(set);
}

template <typename Set>
DrawResult SetCommand<Set>::verify(ThreadPool& pool, config::Reporter& reporter) {
  const std::string& again = options_.again;
  Set then;
  read(again, then);
  const Origin drawn = Origin::from_json(then.origin, again);
  prepare();
  check_unchanged(drawn, origin(), again);
  const int64_t first = then.number.empty() ? 0 : then.number[0];
  const Set now = draw_part({first, first + then.size()}, pool, reporter);
  DUCTUS_CHECK(now.content_hash() == then.content_hash(), "{}: drawn again it is not the same (it was by {})",
               again, drawn.drawn_by);
  const std::string& samples = kind().samples;
  return verified(samples, now.size(),
                  fmt::format("{} {} are the same", config::with_thousands(now.size()), samples));
}

template class SetCommand<ImageSet>;
template class SetCommand<LineSet>;

}  // namespace ductus::data
