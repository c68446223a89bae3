#include "models/export/h5.h"

#include <hdf5.h>

#include "configs/schema/error.h"

namespace ductus::models {
namespace {

using data::hdf5::Handle;
using data::hdf5::last_reason;

constexpr hsize_t kMaxValues = hsize_t{1} << 28;  // 1 GiB of floats: more is no model of ours

std::string rooted(const std::string& object) { return "/" + object; }

Handle open_object(const Handle& file, const std::string& object, const std::string& where) {
  Handle handle(H5Oopen(file, rooted(object).c_str(), H5P_DEFAULT), H5Oclose);
  DUCTUS_CHECK(handle.valid(), "{}: has no /{}: {}", where, object, last_reason());
  return handle;
}

/// Properties of new objects: no time stamps, so that the same content is the same bytes.
Handle untimed(int64_t property_class) {
  Handle creation(H5Pcreate(property_class), H5Pclose);
  H5Pset_obj_track_times(creation, 0);
  return creation;
}

Handle create_file(const std::string& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // the library prints its errors; ours are thrown
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, untimed(H5P_FILE_CREATE), H5P_DEFAULT), H5Fclose};
}

/// Makes the groups on the way to an object.
Handle making_groups() {
  Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links, 1);
  return links;
}

std::vector<hsize_t> shape_of(const Handle& space, const std::string& where) {
  const int rank = H5Sget_simple_extent_ndims(space);
  DUCTUS_CHECK(rank >= 0, "{} has no shape", where);
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  if (rank > 0) H5Sget_simple_extent_dims(space, shape.data(), nullptr);
  return shape;
}

std::size_t count_of(const std::vector<hsize_t>& shape, const std::string& where) {
  hsize_t count = 1;
  for (hsize_t dimension : shape) {
    const bool overflow = __builtin_mul_overflow(count, dimension, &count);
    DUCTUS_CHECK(!overflow && count <= kMaxValues, "{} is too large for the weights of a model", where);
  }
  return count;
}

herr_t add_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

}  // namespace

H5Input::H5Input(const std::string& path) : path_(path), file_(data::hdf5::open_file(path)) {}

bool H5Input::has(const std::string& object) const {
  for (std::size_t slash = object.find('/');; slash = object.find('/', slash + 1)) {
    if (H5Lexists(file_, rooted(object.substr(0, slash)).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}

std::vector<std::string> H5Input::children(const std::string& group) const {
  const Handle object = open_object(file_, group, path_);
  std::vector<std::string> names;
  DUCTUS_CHECK(H5Literate(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, add_name, &names) >= 0,
               "{}: /{} cannot be listed: {}", path_, group, last_reason());
  return names;
}

std::vector<std::string> H5Input::texts(const std::string& object, const std::string& attribute) const {
  const Handle owner = open_object(file_, object, path_);
  if (!data::hdf5::has_attribute(owner, attribute)) return {};
  return data::hdf5::read_texts(owner, attribute, path_ + ": /" + object);
}

H5Array H5Input::floats(const std::string& dataset) const {
  const std::string where = path_ + ": /" + dataset;
  const Handle data(H5Dopen2(file_, rooted(dataset).c_str(), H5P_DEFAULT), H5Dclose);
  DUCTUS_CHECK(data.valid(), "{} is not there, or no data set: {}", where, last_reason());
  const std::vector<hsize_t> shape = shape_of(Handle(H5Dget_space(data), H5Sclose), where);
  H5Array array{{shape.begin(), shape.end()}, std::vector<float>(count_of(shape, where))};
  DUCTUS_CHECK(H5Dread(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, array.values.data()) >= 0,
               "{} cannot be read as numbers: {}", where, last_reason());
  return array;
}

H5Output::H5Output(const std::string& path) : path_(path), file_(create_file(path)) {
  DUCTUS_CHECK(file_.valid(), "{}: cannot be made: {}", path_, last_reason());
}

void H5Output::group(const std::string& name) {
  const Handle made(
      H5Gcreate2(file_, rooted(name).c_str(), making_groups(), untimed(H5P_GROUP_CREATE), H5P_DEFAULT),
      H5Gclose);
  DUCTUS_CHECK(made.valid(), "{}: group /{} cannot be written: {}", path_, name, last_reason());
}

void H5Output::text(const std::string& object, const std::string& attribute, const std::string& value) {
  data::hdf5::write_text(open_object(file_, object, path_), attribute, value);
}

void H5Output::texts(const std::string& object, const std::string& attribute,
                     const std::vector<std::string>& values) {
  data::hdf5::write_texts(open_object(file_, object, path_), attribute, values);
}

void H5Output::floats(const std::string& dataset, const H5Array& array) {
  const std::vector<hsize_t> shape(array.shape.begin(), array.shape.end());
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose);
  const Handle made(H5Dcreate2(file_, rooted(dataset).c_str(), H5T_IEEE_F32LE, space, making_groups(),
                               untimed(H5P_DATASET_CREATE), H5P_DEFAULT),
                    H5Dclose);
  const bool written = made.valid() && H5Dwrite(made, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                                array.values.data()) >= 0;
  DUCTUS_CHECK(written, "{}: /{} cannot be written: {}", path_, dataset, last_reason());
}

void H5Output::close() {
  const bool whole = H5Fflush(file_, H5F_SCOPE_GLOBAL) >= 0 && file_.reset();
  DUCTUS_CHECK(whole, "{}: cannot be written (disk full?)", path_);
}

}  // namespace ductus::models
