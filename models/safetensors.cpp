#include "models/safetensors.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "configs/schema/error.h"
#include "data/atomic_file.h"

namespace ductus::models {
namespace {

using Json = nlohmann::json;

constexpr char kMetadata[] = "__metadata__";
constexpr char kHash[] = "ductus.hash";
constexpr std::size_t kLengthBytes = 8;

struct DtypeRow {
  Dtype dtype;
  const char* name;
  std::size_t size;
};

constexpr std::array<DtypeRow, 13> kDtypes{{{Dtype::kBool, "BOOL", 1},
                                            {Dtype::kU8, "U8", 1},
                                            {Dtype::kI8, "I8", 1},
                                            {Dtype::kU16, "U16", 2},
                                            {Dtype::kI16, "I16", 2},
                                            {Dtype::kF16, "F16", 2},
                                            {Dtype::kBF16, "BF16", 2},
                                            {Dtype::kU32, "U32", 4},
                                            {Dtype::kI32, "I32", 4},
                                            {Dtype::kF32, "F32", 4},
                                            {Dtype::kU64, "U64", 8},
                                            {Dtype::kI64, "I64", 8},
                                            {Dtype::kF64, "F64", 8}}};

const DtypeRow& row(Dtype dtype) { return kDtypes[static_cast<std::size_t>(dtype)]; }

/// Bytes of a tensor; false when a dimension is negative or the number does not fit.
bool byte_count(Dtype dtype, const std::vector<int64_t>& shape, uint64_t* bytes) {
  *bytes = dtype_size(dtype);
  for (int64_t dimension : shape) {
    if (dimension < 0 || __builtin_mul_overflow(*bytes, static_cast<uint64_t>(dimension), bytes))
      return false;
  }
  return true;
}

/// XXH3-128 over a header without its hash, as compact JSON with sorted keys, and the data; in hexadecimal.
std::string hash_hex(std::string_view canonical_header, const uint8_t* data, std::size_t size) {
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(), XXH3_freeState);
  DUCTUS_CHECK(state, "hash: out of memory");
  XXH3_128bits_reset(state.get());
  XXH3_128bits_update(state.get(), canonical_header.data(), canonical_header.size());
  if (size > 0) XXH3_128bits_update(state.get(), data, size);
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

constexpr char kOwnPrefix[] = "ductus.";
constexpr uint64_t kMaxHeaderBytes = 100'000'000;  // the limit of the reference implementation

/// Reports the first key that an object holds twice: JSON readers keep one of them in silence.
class RepeatedKeys {
 public:
  bool operator()(Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second &&
        first_.empty())
      first_ = "\"" + parsed.get<std::string>() + "\"";
    return true;
  }

  const std::string& first() const { return first_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::string first_;
};

/// Reads one file's header, checking as it goes; `where` opens each error.
class HeaderReader {
 public:
  HeaderReader(const data::Buffer<uint8_t>& bytes, const std::string& where) : bytes_(bytes), where_(where) {}

  SafetensorsFile read() {
    const Json header = parse();
    SafetensorsFile file;
    if (header.contains(kMetadata)) file.metadata = metadata(header[kMetadata]);
    std::vector<Entry> entries;
    for (const auto& [name, value] : header.items()) {
      if (name != kMetadata) entries.push_back(entry(name, value));
    }
    place(&entries);
    check_hash(header, file.metadata);
    if (const auto hash = file.metadata.extract(kHash)) file.hash = hash.mapped();
    for (Entry& e : entries) file.tensors.push_back(std::move(e.tensor));
    return file;
  }

 private:
  struct Entry {
    TensorBlob tensor;
    uint64_t begin = 0;
    uint64_t end = 0;
  };

  template <typename... Args>
  [[noreturn]] void bad(fmt::format_string<Args...> format, Args&&... args) const {
    fail("{}: not a sound safetensors file: {} (changed or cut short since it was written? copy it again)",
         where_, fmt::format(format, std::forward<Args>(args)...));
  }

  Json parse() {
    if (bytes_.size() < kLengthBytes)
      bad("expected at least {} bytes, found {}", kLengthBytes, bytes_.size());
    uint64_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) length |= static_cast<uint64_t>(bytes_[i]) << (8 * i);
    if (length > kMaxHeaderBytes || length > bytes_.size() - kLengthBytes)
      bad("its first 8 bytes promise a header of {} bytes, found {} after them", length,
          bytes_.size() - kLengthBytes);
    data_start_ = kLengthBytes + length;
    RepeatedKeys repeated;
    const uint8_t* text = bytes_.data() + kLengthBytes;
    if (length == 0 || text[0] != '{') bad("the header does not open with '{{'");
    const auto watch = [&](int, Json::parse_event_t event, const Json& parsed) {
      return repeated(event, parsed);
    };
    Json header = Json::parse(text, text + length, watch, /*allow_exceptions=*/false);
    if (!header.is_object()) bad("the header is not a JSON object");
    if (!repeated.first().empty()) bad("the header names {} twice", repeated.first());
    return header;
  }

  std::map<std::string, std::string> metadata(const Json& value) const {
    if (!value.is_object()) bad("{} is not an object", kMetadata);
    std::map<std::string, std::string> result;
    for (const auto& [key, text] : value.items()) {
      if (!text.is_string()) bad("{} \"{}\" is not text", kMetadata, key);
      result[key] = text.get<std::string>();
    }
    return result;
  }

  Entry entry(const std::string& name, const Json& value) const {
    if (!value.is_object() || value.size() != 3 || !value.contains("dtype") || !value.contains("shape") ||
        !value.contains("data_offsets"))
      bad("tensor \"{}\": expected dtype, shape and data_offsets", name);
    Entry e;
    e.tensor.name = name;
    e.tensor.dtype = dtype(name, value["dtype"]);
    for (uint64_t dimension : numbers(name, value["shape"]))
      e.tensor.shape.push_back(static_cast<int64_t>(dimension));
    const std::vector<uint64_t> offsets = numbers(name, value["data_offsets"]);
    if (offsets.size() != 2 || offsets[0] > offsets[1])
      bad("tensor \"{}\": data_offsets are not [begin, end]", name);
    e.begin = offsets[0];
    e.end = offsets[1];
    uint64_t bytes = 0;
    if (!byte_count(e.tensor.dtype, e.tensor.shape, &bytes) || bytes != e.end - e.begin)
      bad("tensor \"{}\": dtype and shape do not make the {} bytes of its data_offsets", name,
          e.end - e.begin);
    return e;
  }

  Dtype dtype(const std::string& name, const Json& value) const {
    for (const DtypeRow& known : kDtypes) {
      if (value == known.name) return known.dtype;
    }
    bad("tensor \"{}\": unknown dtype {}", name, value.dump(-1, ' ', true, Json::error_handler_t::replace));
  }

  std::vector<uint64_t> numbers(const std::string& name, const Json& value) const {
    if (!value.is_array()) bad("tensor \"{}\": shape or data_offsets is not a list", name);
    std::vector<uint64_t> result;
    for (const Json& number : value) {
      if (!number.is_number_unsigned())
        bad("tensor \"{}\": shape and data_offsets hold whole numbers only", name);
      result.push_back(number.get<uint64_t>());
    }
    return result;
  }

  /// Tensors in the order of the file, which they must fill without a hole.
  void place(std::vector<Entry>* entries) const {
    std::sort(entries->begin(), entries->end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.begin, a.end, a.tensor.name) < std::tie(b.begin, b.end, b.tensor.name);
    });
    const uint64_t size = bytes_.size() - data_start_;
    uint64_t expected = 0;
    for (Entry& e : *entries) {
      if (e.begin != expected)
        bad("tensor \"{}\" starts at {}, expected {}", e.tensor.name, e.begin, expected);
      expected = e.end;
    }
    if (expected != size)
      fail("{}: changed since it was written: expected {} bytes of data, found {} (cut short? copy it again)",
           where_, expected, size);
    const auto owner = std::make_shared<const data::Buffer<uint8_t>>(bytes_);
    for (Entry& e : *entries)
      e.tensor.data = data::Buffer<uint8_t>(owner, bytes_.data() + data_start_ + e.begin, e.end - e.begin);
  }

  void check_hash(Json header, const std::map<std::string, std::string>& metadata) const {
    const auto own = metadata.lower_bound(kOwnPrefix);
    if (own == metadata.end() || own->first.compare(0, sizeof(kOwnPrefix) - 1, kOwnPrefix) != 0) return;
    if (metadata.count(kHash) == 0) bad("it has metadata of ductus, but no {}", kHash);
    header[kMetadata].erase(kHash);
    const std::string found =
        hash_hex(header.dump(), bytes_.data() + data_start_, bytes_.size() - data_start_);
    if (found != metadata.at(kHash))
      fail("{}: changed since it was written: expected hash {}, found {} (copy it again)", where_,
           metadata.at(kHash), found);
  }

  const data::Buffer<uint8_t>& bytes_;
  const std::string& where_;
  uint64_t data_start_ = 0;
};

constexpr std::size_t kAlignment = 8;

/// The tensors in the order that they are laid out in: wide elements first.
std::vector<const TensorBlob*> layout(const SafetensorsFile& file) {
  std::vector<const TensorBlob*> order;
  for (const TensorBlob& tensor : file.tensors) order.push_back(&tensor);
  std::stable_sort(order.begin(), order.end(), [](const TensorBlob* a, const TensorBlob* b) {
    return dtype_size(a->dtype) > dtype_size(b->dtype);
  });
  return order;
}

Json make_header(const SafetensorsFile& file, const std::vector<const TensorBlob*>& order,
                 const std::string& where) {
  Json header = Json::object();
  header[kMetadata] = Json::object();
  for (const auto& [key, text] : file.metadata) header[kMetadata][key] = text;
  uint64_t begin = 0;
  for (const TensorBlob* tensor : order) {
    uint64_t bytes = 0;
    DUCTUS_CHECK(byte_count(tensor->dtype, tensor->shape, &bytes) && bytes == tensor->data.size(),
                 "{}: tensor \"{}\": its shape does not make its {} bytes", where, tensor->name,
                 tensor->data.size());
    DUCTUS_CHECK(!header.contains(tensor->name), "{}: two tensors are named \"{}\"", where, tensor->name);
    header[tensor->name] = {{"dtype", dtype_name(tensor->dtype)},
                            {"shape", tensor->shape},
                            {"data_offsets", {begin, begin + bytes}}};
    begin += bytes;
  }
  return header;
}

/// The header's text, checked to be UTF-8.
std::string dump(const Json& header, const std::string& where) {
  try {
    return header.dump();
  } catch (const Json::exception&) {
    fail("{}: a tensor's name or an entry of the metadata is not UTF-8", where);
  }
}

}  // namespace

std::string_view dtype_name(Dtype dtype) { return row(dtype).name; }

std::size_t dtype_size(Dtype dtype) { return row(dtype).size; }

bool TensorBlob::operator==(const TensorBlob& other) const {
  return name == other.name && dtype == other.dtype && shape == other.shape &&
         std::equal(data.begin(), data.end(), other.data.begin(), other.data.end());
}

const TensorBlob* SafetensorsFile::find(std::string_view name) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&](const TensorBlob& tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

TensorBlob make_f32(std::string name, std::vector<int64_t> shape, const std::vector<float>& values) {
  std::vector<uint8_t> bytes(values.size() * sizeof(float));
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  uint64_t expected = 0;
  DUCTUS_CHECK(byte_count(Dtype::kF32, shape, &expected) && expected == bytes.size(),
               "tensor \"{}\": its shape does not make {} values", name, values.size());
  return {std::move(name), Dtype::kF32, std::move(shape), std::move(bytes)};
}

std::vector<float> f32_values(const TensorBlob& tensor) {
  DUCTUS_CHECK(tensor.dtype == Dtype::kF32, "tensor \"{}\": expected F32, found {}", tensor.name,
               dtype_name(tensor.dtype));
  std::vector<float> values(tensor.data.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), tensor.data.data(), tensor.data.size());
  return values;
}

SafetensorsFile parse_safetensors(const data::Buffer<uint8_t>& bytes, const std::string& where) {
  return HeaderReader(bytes, where).read();
}

SafetensorsFile read_safetensors(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  DUCTUS_CHECK(!error, "{}: cannot be read: {}", path, error.message());
  std::vector<uint8_t> bytes(size);
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  DUCTUS_CHECK(in && static_cast<uint64_t>(in.gcount()) == size, "{}: cannot be read: {}", path,
               std::strerror(errno));
  return parse_safetensors(std::move(bytes), path);
}

std::vector<uint8_t> serialize_safetensors(const SafetensorsFile& file, const std::string& where) {
  const std::vector<const TensorBlob*> order = layout(file);
  std::vector<uint8_t> data;
  for (const TensorBlob* tensor : order) data.insert(data.end(), tensor->data.begin(), tensor->data.end());
  DUCTUS_CHECK(file.metadata.count(kHash) == 0, "{}: the metadata {} is written by ductus alone", where,
               kHash);
  Json header = make_header(file, order, where);
  header[kMetadata][kHash] = hash_hex(dump(header, where), data.data(), data.size());

  std::string text = dump(header, where);
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  std::vector<uint8_t> bytes(kLengthBytes + text.size() + data.size());
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    bytes[i] = static_cast<uint8_t>(uint64_t{text.size()} >> (8 * i));
  std::copy(data.begin(), data.end(), std::copy(text.begin(), text.end(), bytes.begin() + kLengthBytes));
  return bytes;
}

void write_safetensors(const std::string& path, const SafetensorsFile& file) {
  const std::vector<uint8_t> bytes = serialize_safetensors(file, path);
  data::write_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace ductus::models
