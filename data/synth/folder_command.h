// A verb that draws numbered samples into a folder, each some files: receipts, forms.
#pragma once

#include <string>
#include <vector>

#include "data/synth/draw_command.h"
#include "data/synth/numbered_samples.h"

namespace ductus::data {

class FolderCommand : public DrawCommand {
 public:
  using DrawCommand::DrawCommand;

 protected:
  /// Declares the kind's own options, and gives examples.
  virtual void declare_own(config::CommandLine& line) = 0;

  /// What load() has loaded.
  virtual const NumberedSamples& samples() const = 0;

  /// Whether samples whose files are there are drawn all the same: something else is made of them.
  virtual bool needs_all() const { return false; }

  /// samples().draw(), and whatever else is made of them.
  virtual void draw_samples(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                            const TakeSample& take);

  void check_outputs() const override;
  DrawResult draw(ThreadPool& pool, config::Reporter& reporter) override;
  DrawResult verify(ThreadPool& pool, config::Reporter& reporter) override;

 private:
  void declare(config::CommandLine& line) final;
  DrawResult result(int64_t kept) const;
};

}  // namespace ductus::data
