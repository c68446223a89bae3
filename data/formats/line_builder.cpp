#include "data/formats/line_builder.h"

#include <map>
#include <utility>

#include "configs/schema/error.h"
#include "data/line_columns.h"
#include "data/text_heap.h"

namespace ductus::data {
namespace {

/// Data set files end a name at its first NUL.
bool has_nul(const std::string& name) { return name.find('\0') != std::string::npos; }

/// Numbers names in the order in which they come.
class Names {
 public:
  int32_t number(const std::string& name) {
    const auto [entry, fresh] = numbers_.emplace(name, static_cast<int32_t>(names_.size()));
    if (fresh) names_.push_back(name);
    return entry->second;
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::unordered_map<std::string, int32_t> numbers_;
  std::vector<std::string> names_;
};

/// The lines that are kept, and what is known of them beyond LineColumns.
class Columns {
 public:
  explicit Columns(std::size_t bytes) : columns_(bytes) {}

  void add(LineSetBuilder::Line& line, LineImage& image, std::size_t number) {
    if (!line.part.empty()) parts_[line.part].push_back(static_cast<int64_t>(columns_.size()));
    grouped_ = grouped_ || !line.group.empty();
    const int32_t group = groups_.number(line.group.empty() ? line.id : line.group);
    columns_.add(image, std::move(line.text), {0, static_cast<uint32_t>(number), group});
    names_.push_back(std::move(line.id));
  }

  /// A group keeps its name in the set, so that a list of test groups may name it, whatever becomes of its
  /// lines.
  void know(const std::string& group) {
    if (!group.empty() && !has_nul(group)) groups_.number(group);
  }

  void move_to(LineSet& set) {
    columns_.move_to(set);
    set.names = std::move(names_);
    if (grouped_)
      set.groups = groups_.take();
    else
      set.group = {};
    for (auto& [part, lines] : parts_) set.splits[part] = std::move(lines);
  }

 private:
  LineColumns columns_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<int64_t>> parts_;
  Names groups_;
  bool grouped_ = false;  // a line without a group, where others have one, is a group of its own
};

}  // namespace

LineOptions read_line_options(config::Fields& fields, const char* path_key) {
  LineOptions options;
  fields.required(path_key, options.path);
  options.view = LineView::from_options(fields.node_or("view", "{}"));
  fields.optional("squeeze_spaces", options.text.squeeze_spaces);
  fields.optional("upper_case", options.text.upper_case);
  return options;
}

std::size_t LineSetBuilder::add(Line line) {
  Slot slot;
  slot.line = std::move(line);
  try {
    slot.line.text = options_.text.apply(slot.line.text);
  } catch (const Error& error) {
    fail("{}: {}", slot.line.id, error.what());
  }
  if (has_nul(slot.line.id) || has_nul(slot.line.group))
    slot.reason = "NUL in a name";
  else if (!by_id_.emplace(slot.line.id, slots_.size()).second)
    slot.reason = "listed twice";
  else if (slot.line.text.size() > kLongestHeapText)
    slot.reason = "text too long";
  else if (slot.line.text.empty())
    slot.reason = "empty text";
  slots_.push_back(std::move(slot));
  return slots_.size() - 1;
}

void LineSetBuilder::add_dropped(std::string id, std::string reason) {
  Slot slot;
  slot.line.id = std::move(id);
  slot.reason = std::move(reason);
  slots_.push_back(std::move(slot));
}

void LineSetBuilder::drop(std::size_t slot, const std::string& reason) {
  if (!is_dropped(slot)) slots_[slot].reason = reason;
}

void LineSetBuilder::set_picture(std::size_t slot, const std::function<Picture()>& decode) {
  if (is_dropped(slot)) return;
  Picture picture;
  try {
    picture = decode();
  } catch (const Error&) {
    return drop(slot, "unreadable");
  }
  try {
    if (picture.height < kSmallestLinePx || picture.width < kSmallestLinePx)
      return drop(slot, "zero or absurd size");
    slots_[slot].image = options_.view.apply(picture);
  } catch (const Error&) {
    drop(slot, "zero or absurd size");
  }
}

LineSet LineSetBuilder::finish(const std::string& where, const std::string& without_picture) {
  LineSet set;
  set.height = options_.view.height_px;
  set.preprocessing = options_.view.to_json();
  set.sources = {source_};
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].image.pixels.empty()) drop(i, without_picture);
    if (is_dropped(i)) set.ledger.drop(slots_[i].reason, slots_[i].line.id);
    bytes += slots_[i].image.pixels.size();
  }
  DUCTUS_CHECK(bytes > 0, "{}: expected lines of text, found none that can be used ({})", where,
               set.ledger.summary());
  Columns columns(bytes);
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (is_dropped(i)) {
      columns.know(slots_[i].line.group);
      continue;
    }
    columns.add(slots_[i].line, slots_[i].image, i);
  }
  columns.move_to(set);
  return set;
}

}  // namespace ductus::data
