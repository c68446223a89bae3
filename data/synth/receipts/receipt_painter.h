// One drawn receipt: what it says, its print, its sheet after wear, and where every character then is.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "data/picture.h"
#include "data/rng.h"
#include "data/synth/receipts/printed_receipt.h"
#include "data/synth/receipts/quad.h"
#include "data/synth/receipts/receipt_recipe.h"
#include "data/synth/typeset/typesetter.h"
#include "data/synth/wear/sheet.h"

namespace ductus::data {

struct DrawnCharacter {
  std::string text;  ///< a grapheme, UTF-8; " " is a space
  Quad quad;         ///< where its ink is after all wear, px; of a space its advance by the line's height
};

/// Text without a wide gap: a cell of the layout.
struct ReceiptLine {
  std::string text;
  int row = 0;             ///< rows of the print count from 0; several lines may stand in one
  bool separator = false;  ///< a line of signs, not of words
  float size_px = 0;       ///< em, before wear
  std::vector<DrawnCharacter> characters;

  Quad quad() const;  ///< of all its characters but spaces
};

struct DrawnReceipt {
  uint64_t index = 0;
  Receipt receipt;
  FieldStyle style;
  std::string layout;                      ///< its name
  std::array<std::size_t, 2> typefaces{};  ///< of body text, and of rows in the second one
  std::string text;                        ///< as a text file has it
  std::vector<ReceiptLine> lines;          ///< in reading order
  Picture clean;                           ///< before wear, grey
  Picture image;                           ///< after it; of the same size
};

/// Characters [first, last) of a line that are no spaces: its words.
std::vector<std::array<std::size_t, 2>> words_of(const ReceiptLine& line);

/// Draws receipts by number. One a thread: it keeps open fonts.
class ReceiptPainter {
 public:
  /// Both must outlive the painter.
  ReceiptPainter(const ReceiptRecipe& recipe, const Typefaces& typefaces)
      : recipe_(recipe), typefaces_(typefaces), typesetter_(typefaces) {}

  /// Receipt `index`, a function of it, the recipe and the typefaces alone. Throws ductus::Error when no
  /// typeface has all symbols of a receipt: they are named.
  DrawnReceipt draw(uint64_t index);

 private:
  struct Setting;
  Setting setting_of(const PrintedReceipt& printed, const Layout& layout, uint64_t index);
  std::size_t choose_typeface(const std::string& text, bool monospaced, const std::string& layout, Rng& rng);
  float character_px(std::size_t typeface, const std::string& text, const TypeStyle& style);
  Sheet print(const PrintedReceipt& printed, const Setting& how, DrawnReceipt& drawn);
  void print_cell(const PrintedRow& row, const PrintedCell& cell, float baseline, const Setting& how,
                  Sheet& sheet, ReceiptLine& line);

  const ReceiptRecipe& recipe_;
  const Typefaces& typefaces_;
  Typesetter typesetter_;
};

}  // namespace ductus::data
