#include "data/synth/typeset/shaper.h"

#include <hb-ft.h>
#include <hb.h>

#include <algorithm>

#include "configs/schema/error.h"

namespace ductus::data {
namespace {

constexpr char32_t kFirstRightToLeft = 0x590;  // Hebrew and what follows

constexpr hb_feature_t off(hb_tag_t tag) { return {tag, 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}; }

const hb_feature_t kFeatures[] = {off(HB_TAG('l', 'i', 'g', 'a')), off(HB_TAG('c', 'l', 'i', 'g')),
                                  off(HB_TAG('d', 'l', 'i', 'g')), off(HB_TAG('h', 'l', 'i', 'g')),
                                  off(HB_TAG('c', 'a', 'l', 't'))};

void check_direction(hb_buffer_t* buffer, std::string_view utf8) {
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  for (unsigned i = 0; i < count; ++i) {
    if (infos[i].codepoint < kFirstRightToLeft) continue;
    const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), infos[i].codepoint);
    DUCTUS_CHECK(hb_script_get_horizontal_direction(script) != HB_DIRECTION_RTL,
                 "text '{}': is written from right to left, expected a script from left to right", utf8);
  }
}

}  // namespace

struct Shaper::HarfBuzz {
  hb_font_t* font;
  hb_buffer_t* buffer;
  ~HarfBuzz() {
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
  }
};

Shaper::Shaper(FT_FaceRec_* face) : em_(face->units_per_EM * 64.0) {
  DUCTUS_CHECK(FT_Set_Char_Size(face, 0, face->units_per_EM * 64L, 72, 72) == 0,
               "font: cannot be scaled to {} units an em", face->units_per_EM);
  harfbuzz_.reset(new HarfBuzz{hb_ft_font_create_referenced(face), hb_buffer_create()});
  hb_ft_font_set_load_flags(harfbuzz_->font, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
}

Shaper::~Shaper() = default;
Shaper::Shaper(Shaper&&) noexcept = default;

const std::vector<ShapedGlyph>& Shaper::shape(std::string_view utf8) {
  hb_buffer_t* buffer = harfbuzz_->buffer;
  hb_buffer_clear_contents(buffer);
  const int length = static_cast<int>(utf8.size());
  hb_buffer_add_utf8(buffer, utf8.data(), length, 0, length);
  check_direction(buffer, utf8);
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_set_language(buffer, hb_language_from_string("en", -1));  // else the machine's
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(harfbuzz_->font, buffer, kFeatures, std::size(kFeatures));
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, &count);
  glyphs_.clear();
  for (unsigned i = 0; i < count; ++i) {
    glyphs_.push_back({infos[i].codepoint, infos[i].cluster, places[i].x_offset / em_,
                       places[i].y_offset / em_, places[i].x_advance / em_});
  }
  return glyphs_;
}

}  // namespace ductus::data
