#include "data/hdf5.h"

#include <hdf5.h>

#include <functional>
#include <system_error>

#include "configs/schema/error.h"

namespace ductus::data::hdf5 {
namespace {

static_assert(sizeof(hid_t) == sizeof(int64_t), "Handle keeps HDF5's identifiers as 64 bits");

Handle scalar_space() { return {H5Screate(H5S_SCALAR), H5Sclose}; }

Handle open_attribute(int64_t object, const std::string& name, const std::string& where) {
  DUCTUS_CHECK(has_attribute(object, name), "{}: no attribute \"{}\"", where, name);
  Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
  DUCTUS_CHECK(attribute.valid(), "{}: cannot open attribute \"{}\": {}", where, name, last_reason());
  return attribute;
}

void write_attribute(int64_t object, const std::string& name, int64_t type, const Handle& space,
                     const void* value) {
  const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  const bool empty = H5Sget_simple_extent_npoints(space) == 0;
  DUCTUS_CHECK(attribute.valid() && (empty || H5Awrite(attribute, type, value) >= 0),
               "cannot write attribute \"{}\": {}", name, last_reason());
}

/// H5Aread or H5Dread, bound to what it reads.
using Read = std::function<herr_t(hid_t memory_type, void* to)>;

/// Text of variable length comes as pointers that HDF5 allocated.
std::vector<std::string> read_variable(const Read& read, const Handle& type, const Handle& space,
                                       std::size_t count) {
  const Handle memory_type = text_type();
  H5Tset_cset(memory_type, H5Tget_cset(type));
  std::vector<char*> pointers(count, nullptr);
  std::vector<std::string> texts;
  if (read(memory_type, pointers.data()) < 0) return texts;
  for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
  H5Dvlen_reclaim(memory_type, space, H5P_DEFAULT, pointers.data());
  return texts;
}

/// Text of fixed length is padded with zeros.
std::vector<std::string> read_fixed(const Read& read, const Handle& type, std::size_t count) {
  const std::size_t length = H5Tget_size(type);
  std::string block(count * length, '\0');
  std::vector<std::string> texts;
  if (read(type, block.data()) < 0) return texts;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string padded = block.substr(i * length, length);
    texts.push_back(padded.substr(0, padded.find('\0')));
  }
  return texts;
}

/// Bytes of the file that an object is in.
hsize_t file_bytes(int64_t object) {
  const Handle file(H5Iget_file_id(object), H5Fclose);
  hsize_t bytes = 0;
  return file.valid() && H5Fget_filesize(file, &bytes) >= 0 ? bytes : 0;
}

/// `what` names it in errors. How many texts there are, and how long, is believed only as far as the file
/// could hold them (deflate shrinks to a 1032nd at best).
std::vector<std::string> read_all(const Read& read, const Handle& type, const Handle& space, int64_t object,
                                  const std::string& what) {
  constexpr std::size_t kLongest = std::size_t{1} << 20;
  DUCTUS_CHECK(H5Tget_class(type) == H5T_STRING, "{} is not text", what);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  const std::size_t length = H5Tget_size(type);
  const double most = 1100.0 * static_cast<double>(file_bytes(object));
  DUCTUS_CHECK(count >= 0 && length >= 1 && length <= kLongest &&
                   static_cast<double>(count) * static_cast<double>(length) <= most,
               "{} claims to hold {} texts of {} bytes", what, count, length);
  if (count == 0) return {};
  auto texts = H5Tis_variable_str(type) > 0
                   ? read_variable(read, type, space, static_cast<std::size_t>(count))
                   : read_fixed(read, type, static_cast<std::size_t>(count));
  DUCTUS_CHECK(!texts.empty(), "{} cannot be read: {}", what, last_reason());
  return texts;
}

herr_t keep_innermost(unsigned, const H5E_error2_t* entry, void* reason) {
  if (entry->desc != nullptr && *entry->desc != '\0') *static_cast<std::string*>(reason) = entry->desc;
  return 0;
}

}  // namespace

bool Handle::reset() {
  const int64_t id = std::exchange(id_, -1);
  return id < 0 || close_(id) >= 0;
}

std::string last_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &reason);
  return reason.substr(0, reason.find('\n'));
}

bool is_hdf5(const std::filesystem::path& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  return H5Fis_hdf5(path.c_str()) > 0;
}

Handle open_file(const std::filesystem::path& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const std::string name = path.string();
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  DUCTUS_CHECK(std::filesystem::exists(status), "{}: no such file", name);
  DUCTUS_CHECK(std::filesystem::is_regular_file(status), "{}: not a file", name);
  const auto size = std::filesystem::file_size(path, error);
  DUCTUS_CHECK(!error, "{}: cannot read: {}", name, error.message());
  DUCTUS_CHECK(size > 0, "{}: the file is empty (0 bytes)", name);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  // Files are replaced by a rename, never changed in place, so that no lock is needed; network folders often
  // have none.
  H5Pset_file_locking(access, false, true);
  Handle file(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access), H5Fclose);
  if (file.valid()) return file;
  const std::string reason = last_reason();
  DUCTUS_CHECK(is_hdf5(path), "{}: not an HDF5 file ({} bytes)", name, size);
  fail("{}: the HDF5 file is damaged or cut short ({} bytes): {}", name, size, reason);
}

bool has_attribute(int64_t object, const std::string& name) { return H5Aexists(object, name.c_str()) > 0; }

std::vector<std::string> read_texts(int64_t object, const std::string& name, const std::string& where) {
  const Handle attribute = open_attribute(object, name, where);
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  const auto read = [&](hid_t memory_type, void* to) { return H5Aread(attribute, memory_type, to); };
  return read_all(read, type, space, object, fmt::format("{}: attribute \"{}\"", where, name));
}

std::vector<std::string> read_text_dataset(int64_t dataset, const std::string& what) {
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle space(H5Dget_space(dataset), H5Sclose);
  const auto read = [&](hid_t memory_type, void* to) {
    return H5Dread(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
  };
  return read_all(read, type, space, dataset, what);
}

std::string read_text(int64_t object, const std::string& name, const std::string& where) {
  auto texts = read_texts(object, name, where);
  DUCTUS_CHECK(texts.size() == 1, "{}: attribute \"{}\" has {} values, expected 1", where, name,
               texts.size());
  return texts[0];
}

int64_t read_integer(int64_t object, const std::string& name, const std::string& where) {
  const Handle attribute = open_attribute(object, name, where);
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  int64_t value = 0;
  DUCTUS_CHECK(H5Tget_class(type) == H5T_INTEGER && H5Sget_simple_extent_npoints(space) == 1 &&
                   H5Aread(attribute, H5T_NATIVE_INT64, &value) >= 0,
               "{}: attribute \"{}\" is not a whole number", where, name);
  return value;
}

template <>
int64_t native_type<uint8_t>() {
  return H5T_NATIVE_UINT8;
}
template <>
int64_t native_type<uint16_t>() {
  return H5T_NATIVE_UINT16;
}
template <>
int64_t native_type<uint32_t>() {
  return H5T_NATIVE_UINT32;
}
template <>
int64_t native_type<int32_t>() {
  return H5T_NATIVE_INT32;
}
template <>
int64_t native_type<int64_t>() {
  return H5T_NATIVE_INT64;
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

void write_text(int64_t object, const std::string& name, const std::string& value) {
  const char* pointer = value.c_str();
  write_attribute(object, name, text_type(), scalar_space(), &pointer);
}

void write_texts(int64_t object, const std::string& name, const std::vector<std::string>& values) {
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const hsize_t count = values.size();
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  write_attribute(object, name, text_type(), space, pointers.data());
}

void write_integer(int64_t object, const std::string& name, int64_t value) {
  write_attribute(object, name, H5T_NATIVE_INT64, scalar_space(), &value);
}

}  // namespace ductus::data::hdf5
