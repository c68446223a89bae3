#include "data/synth/typeset/typeface_choice.h"

#include "configs/schema/checks.h"

namespace ductus::data {

TypefaceChoice TypefaceChoice::read(const config::Node& node) {
  const config::Choice<std::optional<FontPart>> parts{
      {"all", std::nullopt}, {"train", FontPart::kTrain}, {"test", FontPart::kTest}};
  TypefaceChoice choice;
  config::Fields fields = node.fields();
  fields.optional("from", choice.from);
  std::string part = "all";
  fields.optional("part", part, config::OneOf(parts.names()));
  choice.part = *parts.value(part);
  fields.optional("test_share", choice.test_share, config::Range<double>{0, 1});
  fields.optional("split_seed", choice.split_seed);
  fields.finish();
  return choice;
}

Typefaces TypefaceChoice::load() const {
  const Typefaces all = Typefaces::load(from);
  return part ? all.part(*part, split_seed, test_share) : all;
}

}  // namespace ductus::data
