#include "data/picture.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "configs/schema/error.h"
#include "data/mapped_file.h"
#include "data/png_decode.h"

namespace ductus::data {
namespace {

/// The picture's own memory as OpenCV sees it.
cv::Mat as_mat(const Picture& picture) {
  const std::size_t bytes = static_cast<std::size_t>(picture.height) *
                            static_cast<std::size_t>(picture.width) *
                            static_cast<std::size_t>(picture.channels);
  DUCTUS_CHECK(picture.height > 0 && picture.width > 0 && picture.pixels.size() == bytes,
               "picture: expected {} x {} x {} = {} bytes of pixels, at least one, found {}", picture.height,
               picture.width, picture.channels, bytes, picture.pixels.size());
  return cv::Mat(picture.height, picture.width, CV_8UC(picture.channels),
                 const_cast<uint8_t*>(picture.pixels.data()));
}

cv::Mat on_white(const cv::Mat& bgra) {
  cv::Mat bgr(bgra.size(), CV_8UC3);
  for (int y = 0; y < bgra.rows; ++y) {
    for (int x = 0; x < bgra.cols; ++x) {
      const auto& from = bgra.at<cv::Vec4b>(y, x);
      auto& to = bgr.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c)
        to[c] = static_cast<uint8_t>((from[c] * from[3] + 255 * (255 - from[3]) + 127) / 255);
    }
  }
  return bgr;
}

Picture as_picture(const cv::Mat& mat) {
  return {mat.rows, mat.cols, mat.channels(), {mat.datastart, mat.dataend}};
}

bool is_jpeg(std::string_view file) { return file.substr(0, 2) == "\xFF\xD8"; }

/// Whether the picture's own end marker (EOI) is there: ITU-T T.81, B.1.1. Segments are stepped over, since a
/// thumbnail in one has an end marker of its own, and what follows the end does not count, since cameras
/// append whatever they like. Of a file that is cut short OpenCV makes up the rest.
bool is_whole_jpeg(std::string_view file) {
  std::size_t at = 2;  // behind SOI
  while ((at = file.find('\xFF', at)) != std::string_view::npos && at + 1 < file.size()) {
    const auto marker = static_cast<uint8_t>(file[at + 1]);
    if (marker == 0xD9) return true;
    if (marker == 0xFF) {  // a fill byte
      ++at;
    } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // FF of the data, TEM, restarts, SOI
      at += 2;
    } else {
      if (at + 3 >= file.size()) return false;
      at += 2 + (static_cast<std::size_t>(static_cast<uint8_t>(file[at + 2])) << 8) +
            static_cast<uint8_t>(file[at + 3]);
    }
  }
  return false;
}

/// JPEG is turned upright as its EXIF data say; what may have transparency is decoded as it is.
cv::Mat decode(std::string_view file) {
  const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8U, const_cast<char*>(file.data()));
  cv::Mat picture = cv::imdecode(bytes, is_jpeg(file) ? cv::IMREAD_COLOR : cv::IMREAD_UNCHANGED);
  if (picture.depth() == CV_16U) picture.convertTo(picture, CV_8U, 1.0 / 257);
  return picture;
}

}  // namespace

Picture decode_picture(std::string_view bytes, const std::string& where) {
  constexpr std::size_t kLargest = std::size_t{1} << 30;
  DUCTUS_CHECK(!bytes.empty() && bytes.size() <= kLargest, "{}: expected a picture, found a file of {} bytes",
               where, bytes.size());
  DUCTUS_CHECK(!is_jpeg(bytes) || is_whole_jpeg(bytes), "{}: the JPEG is cut short", where);
  if (is_png(bytes)) return decode_png(bytes, where);
  cv::Mat decoded;
  try {
    decoded = decode(bytes);
  } catch (const cv::Exception& e) {
    fail("{}: cannot decode the picture ({})", where, e.err);
  }
  DUCTUS_CHECK(!decoded.empty(),
               "{}: expected a picture (PNG, JPEG, ...), found something else or a broken one", where);
  DUCTUS_CHECK(decoded.depth() == CV_8U, "{}: expected 8 or 16 bits a channel, found another depth", where);
  const int channels = decoded.channels();
  DUCTUS_CHECK(channels == 1 || channels == 3 || channels == 4, "{}: expected 1, 3 or 4 channels, found {}",
               where, channels);
  return as_picture(decoded);
}

Picture read_picture(const std::filesystem::path& path) {
  return decode_picture(MappedFile(path).text(), path.string());
}

Picture to_grey(const Picture& picture) {
  cv::Mat grey = as_mat(picture);
  if (picture.channels == 1) return picture;
  if (picture.channels == 4) grey = on_white(grey);
  cv::Mat single;
  cv::cvtColor(grey, single, cv::COLOR_BGR2GRAY);
  return as_picture(single);
}

}  // namespace ductus::data
