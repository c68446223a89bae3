#include "data/formats/idx.h"

#include <fmt/format.h>

#include <numeric>
#include <optional>

#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/formats/bytes.h"
#include "data/formats/formats.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

constexpr int64_t kMaxPixelsPerSide = 4096;

uint32_t big_endian(const uint8_t* at) {
  return uint32_t{at[0]} << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | uint32_t{at[3]};
}

void check_magic(const Buffer<uint8_t>& bytes, int dimensions, const std::string& where) {
  constexpr uint8_t kUnsignedByte = 0x08;
  const std::string seen = recognise(bytes);
  DUCTUS_CHECK(seen.empty(), "{}: expected an IDX file, found {}", where, seen);
  DUCTUS_CHECK(bytes.size() >= 4, "{}: expected an IDX header of {} bytes, found a file of {}", where,
               4 + 4 * dimensions, bytes.size());
  const uint32_t expected = uint32_t{kUnsignedByte} << 8 | static_cast<uint32_t>(dimensions);
  DUCTUS_CHECK(bytes[0] == 0 && bytes[1] == 0,
               "{}: expected IDX magic 0x{:08x}, found 0x{:08x} (not an IDX file)", where, expected,
               big_endian(bytes.data()));
  DUCTUS_CHECK(bytes[2] == kUnsignedByte, "{}: expected IDX type 0x08 (unsigned bytes), found 0x{:02x}",
               where, bytes[2]);
  DUCTUS_CHECK(bytes[3] == dimensions, "{}: expected {} dimension{}, found {} ({})", where, dimensions,
               dimensions == 1 ? "" : "s", bytes[3],
               dimensions == 3 ? "is it the file of the labels?" : "is it the file of the images?");
}

/// The shape in the header; its product is checked against what the file holds without overflow.
std::vector<int64_t> check_shape(const Buffer<uint8_t>& bytes, int dimensions, const std::string& where) {
  const std::size_t header = 4 + 4 * static_cast<std::size_t>(dimensions);
  DUCTUS_CHECK(bytes.size() >= header, "{}: expected an IDX header of {} bytes, found a file of {}", where,
               header, bytes.size());
  std::vector<int64_t> shape;
  for (int d = 0; d < dimensions; ++d) {
    shape.push_back(big_endian(bytes.data() + 4 + 4 * d));
    DUCTUS_CHECK(d == 0 || (shape[d] >= 1 && shape[d] <= kMaxPixelsPerSide),
                 "{}: expected images of 1 to {} pixels a side, found {} in the header", where,
                 kMaxPixelsPerSide, shape[d]);
  }
  const int64_t values = std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
  const auto found = static_cast<int64_t>(bytes.size() - header);
  DUCTUS_CHECK(values == found, "{}: the header says {} = {} bytes, found {} ({})", where,
               fmt::join(shape, " x "), values, found,
               found < values ? "the file is cut short" : "the header or the file is wrong");
  return shape;
}

Buffer<uint8_t> transpose(const IdxArray& images) {
  const auto height = static_cast<std::size_t>(images.shape[1]),
             width = static_cast<std::size_t>(images.shape[2]);
  PageMemory upright(images.values.size());
  uint8_t* out = upright.data();
  for (std::size_t at = 0; at < images.values.size(); at += height * width) {
    for (std::size_t x = 0; x < width; ++x) {
      for (std::size_t y = 0; y < height; ++y) *out++ = images.values[at + y * width + x];
    }
  }
  return upright.release();
}

std::vector<int32_t> checked_labels(const IdxArray& labels, const IdxPair& pair) {
  const int last = pair.first_label + static_cast<int>(pair.alphabet.size()) - 1;
  std::vector<int32_t> checked;
  checked.reserve(labels.values.size());
  for (const uint8_t label : labels.values) {
    DUCTUS_CHECK(label >= pair.first_label && label <= last,
                 "{}: expected labels {} to {}, found {} at index {}", pair.labels.string(), pair.first_label,
                 last, label, checked.size());
    checked.push_back(label - pair.first_label);
  }
  return checked;
}

/// "train-images-idx3-ubyte" -> "train-labels-idx1-ubyte".
std::string labels_name(std::string name) {
  const std::size_t images = name.rfind("images");
  if (images != std::string::npos) name.replace(images, 6, "labels");
  const std::size_t idx3 = name.rfind("idx3");
  if (idx3 != std::string::npos) name.replace(idx3, 4, "idx1");
  return name;
}

Alphabet read_alphabet(const std::vector<std::string>& symbols, const config::Fields& fields) {
  try {
    return Alphabet(symbols);
  } catch (const Error& e) {
    fields.reject("alphabet", e.what());
  }
}

}  // namespace

IdxArray read_idx_array(const std::filesystem::path& path, int dimensions) {
  const Buffer<uint8_t> bytes = read_bytes(path);
  check_magic(bytes, dimensions, path.string());
  IdxArray array;
  array.shape = check_shape(bytes, dimensions, path.string());
  const std::size_t header = 4 + 4 * static_cast<std::size_t>(dimensions);
  const auto owner = std::make_shared<Buffer<uint8_t>>(bytes);
  array.values = Buffer<uint8_t>(owner, owner->data() + header, owner->size() - header);
  return array;
}

ImageSet read_idx_pair(const IdxPair& pair) {
  const IdxArray images = read_idx_array(pair.images, 3);
  const IdxArray labels = read_idx_array(pair.labels, 1);
  DUCTUS_CHECK(images.shape[0] == labels.shape[0],
               "{}: expected a label for each of {} images in {}, found {}", pair.labels.string(),
               images.shape[0], pair.images.filename().string(), labels.shape[0]);
  const auto count = static_cast<std::size_t>(images.shape[0]);
  ImageSet set;
  set.height = static_cast<int>(pair.transposed ? images.shape[2] : images.shape[1]);
  set.width = static_cast<int>(pair.transposed ? images.shape[1] : images.shape[2]);
  set.alphabet = pair.alphabet;
  set.pixels = pair.transposed ? transpose(images) : images.values;
  set.labels = checked_labels(labels, pair);
  set.source = std::vector<uint16_t>(count);
  std::vector<uint32_t> number(count);
  std::iota(number.begin(), number.end(), 0U);
  set.number = std::move(number);
  set.sources = {source_name(pair.images)};
  set.ledger.use(static_cast<int64_t>(count));
  return set;
}

/// Any IDX pair: `path` is the file of the images.
ImageSet read_idx(const config::Node& options, const ReadContext& context) {
  IdxPair pair;
  std::string path;
  std::optional<std::string> labels;
  std::vector<std::string> alphabet = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  config::Fields fields = options.fields();
  fields.required("path", path);
  fields.optional("labels", labels);
  fields.optional("alphabet", alphabet);
  fields.optional("first_label", pair.first_label, config::Range{0, 255});
  fields.optional("transposed", pair.transposed);
  fields.finish();
  pair.alphabet = read_alphabet(alphabet, fields);
  pair.images = config::resolve(path, context.data_root);
  pair.labels = labels ? config::resolve(*labels, context.data_root)
                       : pair.images.parent_path() / labels_name(pair.images.filename().string());
  DUCTUS_CHECK(pair.labels != pair.images, "{}: expected a name with 'images' in it, or the option 'labels'",
               pair.images.string());
  return read_idx_pair(pair);
}

}  // namespace ductus::data
