#include "data/recombine.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <unordered_set>
#include <utility>

#include "configs/schema/error.h"
#include "data/line_columns.h"
#include "data/rng.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

constexpr double kFewestRead = 0.6;
constexpr uint32_t kLongestRun = 3;  // words
constexpr int kMostRuns = 12;

/// Sum of each column's pixels, over 5 columns: the gap between two words is wider than a letter's.
std::vector<int64_t> ink_of(const LineSet& lines, int64_t line) {
  const int32_t width = lines.width[static_cast<std::size_t>(line)];
  std::vector<int64_t> column(static_cast<std::size_t>(width)), ink(column.size());
  const uint8_t* pixels = lines.image(line);
  for (int y = 0; y < lines.height; ++y) {
    for (int32_t x = 0; x < width; ++x) column[static_cast<std::size_t>(x)] += pixels[y * width + x];
  }
  for (int32_t x = 0; x < width; ++x) {
    for (int32_t k = std::max(0, x - 2); k <= std::min(width - 1, x + 2); ++k)
      ink[static_cast<std::size_t>(x)] += column[static_cast<std::size_t>(k)];
  }
  return ink;
}

/// The column with least ink in [begin, end), of several the one nearest to the middle.
int32_t emptiest(const std::vector<int64_t>& ink, int32_t begin, int32_t end) {
  int32_t best = begin;
  const auto rank = [&](int32_t x) {
    return std::pair(ink[static_cast<std::size_t>(x)], std::abs(2 * x - begin - end));
  };
  for (int32_t x = begin; x < end; ++x) {
    if (rank(x) < rank(best)) best = x;
  }
  return best;
}

/// A line's text by code points, and what is known of their places.
class ReadText {
 public:
  ReadText(const std::string& text, const std::vector<SymbolPlace>& places) : text_(text) {
    for_each_code_point(text, "text", [&](char32_t value, std::string_view bytes) {
      begin_.push_back(static_cast<std::size_t>(bytes.data() - text.data()));
      space_.push_back(value == U' ');
    });
    begin_.push_back(text.size());
    place_.resize(space_.size());
    for (const SymbolPlace& place : places) {
      if (place.symbol < size()) place_[static_cast<std::size_t>(place.symbol)] = &place;
    }
  }

  int64_t size() const { return static_cast<int64_t>(space_.size()); }
  bool is_space(int64_t i) const { return space_[static_cast<std::size_t>(i)]; }
  const SymbolPlace* place(int64_t i) const { return place_[static_cast<std::size_t>(i)]; }
  std::string part(int64_t first, int64_t last) const {
    const std::size_t from = begin_[static_cast<std::size_t>(first)];
    return text_.substr(from, begin_[static_cast<std::size_t>(last)] - from);
  }

  /// Of the symbols [first, last), spaces aside, the share that was read rightly.
  double read(int64_t first, int64_t last) const {
    int64_t symbols = 0, right = 0;
    for (int64_t i = first; i < last; ++i) {
      if (is_space(i)) continue;
      ++symbols;
      right += place(i) != nullptr ? 1 : 0;
    }
    return symbols == 0 ? 0 : static_cast<double>(right) / static_cast<double>(symbols);
  }

 private:
  const std::string& text_;
  std::vector<std::size_t> begin_;
  std::vector<bool> space_;
  std::vector<const SymbolPlace*> place_;
};

/// The column at which the space `i` is cut, or -1: its neighbours are not known, or leave no room.
int32_t cut_at(const ReadText& text, int64_t i, const std::vector<int64_t>& ink) {
  if (i == 0 || i + 1 == text.size() || !text.is_space(i)) return -1;
  const SymbolPlace *before = text.place(i - 1), *after = text.place(i + 1);
  if (before == nullptr || after == nullptr) return -1;
  const auto width = static_cast<double>(ink.size());
  const double gap = (after->begin - before->end) * width;
  // a recogniser sees a symbol before its last stroke ends
  const auto begin = static_cast<int32_t>(before->end * width + 0.15 * gap),
             end = static_cast<int32_t>(after->begin * width);
  return end - begin < 3 ? -1 : emptiest(ink, begin, std::min(end, static_cast<int32_t>(ink.size())));
}

/// A new line as it grows.
struct Growing {
  std::string text;
  int64_t symbols = 0;
  int32_t width = 0;
  int runs = 0;
  struct Part {
    int64_t line;
    int32_t begin_px, end_px;
  };
  std::vector<Part> parts;

  void add(int64_t line, const LinePiece& piece) {
    if (!text.empty()) text += ' ';
    text += piece.text;
    symbols = static_cast<int64_t>(count_code_points(text));
    width += piece.end_px - piece.begin_px;
    parts.push_back({line, piece.begin_px, piece.end_px});
  }
};

class Recombiner {
 public:
  Recombiner(const LineSet& lines, const SymbolPlaces& places, const RecombineOptions& options)
      : lines_(lines), options_(options), pieces_(static_cast<std::size_t>(lines.size())) {
    std::unordered_set<std::string> ids;
    for (int64_t i = 0; i < lines.size(); ++i) {
      const auto found = places.find(lines.id(i));
      if (found == places.end()) continue;
      DUCTUS_CHECK(ids.insert(found->first).second,
                   "recombine: two lines are called '{}': whose places these are is not known", found->first);
      const auto at = static_cast<std::size_t>(i);
      pieces_[at] = cut_line(lines, i, found->second);
      if (pieces_[at].empty()) continue;
      pools_[group(i)].push_back(at);
      widest_ = std::max(widest_, lines.width[at]);
    }
    for (const auto& [name, pool] : pools_) {
      std::size_t pieces = 0;
      for (const std::size_t line : pool) pieces += pieces_[line].size();
      if (pieces >= 2) first_.insert(first_.end(), pool.begin(), pool.end());
    }
    DUCTUS_CHECK(
        !first_.empty(),
        "recombine: no two words could be cut out of the lines of any group ({} lines, places of {})",
        lines.size(), places.size());
  }

  Growing compose(int64_t number) const {
    Rng rng(options_.seed, 0, static_cast<uint64_t>(number), Purpose::kSynth);
    const std::size_t model = first_[rng.below(static_cast<uint32_t>(first_.size()))];
    const std::vector<std::size_t>& pool = pools_.at(group(static_cast<int64_t>(model)));
    const auto goal = static_cast<int64_t>(count_code_points(lines_.texts[model]));
    Growing line;
    while (line.runs < 2 || (line.symbols < goal && line.width < widest_ && line.runs < kMostRuns))
      add_run(pool, rng, line);
    return line;
  }

  LineImage paint(const Growing& line) const {
    LineImage image{lines_.height, line.width, {}};
    image.pixels.resize(static_cast<std::size_t>(image.height) * static_cast<std::size_t>(image.width));
    int32_t left = 0;
    for (const Growing::Part& part : line.parts) {
      const int32_t from = lines_.width[static_cast<std::size_t>(part.line)],
                    width = part.end_px - part.begin_px;
      for (int y = 0; y < image.height; ++y)
        std::memcpy(image.pixels.data() + y * image.width + left,
                    lines_.image(part.line) + y * from + part.begin_px, static_cast<std::size_t>(width));
      left += width;
    }
    return image;
  }

  int32_t group(int64_t line) const {
    return lines_.group.empty() ? 0 : lines_.group[static_cast<std::size_t>(line)];
  }

 private:
  /// One to three words that follow one another.
  void add_run(const std::vector<std::size_t>& pool, Rng& rng, Growing& line) const {
    const std::size_t from = pool[rng.below(static_cast<uint32_t>(pool.size()))];
    const auto& pieces = pieces_[from];
    std::size_t at = rng.below(static_cast<uint32_t>(pieces.size()));
    const uint32_t longest = 1 + rng.below(kLongestRun);
    for (uint32_t taken = 0; taken < longest && at < pieces.size(); ++taken, ++at) {
      if (taken > 0 && pieces[at].begin_px != pieces[at - 1].end_px) break;
      line.add(static_cast<int64_t>(from), pieces[at]);
    }
    ++line.runs;
  }

  const LineSet& lines_;
  const RecombineOptions options_;
  std::vector<std::vector<LinePiece>> pieces_;         // [N]
  std::map<int32_t, std::vector<std::size_t>> pools_;  // by group: its lines that have pieces
  std::vector<std::size_t> first_;                     // lines whose groups new lines are made of
  int32_t widest_ = 0;
};

}  // namespace

std::vector<LinePiece> cut_line(const LineSet& lines, int64_t line, const std::vector<SymbolPlace>& places) {
  const ReadText text(lines.texts[static_cast<std::size_t>(line)], places);
  const std::vector<int64_t> ink = ink_of(lines, line);
  std::vector<LinePiece> pieces;
  int64_t first = 0;
  int32_t begin_px = 0;
  const auto take = [&](int64_t last, int32_t end_px) {
    if (text.read(first, last) >= kFewestRead && end_px > begin_px)
      pieces.push_back({text.part(first, last), begin_px, end_px});
    begin_px = end_px;
    first = last + 1;
  };
  for (int64_t i = 0; i < text.size(); ++i) {
    if (const int32_t cut = cut_at(text, i, ink); cut > begin_px) take(i, cut);
  }
  take(text.size(), lines.width[static_cast<std::size_t>(line)]);
  return pieces;
}

LineSet recombine(const LineSet& lines, const SymbolPlaces& places, const RecombineOptions& options) {
  const Recombiner recombiner(lines, places, options);
  std::vector<Growing> plans;
  std::size_t columns = 0;
  for (int64_t k = 0; k < options.count; ++k) {
    plans.push_back(recombiner.compose(k));
    columns += static_cast<std::size_t>(plans.back().width);
  }
  LineColumns made(columns * static_cast<std::size_t>(lines.height));
  for (std::size_t k = 0; k < plans.size(); ++k) {
    LineImage image = recombiner.paint(plans[k]);
    made.add(image, std::move(plans[k].text),
             {0, static_cast<uint32_t>(k), recombiner.group(plans[k].parts[0].line)});
  }
  LineSet set;
  set.height = lines.height;
  set.preprocessing = lines.preprocessing;
  set.sources = {"recombined"};
  set.groups = lines.groups;
  made.move_to(set);
  if (lines.groups.empty()) set.group = {};
  return set;
}

}  // namespace ductus::data
