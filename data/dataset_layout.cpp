#include "data/dataset_layout.h"

#include <hdf5.h>

#include <utility>

#include "configs/schema/error.h"
#include "data/dataset_file.h"

namespace ductus::data {

namespace fs = std::filesystem;
using hdf5::Handle;

DatasetLayout::DatasetLayout(const fs::path& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_obj_track_times(creation, false);
  H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_LATEST);
  H5Pset_alignment(access, kAlignment, kAlignment);
  H5Pset_file_locking(access, false, true);
  file_ = Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose);
  DUCTUS_CHECK(file_.valid(), "cannot create: {}", hdf5::last_reason());
}

template <typename T>
void DatasetLayout::array(const std::string& name, const Buffer<T>& values, const Shape& shape) {
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time(creation, H5D_FILL_TIME_NEVER);
  const Handle dataset = create(name, hdf5::native_type<T>(), shape, creation);
  if (values.empty()) return;
  const haddr_t offset = H5Dget_offset(dataset);
  DUCTUS_CHECK(offset != HADDR_UNDEF, "no place for \"{}\": {}", name, hdf5::last_reason());
  blocks_.push_back({static_cast<std::size_t>(offset), values.data(), values.size() * sizeof(T)});
}

template void DatasetLayout::array(const std::string&, const Buffer<uint8_t>&, const Shape&);
template void DatasetLayout::array(const std::string&, const Buffer<uint16_t>&, const Shape&);
template void DatasetLayout::array(const std::string&, const Buffer<uint32_t>&, const Shape&);
template void DatasetLayout::array(const std::string&, const Buffer<int32_t>&, const Shape&);
template void DatasetLayout::array(const std::string&, const Buffer<int64_t>&, const Shape&);

void DatasetLayout::texts(const std::string& name, const std::vector<std::string>& values) {
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const Handle type = hdf5::text_type();
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const Handle dataset = create(name, type, {pointers.size()}, creation);
  DUCTUS_CHECK(
      pointers.empty() || H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) >= 0,
      "cannot write \"{}\": {}", name, hdf5::last_reason());
}

void DatasetLayout::text_attribute(const std::string& name, const std::string& value) {
  hdf5::write_text(file_, name, value);
}

void DatasetLayout::integer_attribute(const std::string& name, int64_t value) {
  hdf5::write_integer(file_, name, value);
}

void DatasetLayout::attributes(Kind kind, const SampleSet& set, const std::string& content_hash) {
  hdf5::write_text(file_, "format", "ductus");
  hdf5::write_text(file_, "kind", name_of(kind));
  hdf5::write_integer(file_, "version", kDatasetVersion);
  hdf5::write_texts(file_, "alphabet", set.alphabet.symbols());
  hdf5::write_texts(file_, "sources", set.sources);
  hdf5::write_text(file_, "ledger", set.ledger.to_json());
  if (!set.preprocessing.empty()) hdf5::write_text(file_, "preprocessing", set.preprocessing);
  if (!set.origin.empty()) hdf5::write_text(file_, "origin", set.origin);
  hdf5::write_text(file_, "content_hash", content_hash);
}

void DatasetLayout::samples(const SampleSet& set) {
  const uint64_t count = set.source.size();
  array("source", set.source, {count});
  array("number", set.number, {count});
  if (!set.names.empty()) texts("name", set.names);
  if (!set.group.empty()) array("group", set.group, {count});
  if (!set.groups.empty()) texts("groups", set.groups);
  if (!set.splits.empty()) group("splits");
  for (const auto& [part, indices] : set.splits) array("splits/" + part, indices, {indices.size()});
}

std::vector<DatasetLayout::Block> DatasetLayout::finish() {
  DUCTUS_CHECK(file_.reset(), "cannot write: {}", hdf5::last_reason());
  return std::move(blocks_);
}

void DatasetLayout::group(const std::string& name) {
  const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
  H5Pset_obj_track_times(creation, false);
  const Handle group(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose);
  DUCTUS_CHECK(group.valid(), "cannot write \"{}\": {}", name, hdf5::last_reason());
}

Handle DatasetLayout::create(const std::string& name, int64_t type, const Shape& shape,
                             const Handle& creation) {
  H5Pset_obj_track_times(creation, false);
  const std::vector<hsize_t> extents(shape.begin(), shape.end());
  const Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr), H5Sclose);
  Handle dataset(H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose);
  DUCTUS_CHECK(dataset.valid(), "cannot write \"{}\": {}", name, hdf5::last_reason());
  return dataset;
}

std::size_t expected_size(const SampleSet& set) {
  std::size_t size = 64 * DatasetLayout::kAlignment + set.source.size() * 10;
  for (const auto& split : set.splits) size += split.second.size() * sizeof(int64_t);
  for (const std::string& name : set.names) size += name.size() + 40;
  for (const std::string& name : set.groups) size += name.size() + 40;
  return size;
}

}  // namespace ductus::data
