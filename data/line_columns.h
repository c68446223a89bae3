// The columns of a LineSet, filled line by line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/line_set.h"
#include "data/line_view.h"
#include "data/mapped_file.h"

namespace ductus::data {

class LineColumns {
 public:
  /// What a line is called and belongs to, beside its picture: columns of SampleSet.
  struct Place {
    uint16_t source = 0;
    uint32_t number = 0;
    int32_t group = 0;
  };

  /// `bytes`: pixels of all lines.
  explicit LineColumns(std::size_t bytes) : pixels_(bytes) {}

  /// The image's pixels are given back, so that lines are not in memory twice.
  void add(LineImage& image, std::string text, const Place& place);

  std::size_t size() const { return texts_.size(); }

  /// Fills in pixels, offset, width, texts, source, number, group, the texts' alphabet (by code point), and
  /// the ledger, which has used them. Called once, last.
  void move_to(LineSet& set);

 private:
  PageMemory pixels_;
  std::size_t at_ = 0;
  std::vector<int64_t> offset_;
  std::vector<int32_t> width_, group_;
  std::vector<uint16_t> source_;
  std::vector<uint32_t> number_;
  std::vector<std::string> texts_;
};

}  // namespace ductus::data
