#include "data/synth/lines/line_recipe.h"

#include "configs/schema/checks.h"

namespace ductus::data {
namespace {

using config::Fields;
using config::Node;
using config::Range;

/// `- receipt: {...}` or `- {receipt: {...}, share: 3}`.
TextShare read_text(const Node& node, TextFiles& files) {
  TextShare text;
  Fields fields = node.fields();
  for (const std::string& name : text_sources().names()) {
    const auto options = fields.node(name);
    if (!options) continue;
    if (text.source)
      fields.reject(name, fmt::format("one kind of text a list element, found {} too", text.type));
    text.type = name;
    text.source = text_sources().find(name)(*options, files);
  }
  fields.optional("share", text.share, Range<double>::above(0.0, 1e6));
  fields.finish();
  if (!text.source)
    node.reject(fmt::format("expected one kind of text: {}", fmt::join(text_sources().names(), ", ")));
  return text;
}

LineStyle read_style(const Node& node) {
  LineStyle style;
  Fields fields = node.fields();
  read_between(fields, "size_px", style.size_px, {6, 200});
  read_between(fields, "tracking_em", style.tracking_em, {-0.3F, 2});
  read_between(fields, "widen", style.widen, {0.3F, 3});
  fields.optional("slanted", style.slanted, Range<float>{0, 1});
  fields.optional("max_slant", style.max_slant, Range<float>{0, 1});
  fields.optional("bold", style.bold, Range<float>{0, 1});
  fields.optional("max_bold_px", style.max_bold_px, Range<float>{0, 8});
  fields.optional("bilevel", style.bilevel, Range<float>{0, 1});
  read_between(fields, "ink", style.ink, {0, 0.9F});
  fields.finish();
  return style;
}

LineCrop read_crop(const Node& node) {
  LineCrop crop;
  Fields fields = node.fields();
  read_between(fields, "above_frac", crop.above_frac, {-0.3F, 0.8F});
  read_between(fields, "below_frac", crop.below_frac, {-0.3F, 0.8F});
  read_between(fields, "side_frac", crop.side_frac, {-0.3F, 0.8F});
  fields.optional("neighbours", crop.neighbours, Range<float>{0, 1});
  read_between(fields, "pitch_em", crop.pitch_em, {0.6F, 4});
  fields.finish();
  return crop;
}

}  // namespace

LineRecipe LineRecipe::read(const Node& root, const std::string& data_root) {
  LineRecipe recipe;
  TextFiles files{data_root};
  Fields fields = root.fields();
  fields.optional("count", recipe.count, Range<int64_t>{1, kMostDrawnLines});
  fields.optional("per_type", recipe.per_type);
  fields.optional("seed", recipe.seed);
  for (const Node& text : fields.node_or("texts", "[{receipt: {}}]").elements())
    recipe.texts.push_back(read_text(text, files));
  recipe.text_files = std::move(files.read);
  if (recipe.texts.empty()) fields.reject("texts", "expected at least one kind of text, found none");
  recipe.fonts = TypefaceChoice::read(fields.node_or("fonts", "{}"));
  recipe.style = read_style(fields.node_or("style", "{}"));
  recipe.crop = read_crop(fields.node_or("crop", "{}"));
  recipe.wear = WearList::read(fields.node_or("wear", "[]"));
  recipe.view = LineView::from_options(fields.node_or("view", "{}"));
  fields.optional("upper_case", recipe.truth.upper_case);
  fields.finish();
  return recipe;
}

}  // namespace ductus::data
