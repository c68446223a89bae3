// Letters as text: a row a sample, the label 0 to 25 and 784 pixels (Kaggle's "A-Z Handwritten Alphabets").
#include "data/formats/letters_csv.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <numeric>
#include <optional>
#include <vector>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/bytes.h"
#include "data/formats/csv_pieces.h"
#include "data/formats/csv_rows.h"
#include "data/formats/formats.h"
#include "data/mapped_file.h"
#include "data/threads.h"

namespace ductus::data {
namespace {

constexpr std::size_t kShortestRow = 2 * kCsvFields;  // one digit and one separator a field

/// Parses all rows of a text on all threads, each row straight to its place.
class RowsReader {
 public:
  /// `lines_before`: lines of the file before `text`, for row numbers in errors.
  RowsReader(std::string_view text, int64_t lines_before, std::string where)
      : text_(text),
        lines_before_(lines_before),
        where_(std::move(where)),
        capacity_(static_cast<int64_t>(text.size() / kShortestRow + 1)),
        parse_plain_(plain_row_parsers().back().parse),
        pieces_(text),
        pixels_(static_cast<std::size_t>(capacity_) * kCsvPixels),
        labels_(static_cast<std::size_t>(capacity_)) {}

  void read(int threads, config::Reporter& reporter) {
    ThreadPool pool(threads);
    pool.parallel_for(pool.threads(), [&](int64_t thread) { work(thread == 0 ? &reporter : nullptr); });
    if (error_) throw Error(*error_);
    labels_.resize(static_cast<std::size_t>(pieces_.rows()));
    pixels_.shrink(labels_.size() * kCsvPixels);
    reporter.progress(where_, static_cast<int64_t>(text_.size()), static_cast<int64_t>(text_.size()));
  }

  Buffer<uint8_t> pixels() { return pixels_.release(); }
  std::vector<int32_t> labels() { return std::move(labels_); }

 private:
  void work(config::Reporter* reporter) {
    CsvPieces::Piece piece{};
    while (!failed_ && pieces_.next(piece)) {
      parse(piece);
      const int64_t done = piece.end - text_.data(), total = static_cast<int64_t>(text_.size());
      if (reporter != nullptr && done < total) reporter->progress(where_, done, total);
    }
  }

  void parse(const CsvPieces::Piece& piece) {
    int64_t row = piece.first_row;
    try {
      // more rows than fit can only be when one before is too short, which whoever has its piece reports
      for (const char* at = piece.begin; at < piece.end && row < capacity_; ++row) at = parse_row(at, row);
    } catch (const Error& e) {
      keep_first_error(row, e.what());
    }
  }

  const char* parse_row(const char* at, int64_t row) {
    alignas(64) uint8_t pixels[kCsvRowRoom];
    int32_t label = 0;
    const char* text_end = text_.data() + text_.size();
    const bool room = at - text_.data() >= kCsvReadBehind && text_end - at >= kCsvReadAhead;
    const char* next = room ? parse_plain_(at, &label, pixels) : nullptr;
    if (next == nullptr) {
      const char* line_end = std::find(at, text_end, '\n');
      label = parse_csv_row({at, static_cast<std::size_t>(line_end - at)}, pixels, where_,
                            lines_before_ + row + 1);
      next = line_end == text_end ? line_end : line_end + 1;
    }
    labels_[static_cast<std::size_t>(row)] = label;
    std::memcpy(pixels_.data() + row * kCsvPixels, pixels, kCsvPixels);
    return next;
  }

  void keep_first_error(int64_t row, const char* message) {
    const std::lock_guard<std::mutex> lock(mutex_);
    failed_ = true;
    if (error_ && error_row_ < row) return;
    error_ = message;
    error_row_ = row;
  }

  std::string_view text_;
  int64_t lines_before_;
  std::string where_;
  int64_t capacity_;
  ParsePlainRow parse_plain_;
  CsvPieces pieces_;
  PageMemory pixels_;
  std::vector<int32_t> labels_;
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::optional<std::string> error_;
  int64_t error_row_ = 0;
};

/// The text without byte order mark, empty lines at the end included in neither.
std::string_view rows_of(const Buffer<uint8_t>& bytes, const std::string& where) {
  const std::string seen = recognise(bytes);
  DUCTUS_CHECK(
      seen.empty(), "{}: expected rows of numbers, found {} ({})", where, seen,
      seen == "a zip archive" ? "unpack it first" : "was the download page saved instead of the file?");
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty() && std::strchr("\r\n\t ", text.back()) != nullptr) text.remove_suffix(1);
  DUCTUS_CHECK(!text.empty(), "{}: expected rows of a label and {} pixels, found only blanks", where,
               kCsvPixels);
  return text;
}

/// Throws the error of a first line that has something wrong, with what to do if it was meant as a header.
void check_first_row(std::string_view line, const std::string& where) {
  uint8_t pixels[kCsvPixels];
  try {
    parse_csv_row(line, pixels, where, 1);
  } catch (const Error& error) {
    fail("{} (if the row is a header: first_row: header)", error.what());
  }
}

/// Whether the first line is to be left out, and the note of it.
bool skip_first(std::string_view line, FirstRow first_row, const std::filesystem::path& path,
                config::Reporter& reporter, Ledger& ledger) {
  const std::string source = source_name(path);
  const bool is_data = is_csv_data(line);
  if (first_row == FirstRow::kData || (first_row == FirstRow::kAuto && is_data)) return false;
  if (first_row == FirstRow::kAuto && !is_csv_header(line)) check_first_row(line, path.string());
  if (is_data) {
    ledger.drop("taken for a header", source + "#0");
    reporter.warn(source + ": the first row is data but was left out, because first_row is 'header'");
  } else {
    reporter.info(source + ": the first row is a header and was skipped");
  }
  return true;
}

}  // namespace

ImageSet read_letters_csv_file(const std::filesystem::path& path, FirstRow first_row, int threads,
                               config::Reporter& reporter) {
  const Buffer<uint8_t> bytes = read_bytes(path);
  std::string_view text = rows_of(bytes, path.string());
  ImageSet set;
  set.sources = {source_name(path)};
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const bool skipped = skip_first(text.substr(0, line_end), first_row, path, reporter, set.ledger);
  if (skipped) text.remove_prefix(std::min(line_end + 1, text.size()));
  const int64_t lines_before = skipped ? 1 : 0;
  RowsReader reader(text, lines_before, path.string());
  reader.read(threads, reporter);
  set.alphabet = Alphabet::from_characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  set.pixels = reader.pixels();
  set.labels = reader.labels();
  set.source = std::vector<uint16_t>(set.labels.size());
  std::vector<uint32_t> number(set.labels.size());
  std::iota(number.begin(), number.end(), static_cast<uint32_t>(lines_before));
  set.number = std::move(number);
  set.ledger.use(set.size());
  return set;
}

ImageSet read_letters_csv(const config::Node& options, const ReadContext& context) {
  std::string path;
  FirstRow first_row = FirstRow::kAuto;
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.optional("first_row", first_row,
                  config::Choice<FirstRow>{
                      {"auto", FirstRow::kAuto}, {"data", FirstRow::kData}, {"header", FirstRow::kHeader}});
  fields.finish();
  return read_letters_csv_file(config::resolve(path, context.data_root), first_row, context.threads,
                               context.reporter);
}

}  // namespace ductus::data
