#include "data/formats/csv_pieces.h"

#include <algorithm>
#include <cstring>

#include "data/simd.h"

namespace ductus::data {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 19;  // fits a core's own cache

/// Line ends in [begin, end), counted in bytes first, 255 times at most, which the compiler turns into
/// vectors.
DUCTUS_CLONES int64_t count_lines(const char* begin, const char* end) {
  constexpr int64_t kLanes = 64, kMost = 255;
  int64_t lines = 0;
  while (end - begin >= kLanes) {
    const int64_t steps = std::min((end - begin) / kLanes, kMost);
    uint8_t counts[kLanes] = {};
    for (int64_t step = 0; step < steps; ++step, begin += kLanes) {
      for (int64_t lane = 0; lane < kLanes; ++lane) counts[lane] += begin[lane] == '\n';
    }
    for (const uint8_t count : counts) lines += count;
  }
  return lines + std::count(begin, end, '\n');
}

}  // namespace

bool CsvPieces::next(Piece& piece) {
  const std::size_t ticket = ticket_.fetch_add(1);
  if (ticket * kPieceBytes >= text_.size()) return false;
  piece.begin = row_at_or_after(ticket * kPieceBytes);
  piece.end = row_at_or_after((ticket + 1) * kPieceBytes);
  piece.first_row = number_rows(ticket, count_rows(piece));
  return true;
}

const char* CsvPieces::row_at_or_after(std::size_t offset) const {
  if (offset == 0) return text_.data();
  const std::size_t line_end = offset < text_.size() ? text_.find('\n', offset - 1) : std::string_view::npos;
  return text_.data() + (line_end == std::string_view::npos ? text_.size() : line_end + 1);
}

int64_t CsvPieces::count_rows(const Piece& piece) const {
  const bool open_end =
      piece.begin != piece.end && piece.end[-1] != '\n';  // the last row of the text may have none
  return count_lines(piece.begin, piece.end) + (open_end ? 1 : 0);
}

/// Waits for the pieces before to have been counted; they are dealt in order, so somebody is at it.
int64_t CsvPieces::number_rows(std::size_t ticket, int64_t rows) {
  std::unique_lock<std::mutex> lock(mutex_);
  turn_changed_.wait(lock, [&] { return turn_ == ticket; });
  const int64_t first = rows_;
  rows_ += rows;
  ++turn_;
  turn_changed_.notify_all();
  return first;
}

}  // namespace ductus::data
