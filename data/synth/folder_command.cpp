#include "data/synth/folder_command.h"

#include <fmt/format.h>

#include "configs/schema/error.h"
#include "configs/schema/thousands.h"
#include "data/overwrite.h"
#include "data/synth/page_sheet.h"

namespace ductus::data {

using config::with_thousands;

void FolderCommand::declare(config::CommandLine& line) {
  line.option("-o,--out", options_.out, "folder to write: new or empty");
  line.option("--count", options_.count, kind().samples + " in all");
  declare_own(line);
  line.flag("--resume", options_.resume,
            "go on after an interruption, or with another shard, with the same recipe");
}

void FolderCommand::check_outputs() const {
  if (options_.out.empty()) fail_usage("--out: expected a folder to write");
  refuse_to_overwrite(options_.preview, options_.overwrite || options_.resume);
}

void FolderCommand::draw_samples(const std::vector<int64_t>& numbers, ThreadPool& pool,
                                 config::Reporter& reporter, const TakeSample& take) {
  samples().draw(numbers, pool, reporter, take);
}

DrawResult FolderCommand::draw(ThreadPool& pool, config::Reporter& reporter) {
  const std::string& out = options_.out;
  begin_folder(out, origin(), options_.resume, options_.overwrite);
  PageSheet preview(options_.preview, range());
  std::vector<int64_t> numbers;
  int64_t kept = 0;
  for (const int64_t i : range().numbers()) {
    const bool there = is_written(out, samples(), static_cast<uint64_t>(i));
    kept += there ? 1 : 0;
    if (!there || needs_all() || preview.shows(i)) numbers.push_back(i);
  }
  draw_samples(numbers, pool, reporter, [&](const NumberedSample& sample) {
    if (!is_written(out, samples(), sample.index)) write_sample(out, sample);
    preview.take(static_cast<int64_t>(sample.index), sample.image);
  });
  preview.write();
  return result(kept);
}

DrawResult FolderCommand::result(int64_t kept) const {
  DrawResult result;
  result.json = {
      {"path", options_.out}, {kind().samples, range().size()}, {"kept", kept}, {"seed", samples().seed()}};
  if (!origin().layout_as.empty()) result.json["layout_as"] = origin().layout_as;
  result.text = fmt::format("{}: {} {}", options_.out, with_thousands(range().size()), kind().samples);
  if (kept > 0) result.text += fmt::format(", {} of them were there", with_thousands(kept));
  for (const auto& [name, count] : samples().materials()) {
    result.json[name] = count;
    result.text += fmt::format(", {} {}", count, name);
  }
  return result;
}

DrawResult FolderCommand::verify(ThreadPool& pool, config::Reporter& reporter) {
  prepare();
  check_unchanged(origin_again(), origin(), options_.again);
  return verified_part(check_same(options_.again, samples(), pool, reporter));
}

}  // namespace ductus::data
