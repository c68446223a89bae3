#include "train/tensorboard.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cinttypes>
#include <cstring>
#include <filesystem>

#include "configs/schema/error.h"

namespace ductus::train {
namespace {

/// Encodes the few protobuf messages of an event file (encoding: protobuf.dev/programming-guides/encoding).
class Message {
 public:
  Message& whole(int field, int64_t value) {
    key(field, 0);
    varint(static_cast<uint64_t>(value));
    return *this;
  }

  Message& real64(int field, double value) { return fixed(field, 1, &value, sizeof(value)); }
  Message& real32(int field, float value) { return fixed(field, 5, &value, sizeof(value)); }

  Message& text(int field, std::string_view value) {
    key(field, 2);
    varint(value.size());
    bytes_ += value;
    return *this;
  }

  Message& nested(int field, const Message& value) { return text(field, value.bytes_); }

  const std::string& bytes() const { return bytes_; }

 private:
  void key(int field, int wire_type) {
    varint(static_cast<uint64_t>(field) << 3 | static_cast<uint64_t>(wire_type));
  }

  void varint(uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }

  Message& fixed(int field, int wire_type, const void* value, std::size_t size) {
    key(field, wire_type);
    bytes_.append(static_cast<const char*>(value), size);
    return *this;
  }

  std::string bytes_;
};

// Field numbers of event.proto and summary.proto.
namespace event {
constexpr int kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5, kSessionLog = 7;
}
namespace summary {
constexpr int kValue = 1, kTag = 1, kSimpleValue = 2, kImage = 4;
}
namespace picture {
constexpr int kHeight = 1, kWidth = 2, kColorspace = 3, kEncoded = 4, kRgb = 3;
}
namespace session {
constexpr int kStatus = 1, kStart = 1;
}

Message event_at(double wall_time_s, int64_t step) {
  Message message;
  message.real64(event::kWallTime, wall_time_s);
  if (step > 0) message.whole(event::kStep, step);
  return message;
}

std::string summary_event(double wall_time_s, int64_t step, const Message& value) {
  return event_at(wall_time_s, step)
      .nested(event::kSummary, Message().nested(summary::kValue, value))
      .bytes();
}

double now_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A name after those of all earlier starts of the run: TensorBoard reads a folder's files in the order of
/// their names.
std::string next_path(const std::string& log_dir, double wall_time_s) {
  auto start = static_cast<int64_t>(wall_time_s);
  for (const auto& entry : std::filesystem::directory_iterator(log_dir)) {
    const std::string name = entry.path().filename().string();
    int64_t earlier = 0;
    if (std::sscanf(name.c_str(), "events.out.tfevents.%" SCNd64, &earlier) == 1)
      start = std::max(start, earlier + 1);
  }
  return fmt::format("{}/events.out.tfevents.{:010}.ductus", log_dir, start);
}

std::array<uint32_t, 256> make_crc_table() {
  constexpr uint32_t kReversedPolynomial = 0x82F63B78;
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < table.size(); ++i) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kReversedPolynomial : 0);
    table[i] = crc;
  }
  return table;
}

/// As TFRecord stores it: a CRC of data that holds CRCs is weak, so it is rotated and shifted.
uint32_t masked_crc(std::string_view bytes) {
  const uint32_t crc = crc32c(bytes);
  return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

template <typename T>
void append_raw(std::string* out, T value) {
  out->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

}  // namespace

uint32_t crc32c(std::string_view bytes) {
  static const std::array<uint32_t, 256> kTable = make_crc_table();
  uint32_t crc = 0xFFFFFFFF;
  for (char byte : bytes) crc = kTable[(crc ^ static_cast<uint8_t>(byte)) & 0xFF] ^ (crc >> 8);
  return ~crc;
}

std::string tf_record(std::string_view payload) {
  std::string record;
  append_raw(&record, static_cast<uint64_t>(payload.size()));
  append_raw(&record, masked_crc(record));
  record += payload;
  append_raw(&record, masked_crc(payload));
  return record;
}

EventWriter::EventWriter(const std::string& log_dir, std::optional<int64_t> last_step)
    : EventWriter(log_dir, last_step, now_s()) {}

EventWriter::EventWriter(const std::string& log_dir, std::optional<int64_t> last_step, double wall_time_s)
    : file_(nullptr, std::fclose) {
  std::error_code error;
  std::filesystem::create_directories(log_dir, error);
  DUCTUS_CHECK(!error, "{}: cannot be made: {}", log_dir, error.message());
  path_ = next_path(log_dir, wall_time_s);
  file_.reset(std::fopen(path_.c_str(), "wb"));
  DUCTUS_CHECK(file_, "{}: cannot be made: {}", path_, std::strerror(errno));
  write(event_at(wall_time_s, 0).text(event::kFileVersion, "brain.Event:2").bytes());
  const Message start = Message().whole(session::kStatus, session::kStart);
  if (last_step) write(event_at(wall_time_s, *last_step + 1).nested(event::kSessionLog, start).bytes());
}

void EventWriter::scalar(std::string_view tag, int64_t step, double value) {
  scalar(tag, step, value, now_s());
}

void EventWriter::scalar(std::string_view tag, int64_t step, double value, double wall_time_s) {
  write(summary_event(
      wall_time_s, step,
      Message().text(summary::kTag, tag).real32(summary::kSimpleValue, static_cast<float>(value))));
}

void EventWriter::image(std::string_view tag, int64_t step, int width_px, int height_px,
                        std::string_view png) {
  image(tag, step, width_px, height_px, png, now_s());
}

void EventWriter::image(std::string_view tag, int64_t step, int width_px, int height_px, std::string_view png,
                        double wall_time_s) {
  const Message encoded = Message()
                              .whole(picture::kHeight, height_px)
                              .whole(picture::kWidth, width_px)
                              .whole(picture::kColorspace, picture::kRgb)
                              .text(picture::kEncoded, png);
  write(
      summary_event(wall_time_s, step, Message().text(summary::kTag, tag).nested(summary::kImage, encoded)));
}

void EventWriter::write(std::string_view event) {
  const std::string record = tf_record(event);
  const bool whole = std::fwrite(record.data(), 1, record.size(), file_.get()) == record.size();
  DUCTUS_CHECK(whole && std::fflush(file_.get()) == 0, "{}: cannot be written: {}", path_,
               std::strerror(errno));
}

}  // namespace ductus::train
