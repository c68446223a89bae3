#include "data/synth/typeset/receipt_fonts.h"

#include "data/synth/font_packages.h"

namespace ductus::data {

const std::vector<ReceiptFamily>& receipt_families() {
  static const std::vector<ReceiptFamily> families = {
      // of one width, as thermal and impact printers have them
      {"Agave", "fonts-agave", 3, "Agave"},
      {"Anonymous Pro", "fonts-anonymous-pro", 3, "Anonymous Pro"},
      {"B612 Mono", "fonts-b612", 3, "B612"},
      {"DejaVu Sans Mono", "fonts-dejavu-core", 3, "DejaVu Sans"},
      {"FreeMono", "fonts-freefont-ttf", 1, "Courier"},
      {"GNUTypewriter", "fonts-gnutypewriter", 1, "GNUTypewriter"},
      {"Go Mono", "fonts-go", 3, "Go"},
      {"Hermit", "fonts-hermit", 3, "Hermit"},
      {"IBM 3270", "fonts-3270", 3, "IBM 3270"},
      {"IBM 3270 Condensed", "fonts-3270", 3, "IBM 3270"},
      {"IBM 3270 Semi-Condensed", "fonts-3270", 3, "IBM 3270"},
      {"Inconsolata", "fonts-inconsolata", 3, "Inconsolata"},
      {"JetBrains Mono", "fonts-jetbrains-mono", 3, "JetBrains Mono"},
      {"League Mono", "fonts-league-mono", 3, "League Mono"},
      {"Liberation Mono", "fonts-liberation", 3, "Liberation Mono"},
      {"Monoid", "fonts-monoid", 3, "Monoid"},
      {"Noto Sans Mono", "fonts-noto-mono", 3, "Noto Mono"},
      {"OCR B", "fonts-ocr-b", 3, "OCR B", "Regular"},
      {"OCRA", "fonts-ocr-a", 3, "OCR A"},
      {"OCRACondensed", "fonts-ocr-a", 1, "OCR A"},
      {"Oxygen Mono", "fonts-oxygen", 3, "Oxygen"},
      {"Tlwg Mono", "fonts-tlwg-mono-ttf", 3, "Tlwg Mono"},
      {"Tlwg Typewriter", "fonts-tlwg-typewriter-ttf", 1, "Tlwg Typewriter"},
      {"mononoki", "fonts-mononoki", 3, "mononoki"},
      // of dots
      {"DotGothic16", "fonts-dotgothic16", 3, "DotGothic16"},
      {"Glass TTY VT220", "fonts-glasstty", 3, "Glass TTY VT220"},
      {"Spleen 12x24", "fonts-spleen", 3, "Spleen"},
      {"Spleen 8x16", "fonts-spleen", 3, "Spleen"},
      // narrow
      {"Liberation Sans Narrow", "fonts-liberation", 3, "Liberation Sans"},
      {"Open Sans Condensed", "fonts-open-sans", 1, "Open Sans"},
      {"Roboto Condensed", "fonts-roboto-unhinted", 3, "Roboto"},
      // plain
      {"B612", "fonts-b612", 1, "B612"},
      {"Cabin", "fonts-cabin", 1, "Cabin"},
      {"Carlito", "fonts-crosextra-carlito", 1, "Carlito"},
      {"Clear Sans", "fonts-clear-sans", 1, "Clear Sans"},
      {"DejaVu Sans", "fonts-dejavu-core", 1, "DejaVu Sans"},
      {"DejaVu Serif", "fonts-dejavu-core", 1, "DejaVu Serif"},
      {"Go", "fonts-go", 1, "Go"},
      {"Karla", "fonts-karla", 1, "Karla"},
      {"Liberation Sans", "fonts-liberation", 3, "Liberation Sans"},
      {"Liberation Serif", "fonts-liberation", 1, "Liberation Serif"},
      {"Open Sans", "fonts-open-sans", 1, "Open Sans"},
      {"Oxygen-Sans", "fonts-oxygen", 1, "Oxygen"},
      {"Play", "fonts-play", 1, "Play"},
      {"Roboto", "fonts-roboto-unhinted", 1, "Roboto"},
      {"Roboto Slab", "fonts-roboto-slab", 1, "Roboto Slab"},
  };
  return families;
}

const ReceiptFamily* find_receipt_family(std::string_view family) {
  for (const ReceiptFamily& known : receipt_families()) {
    if (known.family == family) return &known;
  }
  return nullptr;
}

std::string_view design_of(std::string_view family) {
  const ReceiptFamily* known = find_receipt_family(family);
  return known == nullptr ? family : known->design;
}

std::string receipt_packages() { return packages_of(receipt_families()); }

}  // namespace ductus::data
