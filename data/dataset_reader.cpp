#include "data/dataset_reader.h"

#include <hdf5.h>

#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>

#include "configs/schema/error.h"
#include "data/dataset_file.h"
#include "data/text_heap.h"

namespace ductus::data {

namespace fs = std::filesystem;
using hdf5::Handle;

namespace {

bool is_contiguous(const Handle& dataset) {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  return H5Pget_layout(creation) == H5D_CONTIGUOUS && H5Pget_external_count(creation) == 0 &&
         H5Dget_offset(dataset) != HADDR_UNDEF;
}

/// Whether texts lie as read_heap_texts() expects them.
bool lies_as_references(const Handle& file, const Handle& dataset) {
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle creation(H5Fget_create_plist(file), H5Pclose);
  std::size_t offset_bytes = 0, length_bytes = 0;
  hsize_t user_block = 0;
  H5Pget_sizes(creation, &offset_bytes, &length_bytes);
  H5Pget_userblock(creation, &user_block);
  return H5Tis_variable_str(type) > 0 && is_contiguous(dataset) && offset_bytes == 8 && length_bytes == 8 &&
         user_block == 0;
}

}  // namespace

std::string text_of(const DatasetReader::Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

DatasetReader::DatasetReader(const fs::path& path)
    : path_(path), name_(path.string()), file_(hdf5::open_file(path)) {
  check_origin();
}

void DatasetReader::check_origin() {
  DUCTUS_CHECK(hdf5::has_attribute(file_, "format") && hdf5::has_attribute(file_, "kind"),
               "{}: an HDF5 file, but no ductus data set (it lacks the attributes \"format\" and \"kind\")",
               name_);
  const std::string format = text_attribute("format");
  DUCTUS_CHECK(format == "ductus", "{}: the format is \"{}\", expected \"ductus\"", name_, format);
  const int64_t version = integer_attribute("version");
  DUCTUS_CHECK(version == kDatasetVersion, "{}: data set version {}, expected {} (a newer ductus wrote it)",
               name_, version, kDatasetVersion);
  const std::string kind = text_attribute("kind");
  for (const Kind known : {Kind::kCharacters, Kind::kLines}) {
    if (kind == name_of(known)) kind_ = known;
  }
  DUCTUS_CHECK(kind == name_of(kind_), "{}: a data set of kind \"{}\", expected \"{}\" or \"{}\"", name_,
               kind, name_of(Kind::kCharacters), name_of(Kind::kLines));
}

void DatasetReader::expect_kind(Kind kind) const {
  DUCTUS_CHECK(kind_ == kind, "{}: a data set of kind \"{}\", expected \"{}\"", name_, name_of(kind_),
               name_of(kind));
}

bool DatasetReader::has(const std::string& array) const {
  return H5Lexists(file_, array.c_str(), H5P_DEFAULT) > 0;
}

DatasetReader::Shape DatasetReader::shape(const std::string& array) const {
  const Handle space(H5Dget_space(open(array)), H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(space);
  std::vector<hsize_t> extents(rank > 0 ? static_cast<std::size_t>(rank) : 0);
  H5Sget_simple_extent_dims(space, extents.data(), nullptr);
  return {extents.begin(), extents.end()};
}

uint64_t DatasetReader::length(const std::string& array) const {
  const Shape found = shape(array);
  DUCTUS_CHECK(found.size() == 1, "{}: \"{}\" has the shape {}, expected one dimension", name_, array,
               text_of(found));
  return found[0];
}

template <typename T>
Buffer<T> DatasetReader::array(const std::string& array, const Shape& expected) {
  const Handle dataset = open(array);
  check_type(dataset, array);
  const Shape found = shape(array);
  DUCTUS_CHECK(found == expected, "{}: \"{}\" has the shape {}, expected {}", name_, array, text_of(found),
               text_of(expected));
  const std::size_t count = check_size(array, found, sizeof(T));
  if (const auto mapped = mapped_at<T>(dataset, array, count)) return {mapping_, mapped, count};
  std::vector<T> values(count);
  DUCTUS_CHECK(count == 0 || H5Dread(dataset, hdf5::native_type<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                     values.data()) >= 0,
               "{}: cannot read \"{}\": {}", name_, array, hdf5::last_reason());
  return values;
}

template Buffer<uint8_t> DatasetReader::array(const std::string&, const Shape&);
template Buffer<uint16_t> DatasetReader::array(const std::string&, const Shape&);
template Buffer<uint32_t> DatasetReader::array(const std::string&, const Shape&);
template Buffer<int32_t> DatasetReader::array(const std::string&, const Shape&);
template Buffer<int64_t> DatasetReader::array(const std::string&, const Shape&);

std::vector<std::string> DatasetReader::texts(const std::string& array) {
  const Handle dataset = open(array);
  const std::string what = fmt::format("{}: \"{}\"", name_, array);
  if (!lies_as_references(file_, dataset)) return hdf5::read_text_dataset(dataset, what);
  const std::size_t count = check_size(array, shape(array), 1);
  return read_heap_texts(mapping().text(), H5Dget_offset(dataset), count, what);
}

bool DatasetReader::has_attribute(const std::string& name) const { return hdf5::has_attribute(file_, name); }

std::string DatasetReader::text_attribute(const std::string& name) const {
  return hdf5::read_text(file_, name, name_);
}

int64_t DatasetReader::integer_attribute(const std::string& name) const {
  return hdf5::read_integer(file_, name, name_);
}

void DatasetReader::read_samples(std::size_t count, SampleSet& set) {
  read_ids(count, set);
  read_attributes(count, set);
  read_splits(count, set);
}

// A file made by other means may leave out where each sample came from: its samples then count from 0 in the
// file.
void DatasetReader::read_ids(std::size_t count, SampleSet& set) {
  if (has("source") && has("number")) {
    set.source = array<uint16_t>("source", {count});
    set.number = array<uint32_t>("number", {count});
    set.sources = hdf5::read_texts(file_, "sources", name_);
  } else {
    std::vector<uint32_t> number(count);
    std::iota(number.begin(), number.end(), 0U);
    set.source = std::vector<uint16_t>(count);
    set.number = std::move(number);
    set.sources = {path_.filename().string()};
  }
  if (has("name")) set.names = texts("name");
  if (has("group")) set.group = array<int32_t>("group", {count});
  if (has("groups")) set.groups = texts("groups");
}

void DatasetReader::read_splits(std::size_t count, SampleSet& set) {
  if (!has("splits")) return;
  for (const std::string& part : members("splits")) {
    const std::string name = "splits/" + part;
    const auto indices = array<int64_t>(name, {length(name)});
    for (const int64_t i : indices) {
      DUCTUS_CHECK(i >= 0 && static_cast<uint64_t>(i) < count, "{}: \"{}\" names sample {}, the set has {}",
                   name_, name, i, count);
    }
    set.splits[part] = indices;
  }
}

void DatasetReader::read_attributes(std::size_t count, SampleSet& set) const {
  set.alphabet = Alphabet(hdf5::read_texts(file_, "alphabet", name_));
  if (hdf5::has_attribute(file_, "ledger")) {
    set.ledger = Ledger::from_json(text_attribute("ledger"));
  } else {
    set.ledger.use(static_cast<int64_t>(count));
  }
  if (hdf5::has_attribute(file_, "preprocessing")) set.preprocessing = text_attribute("preprocessing");
  if (hdf5::has_attribute(file_, "origin")) set.origin = text_attribute("origin");
}

std::vector<std::string> DatasetReader::members(const std::string& group) const {
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

Handle DatasetReader::open(const std::string& array) const {
  Handle dataset(H5Dopen2(file_, array.c_str(), H5P_DEFAULT), H5Dclose);
  DUCTUS_CHECK(dataset.valid(), "{}: no array \"{}\"", name_, array);
  return dataset;
}

void DatasetReader::check_type(const Handle& dataset, const std::string& array) const {
  const Handle type(H5Dget_type(dataset), H5Tclose);
  DUCTUS_CHECK(H5Tget_class(type) == H5T_INTEGER, "{}: \"{}\" does not hold whole numbers", name_, array);
}

// Values in an array, refused when no file of this size could hold them (deflate shrinks to a 1032nd at
// best).
std::size_t DatasetReader::check_size(const std::string& array, const Shape& shape,
                                      std::size_t value_bytes) const {
  const double most = 1100.0 * static_cast<double>(fs::file_size(path_)) + 1e6;
  double bytes = static_cast<double>(value_bytes);
  for (const uint64_t extent : shape) bytes *= static_cast<double>(extent);
  DUCTUS_CHECK(bytes <= most, "{}: \"{}\" claims the shape {}, more than a file of {} bytes can hold", name_,
               array, text_of(shape), fs::file_size(path_));
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

const MappedFile& DatasetReader::mapping() {
  if (!mapping_) mapping_ = std::make_shared<const MappedFile>(path_, MappedFile::Access::kSequential);
  return *mapping_;
}

template <typename T>
const T* DatasetReader::mapped_at(const Handle& dataset, const std::string& array, std::size_t count) {
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const haddr_t offset = H5Dget_offset(dataset);
  if (!is_contiguous(dataset) || H5Tequal(type, hdf5::native_type<T>()) <= 0 || offset % alignof(T) != 0) {
    return nullptr;
  }
  const MappedFile& file = mapping();
  DUCTUS_CHECK(offset <= file.size() && count <= (file.size() - offset) / sizeof(T),
               "{}: the file is cut short: \"{}\" ends at byte {}, the file at {}", name_, array,
               offset + count * sizeof(T), file.size());
  return reinterpret_cast<const T*>(file.data() + offset);
}

}  // namespace ductus::data
