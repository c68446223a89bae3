// Samples that are drawn by number and lie as files in one folder: what receipts and forms are to their
// verbs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "configs/schema/reporter.h"
#include "data/picture.h"
#include "data/synth/origin.h"
#include "data/threads.h"

namespace ductus::data {

/// A file of a drawn sample, before it is written.
struct DrawnFile {
  std::filesystem::path path;  ///< below the folder of all samples
  std::string content;
};

/// One that was drawn.
struct NumberedSample {
  uint64_t index;
  const Picture& image;                           ///< as it is in the end, for a sheet
  std::function<std::vector<DrawnFile>()> files;  ///< all that is written of it; no two file names alike
};

/// Takes samples from the threads that drew them, in any order.
using TakeSample = std::function<void(const NumberedSample&)>;

/// Everything that decides what the samples of one recipe look like. A class a kind. Immutable.
class NumberedSamples {
 public:
  virtual ~NumberedSamples() = default;

  virtual std::string name() const = 0;  ///< of one, for errors: "receipt"
  virtual int64_t count() const = 0;     ///< their numbers are [0, count)
  virtual uint64_t seed() const = 0;

  /// What they are drawn with, and how many there are of it: {"typefaces", 104}.
  virtual std::vector<std::pair<std::string, std::size_t>> materials() const = 0;

  /// What it takes to draw them again.
  virtual Origin origin(const std::string& effective_recipe) const = 0;

  /// What is there of a sample, below the folder, once all of it is: its own folder, or its last file
  /// where a kind has them lie otherwise.
  virtual std::filesystem::path mark(uint64_t index) const;

  /// Draws samples `numbers`. Each is the same for any numbers beside it and any number of threads.
  virtual void draw(const std::vector<int64_t>& numbers, ThreadPool& pool, config::Reporter& reporter,
                    const TakeSample& take) const = 0;
};

/// "000012".
std::string sample_name(uint64_t index);

/// Whether a sample is there, whole.
bool is_written(const std::filesystem::path& folder, const NumberedSamples& samples, uint64_t index);

/// Writes a sample's files below a folder: under `.000012.part` there, renamed when all is written; what an
/// interruption leaves is not there for is_written(). Throws ductus::Error when it cannot.
void write_sample(const std::filesystem::path& folder, const NumberedSample& sample);

/// The proof that --verify gives: draws the samples that a folder has, which may be a shard's, compares all
/// their files and returns their number. Throws ductus::Error, beginning with the folder: none is there; the
/// first sample with a file that is missing or not the same byte for byte; a file other than kOriginFile that
/// is of no sample.
int64_t check_same(const std::filesystem::path& folder, const NumberedSamples& samples, ThreadPool& pool,
                   config::Reporter& reporter);

}  // namespace ductus::data
