#include <hdf5.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "configs/schema/error.h"
#include "data/atomic_file.h"
#include "data/dataset_file.h"
#include "data/hdf5.h"

namespace ductus::data {
namespace {

namespace fs = std::filesystem;
using hdf5::Handle;

constexpr std::size_t kAlignment = 4096;

using Shape = std::vector<hsize_t>;

/// An array that has its place in the file, to be filled in once HDF5 has let go of it.
struct Block {
  std::size_t offset;
  const void* bytes;
  std::size_t size;
};

/// Lays a file out with HDF5, which writes structure and texts only; the arrays follow as plain writes, whose
/// failure (a full disk) is known at once and leaves no half-open HDF5 file behind.
class Layout {
 public:
  explicit Layout(const fs::path& path) : path_(path) {
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

  const Handle& file() const { return file_; }

  template <typename T>
  void array(const std::string& name, const Buffer<T>& values, const Shape& shape) {
    const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(creation, H5D_FILL_TIME_NEVER);
    const Handle dataset = create(name, hdf5::native_type<T>(), shape, creation);
    if (values.empty()) return;
    const haddr_t offset = H5Dget_offset(dataset);
    DUCTUS_CHECK(offset != HADDR_UNDEF, "no place for \"{}\": {}", name, hdf5::last_reason());
    blocks_.push_back({static_cast<std::size_t>(offset), values.data(), values.size() * sizeof(T)});
  }

  void texts(const std::string& name, const std::vector<std::string>& values) {
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    const Handle type = hdf5::text_type();
    const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    const Handle dataset = create(name, type, {pointers.size()}, creation);
    DUCTUS_CHECK(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) >= 0,
                 "cannot write \"{}\": {}", name, hdf5::last_reason());
  }

  void group(const std::string& name) {
    const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation, false);
    const Handle group(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose);
    DUCTUS_CHECK(group.valid(), "cannot write \"{}\": {}", name, hdf5::last_reason());
  }

  /// The arrays and their places; the file is closed.
  std::vector<Block> finish() {
    DUCTUS_CHECK(file_.reset(), "cannot write: {}", hdf5::last_reason());
    return std::move(blocks_);
  }

 private:
  Handle create(const std::string& name, hid_t type, const Shape& shape, const Handle& creation) {
    H5Pset_obj_track_times(creation, false);
    const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose);
    Handle dataset(H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT),
                   H5Dclose);
    DUCTUS_CHECK(dataset.valid(), "cannot write \"{}\": {}", name, hdf5::last_reason());
    return dataset;
  }

  fs::path path_;
  Handle file_;
  std::vector<Block> blocks_;
};

void lay_out_arrays(Layout& layout, const ImageSet& set) {
  const auto samples = static_cast<hsize_t>(set.size());
  layout.array("images", set.pixels,
               {samples, static_cast<hsize_t>(set.height), static_cast<hsize_t>(set.width)});
  layout.array("labels", set.labels, {samples});
  layout.array("source", set.source, {samples});
  layout.array("number", set.number, {samples});
  if (!set.names.empty()) layout.texts("name", set.names);
  if (!set.group.empty()) layout.array("group", set.group, {samples});
  if (!set.splits.empty()) layout.group("splits");
  for (const auto& [part, indices] : set.splits) layout.array("splits/" + part, indices, {indices.size()});
}

void lay_out_attributes(const Layout& layout, const ImageSet& set) {
  const Handle& file = layout.file();
  hdf5::write_text(file, "format", "ductus");
  hdf5::write_text(file, "kind", "characters");
  hdf5::write_integer(file, "version", kDatasetVersion);
  hdf5::write_texts(file, "alphabet", set.alphabet.symbols());
  hdf5::write_texts(file, "sources", set.sources);
  hdf5::write_text(file, "ledger", set.ledger.to_json());
  if (!set.preprocessing.empty()) hdf5::write_text(file, "preprocessing", set.preprocessing);
  hdf5::write_text(file, "content_hash", set.content_hash());
}

std::vector<Block> lay_out(const fs::path& path, const ImageSet& set) {
  Layout layout(path);
  lay_out_attributes(layout, set);
  lay_out_arrays(layout, set);
  return layout.finish();
}

/// About what the file will take, so that a full disk is noticed before HDF5 writes its first byte.
std::size_t expected_size(const ImageSet& set) {
  std::size_t size = 64 * kAlignment + set.pixels.size() + set.labels.size() * 14;
  for (const auto& split : set.splits) size += split.second.size() * sizeof(int64_t);
  for (const std::string& name : set.names) size += name.size() + 40;
  return size;
}

}  // namespace

void write_dataset(const fs::path& path, const ImageSet& set) {
  set.check(path.string());
  AtomicFile file(path);
  file.reserve(expected_size(set));
  try {
    for (const Block& block : lay_out(file.temporary(), set))
      file.write_at(block.offset, block.bytes, block.size);
  } catch (const Error& error) {
    const std::string what = error.what();
    if (what.rfind(path.string(), 0) == 0) throw;
    fail("{}: {}", path.string(), what);
  }
  file.commit();
}

}  // namespace ductus::data
