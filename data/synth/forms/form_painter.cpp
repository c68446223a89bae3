#include "data/synth/forms/form_painter.h"

#include "data/synth/forms/boxes.h"
#include "data/synth/forms/decoys.h"

namespace ductus::data {
void FormPainter::photograph(ColourSheet page, const Colour& paper, DrawnForm& drawn) const {
  const uint64_t seed = recipe_.seed, index = drawn.index;
  Rng lay = recipe_.rng(FormStage::kDesk, index);
  const auto width = static_cast<float>(page.width());
  const int border = 8 + page.width() / 10;  // beyond what the picture shows, to come in when it is turned
  const int left = border + static_cast<int>(width * within(lay, recipe_.photo.margin_frac)),
            top = border + static_cast<int>(width * within(lay, recipe_.photo.margin_frac));
  const auto x = static_cast<float>(left), y = static_cast<float>(top);
  const Box edges{{x, y}, {x + width, y + static_cast<float>(page.height())}};
  ColourSheet sheet =
      draw_desk(page.width() + 2 * left, page.height() + 2 * top, edges, paper, recipe_.photo, lay);
  paste(page, left, top, sheet);
  drawn.clean = picture_of(sheet, border);

  for_quads(drawn, [&](Quad& quad) { page.points().insert(page.points().end(), quad.begin(), quad.end()); });
  apply(recipe_.paper, page, seed, index);
  paste(page, left, top, sheet);
  sheet.points() = page.points();
  sheet.move_points(x, y);
  apply(recipe_.camera, sheet, seed, index);
  Rng photo = recipe_.rng(FormStage::kPhoto, index);
  take_photo(sheet, recipe_.photo, photo);
  sheet.move_points(-static_cast<float>(border), -static_cast<float>(border));
  drawn.image = picture_of(sheet, border);
  std::size_t at = 0;
  for_quads(drawn, [&](Quad& quad) {
    for (Point& corner : quad) corner = sheet.points()[at++];
  });
}

DrawnForm FormPainter::draw(uint64_t index) {
  DrawnForm drawn;
  drawn.index = index;
  Rng content = recipe_.rng(FormStage::kContent, index);
  const FormText form = draw_form(recipe_.content, content);
  drawn.title = form.title;
  const FormSetting how = draw_setting(form, recipe_, typefaces_, hands_, typesetter_, index);
  drawn.label_typeface = how.label_typeface;
  drawn.number_typeface = how.number_typeface;
  drawn.hand = how.writer.hand;
  ColourSheet page(how.layout.width, how.layout.height, how.paper);
  printer_.print(form, how, index, page, drawn);
  print_decoys(how, recipe_, typesetter_, index, page, drawn);
  const auto width = static_cast<float>(page.width()), height = static_cast<float>(page.height());
  drawn.paper = quad_of({{0, 0}, {width, height}});
  photograph(std::move(page), how.paper, drawn);
  return drawn;
}

}  // namespace ductus::data
