#include "data/synth/receipts/receipt_recipe.h"

#include "configs/schema/nearest.h"
#include "configs/schema/paths.h"
#include "data/content_hash.h"
#include "data/synth/receipts/embedded_layouts.h"

namespace ductus::data {
namespace {

using config::Document;
using config::Fields;
using config::Node;
using config::Range;

/// Scans of till receipts (data/synth/wear/README.md).
constexpr const char* kScanned = R"([
  {ink_spread: {strength: [0.1, 0.5]}},
  {worn_ribbon: {probability: 0.1}},
  {thermal_fading: {probability: 0.6, strength: [0.1, 0.45]}},
  {bleed_through: {probability: 0.05}},
  {fibre: {strength: [0, 0.4]}},
  {background_tint: {probability: 0.4, strength: [0, 0.4]}},
  {stains: {probability: 0.05}},
  {folds: {probability: 0.15}},
  {creases: {probability: 0.15}},
  {curl: {probability: 0.15}},
  {elastic: {probability: 0.5, strength: [0.1, 0.4]}},
  {rotate: {probability: 0.5, strength: [0.1, 0.4]}},
  {perspective: {probability: 0.2, strength: [0.1, 0.4]}},
  {shadow: {probability: 0.15}},
  {blur: {strength: [0.1, 0.4]}},
  {resolution: {probability: 0.6, strength: [0.1, 0.5]}},
  {noise: {probability: 0.7, strength: [0.1, 0.4]}},
  {gamma: {}},
  {threshold: {probability: 0.7, strength: [0.2, 0.7]}},
  {jpeg: {probability: 0.7, strength: [0.2, 0.8]}}])";

constexpr const char* kLayouts =
    "[{name: till, share: 4}, {name: supermarket, share: 3}, {name: restaurant, share: 2}, {name: invoice}]";

ReceiptStyle read_style(const Node& node) {
  ReceiptStyle style;
  Fields fields = node.fields();
  const Range<float> share{0, 1};
  read_between(fields, "size_px", style.size_px, {8, 80});
  read_between(fields, "tracking_em", style.tracking_em, {-0.2F, 1});
  read_between(fields, "widen", style.widen, {0.4F, 2});
  read_between(fields, "pitch_em", style.pitch_em, {0.9F, 4});
  fields.optional("bold", style.bold, share);
  fields.optional("max_bold_px", style.max_bold_px, Range<float>{0, 6});
  fields.optional("bilevel", style.bilevel, share);
  read_between(fields, "ink", style.ink, {0, 0.9F});
  fields.optional("monospaced", style.monospaced, share);
  fields.finish();
  return style;
}

Layout built_in(const std::string& name, const Node& words, const Fields& fields) {
  std::vector<std::string> names;
  for (const EmbeddedText& embedded : embedded_layouts()) {
    if (embedded.name == name)
      return Layout::read(Document::parse(embedded.text, "layouts/" + name + ".yaml").root(), name, words);
    names.emplace_back(embedded.name);
  }
  fields.reject("name", fmt::format("unknown layout '{}', expected one of: {} (or path: FILE){}", name,
                                    fmt::join(names, ", "), config::did_you_mean(name, names)));
}

/// `till`, `{name: till, share: 2}` or `{path: my.yaml}`.
LayoutShare read_layout(const Node& node, const Node& words, const std::string& data_root,
                        ReceiptRecipe& recipe) {
  LayoutShare layout;
  Fields fields = node.fields();
  std::string name, path;
  if (fields.has("path") == fields.has("name")) node.reject("expected either name or path");
  if (fields.has("path")) {
    fields.required("path", path);
    const auto file = config::resolve(path, config::data_root(data_root));
    layout.layout = Layout::read(Document::load(file).root(), file.stem().string(), words);
    recipe.layout_files.push_back({path, file_hash(file)});
  } else {
    fields.required("name", name);
    layout.layout = built_in(name, words, fields);
  }
  fields.optional("share", layout.share, Range<double>::above(0.0, 1e6));
  fields.finish();
  return layout;
}

}  // namespace

ReceiptRecipe ReceiptRecipe::read(const Node& root, const std::string& data_root) {
  ReceiptRecipe recipe;
  Fields fields = root.fields();
  fields.optional("count", recipe.count, Range<int64_t>{1, kMostReceipts});
  fields.optional("seed", recipe.seed);
  const Node words = fields.node_or("words", "[]");
  for (const Node& layout : fields.node_or("layouts", kLayouts).elements())
    recipe.layouts.push_back(read_layout(layout, words, data_root, recipe));
  if (recipe.layouts.empty()) fields.reject("layouts", "expected at least one layout, found none");
  recipe.fonts = TypefaceChoice::read(fields.node_or("fonts", "{}"));
  recipe.style = read_style(fields.node_or("style", "{}"));
  recipe.wear = WearList::read(fields.node_or("wear", kScanned));
  recipe.view = LineView::from_options(fields.node_or("view", "{}"));
  fields.optional("upper_case", recipe.truth.upper_case);
  fields.finish();
  return recipe;
}

}  // namespace ductus::data
