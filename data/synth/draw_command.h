// A verb of `ductus synth`: all that is alike for every kind of drawn data, from the options to the result.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/cli/cli.h"
#include "configs/schema/reporter.h"
#include "configs/schema/yaml_reader.h"
#include "data/synth/origin.h"
#include "data/synth/shard.h"
#include "data/threads.h"

namespace ductus::data {

/// A kind's names, and which options it has of its own.
struct DrawnKind {
  std::string verb, help;
  std::string recipe;                ///< what RECIPE is, for --help
  std::string samples;               ///< what results call them: "receipts"
  std::string fonts_key;             ///< where --fonts stands in the recipe
  std::vector<std::string> decides;  ///< options that say what is drawn: not for --again
  std::vector<std::string> writes;   ///< options that say how it is written: not for --verify
};

/// --out, --count and --resume are declared by the kinds, in their own words.
struct DrawOptions {
  std::string recipe, out, again, preview, shard = "1/1";
  std::vector<std::string> fonts;
  std::optional<int64_t> count;
  bool overwrite = false, resume = false, verify = false;
  config::SharedOptions shared;
};

/// What a run tells a person, and with --json a program.
struct DrawResult {
  nlohmann::ordered_json json;
  std::string text;
};

/// What is drawn from, loaded: how many samples the recipe counts, and what it takes to draw them again.
struct DrawnFrom {
  int64_t count;
  Origin origin;
};

/// The base of FolderCommand and SetCommand, which kinds derive from. What a kind says of itself is virtual,
/// in the order in which it is asked.
class DrawCommand {
 public:
  explicit DrawCommand(DrawnKind kind) : kind_(std::move(kind)) {}
  virtual ~DrawCommand() = default;

  /// Adds the verb `command` to `ductus synth`.
  static void add(std::shared_ptr<DrawCommand> command, config::CommandLine& program);

 protected:
  /// Declares --out, --count and the kind's own options, and gives examples.
  virtual void declare(config::CommandLine& line) = 0;

  /// Before the work: throws ductus::Error when nothing says where to write, or something is there.
  virtual void check_outputs() const = 0;

  /// Changes the recipe (RECIPE, what --again names, or an empty one) as the kind's own options say.
  virtual void change(config::Document& recipe) const = 0;

  /// Reads the recipe and loads what is drawn from.
  virtual DrawnFrom load(config::Document& recipe) = 0;

  /// Draws range() and writes it.
  virtual DrawResult draw(ThreadPool& pool, config::Reporter& reporter) = 0;

  /// Draws again what --again names and compares; calls prepare() itself. Throws ductus::Error where it is
  /// not the same.
  virtual DrawResult verify(ThreadPool& pool, config::Reporter& reporter) = 0;

  /// Makes the recipe and loads it; range() and origin() are there from here on.
  void prepare();

  const DrawnKind& kind() const { return kind_; }
  const SampleRange& range() const { return range_; }
  const Origin& origin() const { return origin_; }

  /// Of what --again names, a folder or a data set file. Throws ductus::Error when nothing says how it was
  /// drawn.
  Origin origin_again() const;

  /// What verify() returns of a data set file with `same` samples.
  DrawResult verified(const std::string& samples, int64_t same) const;

  /// What it returns of a folder that has `same` samples of all that the recipe counts.
  DrawResult verified_part(int64_t same) const;

  DrawOptions options_;

 private:
  int run(const config::CommandLine& line);
  void check_again(const config::CommandLine& line) const;

  const DrawnKind kind_;
  SampleRange range_;
  Origin origin_;
};

/// A text as a YAML scalar, whatever is in it.
std::string quoted(const std::string& text);
/// A YAML list of them.
std::string quoted_list(const std::vector<std::string>& texts);

}  // namespace ductus::data
