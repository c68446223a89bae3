#include "data/synth/forms/form_layout.h"

#include <algorithm>
#include <cmath>

namespace ductus::data {
namespace {

using config::Range;

/// Columns of fields, filled from the top.
class Columns {
 public:
  Columns(const FormText& form, const FormStyle& style, const MeasureText& measure, FormLayout& layout,
          Rng& rng)
      : form_(form), measure_(measure), layout_(layout), rng_(rng) {
    two_ = rng.uniform() < style.two_columns && form.fields.size() > 3;
    above_ = rng.uniform() < style.labels_above || two_;
    high_ = layout.em * within(rng, style.box_em);
    gap_ = layout.em * within(rng, style.gap_em);
    ragged_ = rng.below(2) == 0;
    margin_ = FormLayout::kMargin * static_cast<float>(layout.width);
    const float inside = static_cast<float>(layout.width) - 2 * margin_, between = 2 * layout.em;
    column_ = two_ ? (inside - between) / 2 : inside;
    label_ = above_ ? 0 : std::min(widest_label() + layout.em, 0.5F * column_);
  }

  /// From `top` on; returns where the last row ends.
  float place(float top) {
    const std::size_t columns = two_ ? 2 : 1;
    const std::size_t rows = (form_.fields.size() + columns - 1) / columns;
    const float pitch = high_ + gap_ + (above_ ? 1.6F * layout_.em : 0);
    const float shared = column_width(rng_.uniform(0.5F, 1));
    for (std::size_t i = 0; i < form_.fields.size(); ++i) {
      const auto column = static_cast<float>(i / rows), row = static_cast<float>(i % rows);
      const float wide = ragged_ ? column_width(rng_.uniform(0.45F, 1)) : shared;
      add(form_.fields[i], margin_ + column * (column_ + 2 * layout_.em), top + row * pitch, wide);
    }
    return top + static_cast<float>(rows) * pitch;
  }

 private:
  float widest_label() const {
    float widest = 0;
    for (const FormField& field : form_.fields) widest = std::max(widest, measure_(field.label, layout_.em));
    return widest;
  }

  float column_width(float share) const { return std::max(3 * high_, share * (column_ - label_)); }

  void add(const FormField& field, float left, float top, float wide) {
    const float room = column_ - label_;
    FormLayout::Slot slot;
    const float label_room = above_ ? column_ : label_ - 0.5F * layout_.em;
    const float asked = measure_(field.label, layout_.em);
    const float size = layout_.em * std::min(1.0F, label_room / std::max(asked, 1.0F));
    const float box_top = top + (above_ ? 1.6F * layout_.em : 0);
    const float baseline = above_ ? top + 1.1F * layout_.em : top + high_ / 2 + 0.35F * layout_.em;
    slot.label = {field.label, left, baseline, std::max(size, 4.0F)};
    if (field.cells > 1) wide = static_cast<float>(field.cells) * 0.85F * high_;
    slot.box = {{left + label_, box_top}, {left + label_ + std::min(wide, room), box_top + high_}};
    layout_.slots.push_back(slot);
  }

  const FormText& form_;
  const MeasureText& measure_;
  FormLayout& layout_;
  Rng& rng_;
  bool two_, above_, ragged_;
  float high_, gap_, margin_, column_, label_;  // px
};

/// Title and form number; returns where they end.
float add_heading(const FormText& form, const MeasureText& measure, FormLayout& layout, Rng& rng) {
  const auto width = static_cast<float>(layout.width);
  const float margin = FormLayout::kMargin * width, small = 0.75F * layout.em;
  float size = layout.em * rng.uniform(1.5F, 2.1F);
  const bool centred = rng.below(3) == 0;
  size *= std::min(1.0F, (centred ? 0.55F : 0.65F) * width / std::max(1.0F, measure(form.title, size)));
  const float title = measure(form.title, size), top = 0.06F * width;
  const float baseline = top + size;
  layout.texts.push_back({form.title, centred ? (width - title) / 2 : margin, baseline, size});
  layout.texts.push_back({form.number, width - margin - measure(form.number, small), baseline, small});
  layout.rule_y = baseline + 0.8F * layout.em;
  return layout.rule_y + 1.4F * layout.em;
}

void read_share(config::Fields& fields, const std::string& key, float& share) {
  fields.optional(key, share, Range<float>{0, 1});
}

}  // namespace

FormStyle FormStyle::read(const config::Node& node) {
  FormStyle style;
  config::Fields fields = node.fields();
  read_between(fields, "page_px", style.page_px, {240, 2400});
  read_between(fields, "label_frac", style.label_frac, {0.012F, 0.05F});
  read_between(fields, "box_em", style.box_em, {1, 5});
  read_between(fields, "gap_em", style.gap_em, {0.3F, 10});
  read_share(fields, "two_columns", style.two_columns);
  read_share(fields, "labels_above", style.labels_above);
  read_between(fields, "line_px", style.line_px, {0.8F, 12});
  read_share(fields, "rounded", style.rounded);
  read_between(fields, "red_hue_deg", style.red_hue_deg, {-40, 40});
  read_between(fields, "red_saturation", style.red_saturation, {0, 1});
  read_between(fields, "uneven", style.uneven, {0, 1});
  read_between(fields, "paper_tint", style.paper_tint, {0, 1});
  read_between(fields, "fill", style.fill, {0.2F, 0.9F});
  read_share(fields, "crossing", style.crossing);
  read_share(fields, "proportional", style.proportional);
  read_share(fields, "stamp", style.stamp);
  read_share(fields, "red_print", style.red_print);
  fields.finish();
  return style;
}

FormLayout lay_out(const FormText& form, const FormStyle& style, const MeasureText& measure, Rng& rng) {
  FormLayout layout;
  layout.width = static_cast<int>(within(rng, style.page_px));
  layout.em = static_cast<float>(layout.width) * within(rng, style.label_frac);
  const float top = add_heading(form, measure, layout, rng);
  const float bottom = Columns(form, style, measure, layout, rng).place(top);
  const float margin = FormLayout::kMargin * static_cast<float>(layout.width), small = 0.7F * layout.em;
  const float note =
      std::min(1.0F, (static_cast<float>(layout.width) - 2 * margin) / measure(form.note, small));
  const float foot = bottom + layout.em * rng.uniform(1, 6);
  layout.texts.push_back({form.note, margin, foot, std::max(4.0F, small * note)});
  layout.height = static_cast<int>(foot + 0.06F * static_cast<float>(layout.width));
  return layout;
}

}  // namespace ductus::data
