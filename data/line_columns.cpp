#include "data/line_columns.h"

#include <cstring>
#include <utility>

#include "data/line_text.h"

namespace ductus::data {

void LineColumns::add(LineImage& image, std::string text, const Place& place) {
  std::memcpy(pixels_.data() + at_, image.pixels.data(), image.pixels.size());
  offset_.push_back(static_cast<int64_t>(at_));
  at_ += image.pixels.size();
  width_.push_back(image.width);
  image.pixels = {};
  texts_.push_back(std::move(text));
  source_.push_back(place.source);
  number_.push_back(place.number);
  group_.push_back(place.group);
}

void LineColumns::move_to(LineSet& set) {
  set.pixels = pixels_.release();
  set.offset = std::move(offset_);
  set.width = std::move(width_);
  set.texts = std::move(texts_);
  set.source = std::move(source_);
  set.number = std::move(number_);
  set.group = std::move(group_);
  set.alphabet = Alphabet(code_points_of(set.texts));
  set.ledger.use(set.size());
}

}  // namespace ductus::data
