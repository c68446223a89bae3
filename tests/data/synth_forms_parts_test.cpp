#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "data/synth/forms/red_box.h"
#include "data/synth/forms/stamp_mark.h"
#include "tests/data/synth_forms_support.h"
#include "tests/support/errors.h"

using namespace ductus::data;
using namespace ductus::test;

namespace {

FormText form_of(const std::string& yaml, uint64_t index) {
  const FormRecipe recipe = form_recipe(yaml);
  Rng rng = recipe.rng(FormStage::kContent, index);
  return draw_form(recipe.content, rng);
}

float value_at(ColourSheet& sheet, std::size_t channel, int x, int y) {
  return sheet.channels[channel].row(y)[x];
}

}  // namespace

TEST_CASE("colours: by hue, saturation and value") {
  CHECK(colour_of(0, 1, 1) == Colour{1, 0, 0});
  CHECK(colour_of(120, 1, 1) == Colour{0, 1, 0});
  CHECK(colour_of(240, 1, 0.5F) == Colour{0, 0, 0.5F});
  CHECK(colour_of(60, 1, 1) == Colour{1, 1, 0});
  CHECK(colour_of(-60, 1, 1) == Colour{1, 0, 1});
  CHECK(colour_of(77, 0, 0.25F) == Colour{0.25F, 0.25F, 0.25F});
}

TEST_CASE(
    "ink takes its share of each channel's light, ink over ink of what is left. Off the sheet it is cut") {
  ColourSheet sheet(3, 1, {1, 1, 0.5F});
  const InkMask mask{3, 1, {255, 255, 0}};
  lay_ink(sheet, mask, 0, 0, {0.5F, 0.25F, 1});
  CHECK(value_at(sheet, 0, 0, 0) == doctest::Approx(0.5));
  CHECK(value_at(sheet, 1, 0, 0) == doctest::Approx(0.25));
  CHECK(value_at(sheet, 2, 0, 0) == doctest::Approx(0.5));
  CHECK(value_at(sheet, 0, 2, 0) == 1);
  lay_ink(sheet, mask, -1, 0, {0.5F, 1, 1});
  CHECK(value_at(sheet, 0, 0, 0) == doctest::Approx(0.25));
  CHECK(value_at(sheet, 0, 1, 0) == doctest::Approx(0.5));
  lay_ink(sheet, mask, 5, 0, {0, 0, 0});
  lay_ink(sheet, mask, 0, -1, {0, 0, 0});
  CHECK(value_at(sheet, 0, 2, 0) == 1);
  const Picture picture = picture_of(sheet, 0);
  CHECK(picture.pixels[0] == 128);  // blue first
  CHECK(picture.pixels[8] == 255);
}

TEST_CASE("a box's line lies around its quad, as wide as it says. Comb cells share its width") {
  ColourSheet sheet(60, 40, {1, 1, 1});
  BoxStyle style;
  style.line_px = 2;
  Rng rng(1, 0, 0, Purpose::kSynth);
  draw_box(sheet, {{10, 10}, {50, 30}}, 4, style, rng);
  const auto down = [&](int x) {  // ink along a column
    float sum = 0;
    for (int y = 0; y < 40; ++y) sum += 1 - value_at(sheet, 0, x, y);
    return sum;
  };
  CHECK(down(15) == doctest::Approx(4).epsilon(0.02));   // two lines of 2 px
  CHECK(down(19) == doctest::Approx(22).epsilon(0.02));  // a divider, [19, 21], from 9 to 31
  CHECK(down(5) == 0);
  CHECK(value_at(sheet, 0, 15, 9) == doctest::Approx(0).epsilon(0.01));
  CHECK(value_at(sheet, 0, 15, 10) == doctest::Approx(0).epsilon(0.01));
  CHECK(value_at(sheet, 0, 15, 8) == 1);
  CHECK(value_at(sheet, 0, 15, 11) == 1);
  const Box cell = comb_cell({{10, 10}, {50, 30}}, 4, 3);
  CHECK(cell.low.x == doctest::Approx(40));
  CHECK(cell.high.x == doctest::Approx(50));
}

TEST_CASE(
    "a colour JPEG of the best quality changes a flat colour hardly, of the worst takes colour off thin "
    "lines") {
  ColourSheet sheet(33, 17, {0.8F, 0.3F, 0.2F});
  through_colour_jpeg(sheet, 99);
  CHECK(value_at(sheet, 0, 16, 8) == doctest::Approx(0.8).epsilon(0.02));
  CHECK(value_at(sheet, 1, 16, 8) == doctest::Approx(0.3).epsilon(0.03));
  CHECK(value_at(sheet, 2, 32, 16) == doctest::Approx(0.2).epsilon(0.05));

  ColourSheet line(32, 32, {1, 1, 1});
  for (std::size_t c = 1; c < 3; ++c) std::fill_n(line.channels[c].row(15), 32, 0.2F);
  through_colour_jpeg(line, 10);
  const float red = value_at(line, 0, 16, 15) - value_at(line, 1, 16, 15);
  CHECK(red < 0.6);  // was 0.8
}

TEST_CASE(
    "numbers by hand: as many boxes as characters, in order, of the height asked for, the same each time") {
  const FormRecipe recipe = form_recipe(kFormFonts);
  const Hands hands = Hands::load(recipe.handwriting, "");
  NumberWriter writer(hands);
  Rng draws(5, 0, 0, Purpose::kSynth);
  const Writer hand = Writer::draw(hands, recipe.handwriting, draws);
  for (const char* text : {"0123456789", "1.5", "12/03/2024", "7", "31-12-99", "1,50"}) {
    Rng rng(5, 1, 0, Purpose::kSynth), again(5, 1, 0, Purpose::kSynth);
    const InkedNumber number = writer.write(text, 40, hand, rng);
    CHECK(number.coverage.ink == writer.write(text, 40, hand, again).coverage.ink);
    REQUIRE(number.characters.size() == std::string(text).size());
    for (std::size_t i = 0; i < number.characters.size(); ++i) {
      CAPTURE(std::string(text));
      CAPTURE(i);
      const Box& box = number.characters[i];
      if (i > 0) CHECK(box.low.x > number.characters[i - 1].low.x);
      CHECK(box.high.x <= static_cast<float>(number.coverage.width));
      CHECK(box.high.y <= static_cast<float>(number.coverage.height));
      if (std::isdigit(static_cast<unsigned char>(text[i])) != 0)
        CHECK(box.height() == doctest::Approx(40).epsilon(0.25));
    }
  }
  Rng rng(5, 1, 0, Purpose::kSynth);
  CHECK(error_of([&] { writer.write("12a", 40, hand, rng); }) ==
        "handwriting: no sign 'a', expected digits and . , / -");
}

TEST_CASE("forms ask for numbers of the types that the recipe says, labelled after them") {
  const std::string one =
      "content: {types: {int: 0, amount: 1, date: 0, digits: 0}, empty: 0, labels: {amount: [Sum]}}\n";
  const FormContent defaults = form_recipe("{}").content;
  for (uint64_t i = 0; i < 10; ++i) {
    for (const FormField& field : form_of(one, i).fields) {
      CHECK(field.type == NumberType::kAmount);
      CHECK(field.label == "Sum");
      CHECK(field.cells == 1);
      CHECK(field.value.size() >= 4);
      CHECK(field.value.find_first_of(".,") != std::string::npos);
    }
    std::set<std::string> labels;
    const FormText form = form_of("content: {fields: [4, 4], comb: 1}\n", i);
    for (const FormField& field : form.fields) {
      const auto& known = defaults.labels[static_cast<std::size_t>(field.type)];
      CHECK(std::find(known.begin(), known.end(), field.label) != known.end());
      labels.insert(field.label);
      CHECK((field.kind == FieldKind::kEmpty) == field.value.empty());
      CHECK(static_cast<int>(field.value.size()) <=
            std::max(field.cells, field.type == NumberType::kAmount ? 99 : 0));
    }
    CHECK(labels.size() == 4);
  }
}

TEST_CASE("forms recipe: what is wrong is named in one line") {
  const auto error = [](const std::string& yaml) { return kind_and_error_of([&] { form_recipe(yaml); }); };
  CHECK(error("count: 0\n") ==
        "usage: forms.yaml:1:8: count: expected a whole number from 1 to 1000000, found '0'");
  CHECK(error("style: {line_px: [4, 2]}\n")
            .find("style.line_px: expected the smaller number first, found [4, 2]") != std::string::npos);
  CHECK(error("style: {lne_px: [1, 2]}\n").find("line_px") != std::string::npos);
  CHECK(error("content: {fields: [0, 4]}\n").find("content.fields") != std::string::npos);
  CHECK(error("content: {fields: [4, 100]}\n").find("expected at most 60 fields, found 100") !=
        std::string::npos);
  CHECK(error("content: {types: {int: 0, amount: 0, date: 0, digits: 0}}\n")
            .find("at least one share above 0") != std::string::npos);
  CHECK(error("content: {labels: {int: []}}\n").find("expected at least one text, found none") !=
        std::string::npos);
  CHECK(error("content: {labels: {number: [a]}}\n").find("number") != std::string::npos);
  CHECK(error("handwriting: {fonts: [a], strokes: b}\n").find("found both") != std::string::npos);
  CHECK(error("photo: {jpeg_quality: [90, 40]}\n").find("expected the smaller number first") !=
        std::string::npos);
  CHECK(error("camera: [{shadw: {}}]\n").find("shadow") != std::string::npos);
  for (const std::string& yaml : {std::string("photo: 3\n"), std::string("paper: {}\n")})
    CHECK(error(yaml).find('\n') == std::string::npos);
}

TEST_CASE("forms: a symbol that no typeface has is named") {
  const std::string yaml = kFormFonts + "content: {titles: [\"\U00013000 FORM\"]}\n";
  const std::string error = error_of([&] { drawn_forms(yaml, 1); });
  CHECK(error.find("fonts has") != std::string::npos);
  CHECK(error.find("U+13000") != std::string::npos);
}
