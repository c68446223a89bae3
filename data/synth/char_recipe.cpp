#include "data/synth/char_recipe.h"

#include <algorithm>
#include <utility>

#include "configs/schema/checks.h"
#include "configs/schema/error.h"
#include "configs/schema/paths.h"
#include "data/synth/letter_forms.h"
#include "data/utf8.h"

namespace ductus::data {
namespace {

using config::Fields;
using config::Range;

/// The code point that starts at `at`, as UTF-8; `at` moves past it.
std::string take_character(std::string_view symbols, std::size_t& at) {
  const std::size_t begin = at, bytes = first_code_point(symbols.substr(at)).bytes;
  if (bytes == 0) fail_usage("symbols: invalid UTF-8 at byte {} of '{}'", at, symbols);
  at += bytes;
  return std::string(symbols.substr(begin, bytes));
}

void append_range(const std::string& first, const std::string& last, std::vector<std::string>& symbols) {
  if (first.size() != 1 || last.size() != 1 || first[0] > last[0]) {
    fail_usage("symbols: the range {}-{} is none, expected two ASCII characters in order, as in A-Z", first,
               last);
  }
  for (int c = first[0]; c <= last[0]; ++c) symbols.emplace_back(1, static_cast<char>(c));
}

}  // namespace

CharRecipe CharRecipe::read(const config::Node& root) {
  CharRecipe recipe;
  CharOptions& options = recipe.options;
  std::string symbols = "A-Z";
  Fields fields = root.fields();
  fields.optional("symbols", symbols);
  options.alphabet = parse_symbols(symbols);
  fields.optional("count", options.count, Range<int64_t>{1, kMaxCharacters});
  fields.optional("proportions", options.proportions,
                  config::Choice<Proportions>{{"equal", Proportions::kEqual}, {"az", Proportions::kAz}});
  fields.optional("seed", options.seed);
  fields.optional("strength", options.strength, Range<float>{0, 2});
  fields.optional("strokes", recipe.strokes);
  if (recipe.strokes) {
    if (fields.has("fonts"))
      fields.reject("fonts", "characters are drawn from fonts or from strokes, found both");
    read_between(fields, "thickness_px", options.thickness_px, {kThinnestPen, kThickestPen});
  } else {
    fields.optional("fonts", recipe.fonts);
    if (fields.has("thickness_px")) fields.reject("thickness_px", "is of strokes, and there are none");
  }
  fields.finish();
  class_counts(options);  // what only all options together show says so before fonts are looked for
  return recipe;
}

CharShapes::CharShapes(const CharRecipe& recipe, const std::filesystem::path& data_root) {
  if (recipe.strokes)
    strokes_ = load_strokes(config::resolve(*recipe.strokes, data_root), recipe.options.alphabet);
  else
    fonts_ = load_fonts(recipe.fonts, characters_of(recipe.options.alphabet));
}

Origin CharShapes::origin(const std::string& effective_recipe) const {
  Origin origin{"ductus " DUCTUS_VERSION, effective_recipe, {}, {}};
  for (const Font& font : fonts_) origin.typefaces.push_back({font.name, font.hash});
  if (strokes_) origin.strokes.push_back({strokes_->name, strokes_->hash});
  return origin;
}

ImageSet CharShapes::draw(const CharOptions& options, SampleRange range, ThreadPool& pool,
                          config::Reporter& reporter) const {
  return strokes_ ? draw_characters(options, *strokes_, range, pool, reporter)
                  : draw_characters(options, fonts_, range, pool, reporter);
}

Alphabet parse_symbols(std::string_view symbols) {
  std::vector<std::string> list;
  for (std::size_t at = 0; at < symbols.size();) {
    const std::string first = take_character(symbols, at);
    if (at + 1 < symbols.size() && symbols[at] == '-') {
      ++at;
      append_range(first, take_character(symbols, at), list);
    } else {
      list.push_back(first);
    }
  }
  if (list.empty()) fail_usage("symbols: none given, expected some as in A-Z");
  for (auto it = list.begin(); it != list.end(); ++it) {
    if (std::find(list.begin(), it, *it) != it)
      fail_usage("symbols: '{}' occurs twice in '{}'", *it, symbols);
  }
  return Alphabet(std::move(list));
}

}  // namespace ductus::data
