// A contiguous array that is shared, whoever owns the memory: a vector, or a mapped file.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace ductus::data {

/// Read-only array of T. Copies share the memory; the last one frees or unmaps it.
template <typename T>
class Buffer {
 public:
  Buffer() = default;

  Buffer(std::vector<T> values) {  // NOLINT: a vector is a buffer
    auto owner = std::make_shared<std::vector<T>>(std::move(values));
    data_ = owner->data();
    size_ = owner->size();
    owner_ = std::move(owner);
  }

  /// `size` values at `data`, alive as long as `owner`.
  Buffer(std::shared_ptr<const void> owner, const T* data, std::size_t size)
      : owner_(std::move(owner)), data_(data), size_(size) {}

  const T* data() const { return data_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }

 private:
  std::shared_ptr<const void> owner_;
  const T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace ductus::data
