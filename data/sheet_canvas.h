// What contact sheets are drawn on: texts, bars and pictures on a dark ground.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/character_view.h"

namespace ductus::data {

/// All measures are pixels from the top left.
class SheetCanvas {
 public:
  enum class Font { kTitle, kName, kText, kCount };
  enum class Ink { kBright, kDim, kBar, kEmptyTile };

  struct Box {
    int left;
    int top;
    int width;
    int height;
  };

  SheetCanvas(int height, int width);
  ~SheetCanvas();

  static int text_width(const std::string& text, Font font);

  /// `baseline`: the foot of the letters.
  void text(const std::string& text, int left, int baseline, Font font, Ink ink);

  /// Ends at `right`, its middle at the height `middle`.
  void text_right(const std::string& text, int right, int middle, Font font, Ink ink);

  void fill(const Box& box, Ink ink);

  /// A grey picture of [height, width] bytes, scaled into the box.
  void picture(const uint8_t* pixels, int height, int width, const Box& box);

  /// A picture of 1 or 3 channels, scaled into the box.
  void picture(const Picture& picture, const Box& box);

  Picture finish() const;

 private:
  struct Sheet;
  std::unique_ptr<Sheet> sheet_;
};

/// `count` of `all` indices at even steps; all of them where there are not more.
std::vector<int64_t> even_steps(int64_t all, int64_t count);

}  // namespace ductus::data
