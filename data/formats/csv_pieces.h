// A large text cut into pieces of whole rows, for several threads to take one after the other.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace ductus::data {

/// Deals pieces in file order. Each knows the number of its first row, though the rows before it were counted
/// by several threads: a piece is counted by whoever takes it, just before parsing it, while it is in that
/// core's cache.
class CsvPieces {
 public:
  struct Piece {
    const char* begin;
    const char* end;
    int64_t first_row;
  };

  /// The text must outlive this.
  explicit CsvPieces(std::string_view text) : text_(text) {}

  /// The next piece that nobody has. False when there is none left. Any number of threads may call it.
  bool next(Piece& piece);

  /// Rows in all pieces dealt.
  int64_t rows() const { return rows_; }

 private:
  const char* row_at_or_after(std::size_t offset) const;
  int64_t count_rows(const Piece& piece) const;
  int64_t number_rows(std::size_t ticket, int64_t rows);

  std::string_view text_;
  std::atomic<std::size_t> ticket_{0};
  std::mutex mutex_;
  std::condition_variable turn_changed_;
  std::size_t turn_ = 0;
  int64_t rows_ = 0;
};

}  // namespace ductus::data
