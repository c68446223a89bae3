// Event files that TensorBoard opens, written without protobuf.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ductus::train {

/// Writes one `events.out.tfevents.*` file: a new one each time a run is started or resumed.
/// Format: TFRecord frames (length, masked CRC-32C, payload, masked CRC-32C) around Event messages of
/// TensorFlow's event.proto and summary.proto. Every call writes through, so that a killed run shows what it
/// had.
class EventWriter {
 public:
  /// Creates the file in the folder `log_dir` (made if missing). With `last_step`, TensorBoard hides what
  /// earlier files of the folder hold after that step: how a run is resumed. Throws ductus::Error.
  explicit EventWriter(const std::string& log_dir, std::optional<int64_t> last_step = std::nullopt);

  /// As above with the time of the start given, in seconds since 1970.
  EventWriter(const std::string& log_dir, std::optional<int64_t> last_step, double wall_time_s);

  /// One point of the curve `tag`. Without `wall_time_s` it is now.
  void scalar(std::string_view tag, int64_t step, double value);
  void scalar(std::string_view tag, int64_t step, double value, double wall_time_s);

  /// One picture, encoded as PNG.
  void image(std::string_view tag, int64_t step, int width_px, int height_px, std::string_view png);
  void image(std::string_view tag, int64_t step, int width_px, int height_px, std::string_view png,
             double wall_time_s);

  const std::string& path() const { return path_; }

 private:
  void write(std::string_view event);

  std::string path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

/// CRC-32C (Castagnoli) of `bytes`: "123456789" gives 0xE3069283.
uint32_t crc32c(std::string_view bytes);

/// One TFRecord: length u64, masked CRC-32C of it, payload, masked CRC-32C of that; little endian.
std::string tf_record(std::string_view payload);

}  // namespace ductus::train
