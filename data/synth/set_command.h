// A verb that draws a whole set, and writes it as a data set file or as files for other programs: characters,
// lines.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/image_set.h"
#include "data/line_set.h"
#include "data/synth/draw_command.h"

namespace ductus::data {

/// Of an ImageSet or a LineSet.
template <typename Set>
class SetCommand : public DrawCommand {
 public:
  /// `format`: the default of --format, "ductus" or one of the kind's exports.
  SetCommand(DrawnKind kind, std::string format) : DrawCommand(std::move(kind)), format_(std::move(format)) {}

 protected:
  /// Declares --format.
  void declare_format(config::CommandLine& line, std::vector<std::string> exports, const std::string& help);

  /// Files and folders that --out stands for.
  virtual std::vector<std::filesystem::path> outputs() const { return {options_.out}; }

  /// A part of what the recipe counts, with its origin.
  virtual Set draw_part(SampleRange part, ThreadPool& pool, config::Reporter& reporter) const = 0;

  /// All of range(): draw_part(), unless a kind goes on where an earlier run was interrupted.
  virtual Set draw_all(ThreadPool& pool, config::Reporter& reporter) const {
    return draw_part(range(), pool, reporter);
  }

  /// Writes a set in a --format that is not "ductus".
  virtual void write_export(const Set& set, const std::string& format, const std::filesystem::path& out,
                            config::Reporter& reporter) const = 0;

  /// The --format of a folder of pictures.
  virtual std::string format_in(const std::filesystem::path& folder) const = 0;

  virtual DrawResult result(const Set& set) const = 0;

  void check_outputs() const override;
  DrawResult draw(ThreadPool& pool, config::Reporter& reporter) override;
  DrawResult verify(ThreadPool& pool, config::Reporter& reporter) override;

  std::string format_;

 private:
  DrawResult verify_folder(ThreadPool& pool, config::Reporter& reporter);
};

extern template class SetCommand<ImageSet>;
extern template class SetCommand<LineSet>;

}  // namespace ductus::data
