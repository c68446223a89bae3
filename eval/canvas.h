// A picture to draw on: rectangles, lines, text, grey images, in units of pixels. Inside of plots only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/fonts/lettering.h"
#include "data/picture.h"

namespace ductus::eval {

struct Colour {
  uint8_t red = 0;
  uint8_t green = 0;
  uint8_t blue = 0;
};

/// `share` 0 gives `from`, 1 gives `to`.
Colour mix(Colour from, Colour to, double share);

/// Black or white, whichever can be read on `background`.
Colour readable_on(Colour background);

namespace palette {
inline constexpr Colour kWhite{255, 255, 255};
inline constexpr Colour kInk{33, 37, 41};
inline constexpr Colour kMuted{108, 117, 125};
inline constexpr Colour kGrid{226, 230, 234};
inline constexpr Colour kBlue{31, 95, 168};
inline constexpr Colour kRed{192, 57, 43};
inline constexpr Colour kOrange{221, 132, 32};
inline constexpr Colour kGreen{46, 139, 87};
}  // namespace palette

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  double size_px = 13;  ///< as of data::LetterStyle
  Colour colour = palette::kInk;
  Align align = Align::kLeft;  ///< where on the text its point is; the point is half-way up a capital
  bool bold = false;
  bool marked_zero = false;  ///< for names of classes and texts, where 0 and O must be told apart
};

class Canvas {
 public:
  Canvas(double width, double height, Colour background = palette::kWhite);
  ~Canvas();
  Canvas(Canvas&&) noexcept;

  void fill(const Box& box, Colour colour);
  void frame(const Box& box, Colour colour, double width = 1);
  void line(Point from, Point to, Colour colour, double width = 1);
  void polyline(const std::vector<Point>& points, Colour colour, double width);
  void dot(Point centre, double radius, Colour colour);
  void text(Point at, const std::string& utf8, const TextStyle& style = {});
  void text_upwards(Point at, const std::string& utf8, const TextStyle& style = {});  ///< read from below
  void image(const Box& box, const uint8_t* grey, int height, int width);

  data::Picture picture() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// px from where a text starts to its end.
double text_width(const std::string& utf8, const TextStyle& style = {});

/// A name as it is drawn beside others: at most 24 characters, the last two ".." where it is longer.
inline std::string short_name(const std::string& utf8) { return data::shortened(utf8, 24); }

/// A text, where it has no room cut to 3 characters or more, the last two of them "..".
std::string fitted(const std::string& utf8, const TextStyle& style, double width_px);

}  // namespace ductus::eval
