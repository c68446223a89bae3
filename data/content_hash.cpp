#include "data/content_hash.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "configs/schema/error.h"
#include "data/mapped_file.h"

namespace ductus::data {

struct ContentHash::State {
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash{XXH3_createState(), XXH3_freeState};
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) {
  DUCTUS_CHECK(state_->hash && XXH3_128bits_reset(state_->hash.get()) == XXH_OK,
               "content hash: out of memory");
}

ContentHash::~ContentHash() = default;

void ContentHash::add(const void* data, std::size_t bytes) {
  XXH3_128bits_update(state_->hash.get(), data, bytes);
}

void ContentHash::add(const std::string& text) {
  add(text.size());
  add(text.data(), text.size());
}

void ContentHash::add(const Alphabet& alphabet) {
  add(alphabet.size());
  for (const std::string& symbol : alphabet.symbols()) add(symbol);
}

std::string ContentHash::hex() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_->hash.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string file_hash(const std::filesystem::path& path) {
  const MappedFile file(path);
  ContentHash hash;
  hash.add(file.data(), file.size());
  return hash.hex();
}

}  // namespace ductus::data
