#include "data/synth/forms/form_recipe.h"

namespace ductus::data {
namespace {

/// Office paper that was carried about.
constexpr const char* kPaper = R"([
  {ink_spread: {probability: 0.4, strength: [0.05, 0.3]}},
  {bleed_through: {probability: 0.05}},
  {fibre: {strength: [0, 0.35]}},
  {stains: {probability: 0.06, strength: [0.1, 0.4]}},
  {folds: {probability: 0.3, strength: [0.1, 0.5]}},
  {creases: {probability: 0.1, strength: [0.1, 0.4]}},
  {curl: {probability: 0.35, strength: [0.1, 0.45], bow_px: 14}}])";

/// Held in a hand, in a room with lamps and windows.
constexpr const char* kCamera = R"([
  {elastic: {probability: 0.3, strength: [0.1, 0.6], rms_px: 4, spacing_px: 220}},
  {rotate: {strength: [0, 1], angle_deg: 6, rise_frac: 1}},
  {perspective: {strength: [0, 1], corner_frac: 0.11}},
  {background_tint: {strength: [0.1, 0.7], darkness: 0.28, uneven: 0.7, spacing_px: 500}},
  {shadow: {probability: 0.5, strength: [0.15, 0.65]}},
  {blur: {strength: [0.05, 0.45]}},
  {resolution: {probability: 0.4, strength: [0.1, 0.4]}},
  {gamma: {strength: [0, 0.3]}}])";

}  // namespace

FormRecipe FormRecipe::read(const config::Node& root) {
  FormRecipe recipe;
  config::Fields fields = root.fields();
  fields.optional("count", recipe.count, config::Range<int64_t>{1, kMostForms});
  fields.optional("seed", recipe.seed);
  recipe.content = FormContent::read(fields.node_or("content", "{}"));
  recipe.style = FormStyle::read(fields.node_or("style", "{}"));
  recipe.fonts = TypefaceChoice::read(fields.node_or("fonts", "{}"));
  recipe.handwriting = HandwritingStyle::read(fields.node_or("handwriting", "{}"));
  recipe.paper = WearList::read(fields.node_or("paper", kPaper));
  recipe.camera = WearList::read(fields.node_or("camera", kCamera));
  recipe.photo = PhotoStyle::read(fields.node_or("photo", "{}"));
  fields.finish();
  return recipe;
}

}  // namespace ductus::data
