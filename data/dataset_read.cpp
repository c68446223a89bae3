#include "data/dataset_file.h"

#include <hdf5.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/hdf5.h"
#include "data/mapped_file.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;
using hdf5::Handle;

using Shape = std::vector<hsize_t>;

std::string text_of(const Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

/// Opens arrays of one file: mapped where they lie contiguous and in the machine's own type, else read.
class Reader {
 public:
  explicit Reader(const fs::path& path) : path_(path), name_(path.string()), file_(hdf5::open_file(path)) {}

  const Handle& file() const { return file_; }
  const std::string& name() const { return name_; }

  bool has(const std::string& array) const { return H5Lexists(file_, array.c_str(), H5P_DEFAULT) > 0; }

  Shape shape(const std::string& array) const {
    const Handle space(H5Dget_space(open(array)), H5Sclose);
    const int rank = H5Sget_simple_extent_ndims(space);
    Shape shape(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    H5Sget_simple_extent_dims(space, shape.data(), nullptr);
    return shape;
  }

  template <typename T>
  Buffer<T> array(const std::string& array, const Shape& expected) {
    const Handle dataset = open(array);
    check_type(dataset, array);
    const Shape found = shape(array);
    DUCTUS_CHECK(found == expected, "{}: \"{}\" has the shape {}, expected {}", name_, array, text_of(found),
                 text_of(expected));
    const std::size_t count = check_size(array, found, sizeof(T));
    if (const auto mapped = mapped_at<T>(dataset, array, count)) return {mapping_, mapped, count};
    std::vector<T> values(count);
    DUCTUS_CHECK(
        count == 0 || H5Dread(dataset, hdf5::native_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0,
        "{}: cannot read \"{}\": {}", name_, array, hdf5::last_reason());
    return values;
  }

  std::vector<std::string> texts(const std::string& array) {
    return hdf5::read_text_dataset(open(array), fmt::format("{}: \"{}\"", name_, array));
  }

  std::vector<std::string> members(const std::string& group) const {
    const Handle handle(H5Gopen2(file_, group.c_str(), H5P_DEFAULT), H5Gclose);
    std::vector<std::string> names;
    const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* to) -> herr_t {
      static_cast<std::vector<std::string>*>(to)->push_back(name);
      return 0;
    };
    DUCTUS_CHECK(
        handle.valid() && H5Literate(handle, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names) >= 0,
        "{}: cannot list \"{}\": {}", name_, group, hdf5::last_reason());
    return names;
  }

 private:
  Handle open(const std::string& array) const {
    Handle dataset(H5Dopen2(file_, array.c_str(), H5P_DEFAULT), H5Dclose);
    DUCTUS_CHECK(dataset.valid(), "{}: no array \"{}\"", name_, array);
    return dataset;
  }

  void check_type(const Handle& dataset, const std::string& array) const {
    const Handle type(H5Dget_type(dataset), H5Tclose);
    DUCTUS_CHECK(H5Tget_class(type) == H5T_INTEGER, "{}: \"{}\" does not hold whole numbers", name_, array);
  }

  /// Values in an array, refused when no file of this size could hold them (deflate shrinks to a 1032nd at
  /// best).
  std::size_t check_size(const std::string& array, const Shape& shape, std::size_t value_bytes) const {
    const double most = 1100.0 * static_cast<double>(fs::file_size(path_)) + 1e6;
    double bytes = static_cast<double>(value_bytes);
    for (const hsize_t extent : shape) bytes *= static_cast<double>(extent);
    DUCTUS_CHECK(bytes <= most, "{}: \"{}\" claims the shape {}, more than a file of {} bytes can hold",
                 name_, array, text_of(shape), fs::file_size(path_));
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
  }

  template <typename T>
  const T* mapped_at(const Handle& dataset, const std::string& array, std::size_t count) {
    const Handle type(H5Dget_type(dataset), H5Tclose);
    const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
    const haddr_t offset = H5Dget_offset(dataset);
    if (H5Pget_layout(creation) != H5D_CONTIGUOUS || H5Pget_external_count(creation) != 0 ||
        offset == HADDR_UNDEF || H5Tequal(type, hdf5::native_type<T>()) <= 0 || offset % alignof(T) != 0) {
      return nullptr;
    }
    if (!mapping_) mapping_ = std::make_shared<const MappedFile>(path_, MappedFile::Access::kSequential);
    DUCTUS_CHECK(offset <= mapping_->size() && count <= (mapping_->size() - offset) / sizeof(T),
                 "{}: the file is cut short: \"{}\" ends at byte {}, the file at {}", name_, array,
                 offset + count * sizeof(T), mapping_->size());
    return reinterpret_cast<const T*>(mapping_->data() + offset);
  }

  fs::path path_;
  std::string name_;
  Handle file_;
  std::shared_ptr<const MappedFile> mapping_;
};

void check_kind(const Reader& reader) {
  const Handle& file = reader.file();
  const std::string& name = reader.name();
  DUCTUS_CHECK(hdf5::has_attribute(file, "format") && hdf5::has_attribute(file, "kind"),
               "{}: an HDF5 file, but no ductus data set (it lacks the attributes \"format\" and \"kind\")",
               name);
  const std::string format = hdf5::read_text(file, "format", name);
  DUCTUS_CHECK(format == "ductus", "{}: the format is \"{}\", expected \"ductus\"", name, format);
  const int64_t version = hdf5::read_integer(file, "version", name);
  DUCTUS_CHECK(version == kDatasetVersion, "{}: data set version {}, expected {} (a newer ductus wrote it)", name,
               version, kDatasetVersion);
  const std::string kind = hdf5::read_text(file, "kind", name);
  DUCTUS_CHECK(kind == "characters", "{}: a data set of kind \"{}\", expected \"characters\"", name, kind);
}

void read_images(Reader& reader, ImageSet& set) {
  const Shape shape = reader.shape("images");
  constexpr hsize_t kMostPixels = 1 << 14;
  DUCTUS_CHECK(
      shape.size() == 3 && shape[1] > 0 && shape[2] > 0 && shape[1] <= kMostPixels && shape[2] <= kMostPixels,
      "{}: \"images\" has the shape {}, expected [N, height, width]", reader.name(), text_of(shape));
  set.height = static_cast<int>(shape[1]);
  set.width = static_cast<int>(shape[2]);
  set.pixels = reader.array<uint8_t>("images", shape);
  set.labels = reader.array<int32_t>("labels", {shape[0]});
}

/// Where each sample came from. A file made by other means may leave it out: its samples then count from 0 in
/// the file.
void read_origin(Reader& reader, ImageSet& set) {
  const auto samples = static_cast<hsize_t>(set.size());
  if (reader.has("source") && reader.has("number")) {
    set.source = reader.array<uint16_t>("source", {samples});
    set.number = reader.array<uint32_t>("number", {samples});
    set.sources = hdf5::read_texts(reader.file(), "sources", reader.name());
  } else {
    std::vector<uint32_t> number(samples);
    std::iota(number.begin(), number.end(), 0U);
    set.source = std::vector<uint16_t>(samples);
    set.number = std::move(number);
    set.sources = {fs::path(reader.name()).filename().string()};
  }
  if (reader.has("name")) set.names = reader.texts("name");
  if (reader.has("group")) set.group = reader.array<int32_t>("group", {samples});
}

void read_splits(Reader& reader, ImageSet& set) {
  if (!reader.has("splits")) return;
  for (const std::string& part : reader.members("splits")) {
    const std::string array = "splits/" + part;
    const Shape shape = reader.shape(array);
    DUCTUS_CHECK(shape.size() == 1, "{}: \"{}\" has the shape {}, expected one dimension", reader.name(),
                 array, text_of(shape));
    const auto indices = reader.array<int64_t>(array, shape);
    for (const int64_t i : indices) {
      DUCTUS_CHECK(i >= 0 && i < set.size(), "{}: \"{}\" names sample {}, the set has {}", reader.name(),
                   array, i, set.size());
    }
    set.splits[part] = indices;
  }
}

void read_attributes(const Reader& reader, ImageSet& set) {
  const Handle& file = reader.file();
  set.alphabet = Alphabet(hdf5::read_texts(file, "alphabet", reader.name()));
  if (hdf5::has_attribute(file, "ledger")) {
    set.ledger = Ledger::from_json(hdf5::read_text(file, "ledger", reader.name()));
  } else {
    set.ledger.use(set.size());
  }
  if (hdf5::has_attribute(file, "preprocessing")) {
    set.preprocessing = hdf5::read_text(file, "preprocessing", reader.name());
  }
}

}  // namespace

ImageSet read_dataset(const fs::path& path) {
  Reader reader(path);
  check_kind(reader);
  ImageSet set;
  read_images(reader, set);
  read_origin(reader, set);
  read_attributes(reader, set);
  read_splits(reader, set);
  set.check(reader.name());
  return set;
}

std::string read_content_hash(const fs::path& path) {
  const Reader reader(path);
  check_kind(reader);
  return hdf5::read_text(reader.file(), "content_hash", reader.name());
}

}  // namespace ductus::data
