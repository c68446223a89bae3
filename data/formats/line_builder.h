// What every reader of lines does with the lines it finds: text normalised, picture made a line, and all that
// is dropped in the ledger.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/formats/formats.h"
#include "data/line_set.h"
#include "data/line_text.h"
#include "data/line_view.h"

namespace ductus::data {

/// The options that all line formats have.
struct LineOptions {
  std::string path;  ///< as given: config::resolve() finds it
  LineView view;
  LineText text;
};

/// Reads `path`, `view`, `squeeze_spaces` and `upper_case`; the caller adds its own and calls
/// fields.finish().
LineOptions read_line_options(config::Fields& fields, const char* path_key = "path");

/// Collects lines in the order in which they are added; their pictures may come in any order, on any thread.
class LineSetBuilder {
 public:
  /// What a reader knows of a line before it sees the picture.
  struct Line {
    std::string id;     ///< its file name, or "page.xml#line": a second line of one id is dropped
    std::string text;   ///< UTF-8, as the file has it
    std::string group;  ///< receipt, letter or writer; empty: none
    std::string part;   ///< "train", "validation", "test", or empty: the split that the source brings along
  };

  /// `source` is what the set's source is called.
  LineSetBuilder(std::string source, const LineOptions& options)
      : source_(std::move(source)), options_(options) {}

  /// Returns the line's slot, for what follows. Throws ductus::Error naming the line on text that is no
  /// UTF-8.
  std::size_t add(Line line);
  /// A slot for what is no line: only the ledger will know of it.
  void add_dropped(std::string id, std::string reason);
  std::size_t size() const { return slots_.size(); }
  const std::string& id(std::size_t slot) const { return slots_[slot].line.id; }

  /// Leaves the line out, for this reason in the ledger, unless it is left out already.
  void drop(std::size_t slot, const std::string& reason);
  bool is_dropped(std::size_t slot) const { return !slots_[slot].reason.empty(); }

  /// Makes the picture that `decode` returns the line's. When `decode` throws ductus::Error the line is
  /// dropped as "unreadable"; when the picture is no line, as "zero or absurd size". A dropped line is not
  /// decoded. May be called from several threads, for a slot each.
  void set_picture(std::size_t slot, const std::function<Picture()>& decode);

  /// The set. Lines that got no picture are in the ledger as `without_picture`.
  /// Throws ductus::Error, beginning with `where`, when no line is left.
  LineSet finish(const std::string& where, const std::string& without_picture = "missing");

 private:
  struct Slot {
    Line line;
    LineImage image;
    std::string reason;  // dropped
  };

  std::string source_;
  LineOptions options_;
  std::vector<Slot> slots_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

/// A picture lower or narrower than this is no line.
constexpr int kSmallestLinePx = 3;

}  // namespace ductus::data
