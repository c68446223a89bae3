// What drawn receipts are made of: layouts, words, typefaces, how they are set, wear.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/line_text.h"
#include "data/line_view.h"
#include "data/synth/between.h"
#include "data/synth/origin.h"
#include "data/synth/receipts/layout.h"
#include "data/synth/typeset/typeface_choice.h"
#include "data/synth/wear/wear_list.h"

namespace ductus::data {

/// How a receipt is set; a number is drawn evenly between two. Sizes are dots of the printer: pixels.
struct ReceiptStyle {
  Between size_px{20, 26};  ///< em of body text
  Between tracking_em{-0.02F, 0.06F};
  Between widen{0.8F, 1.1F};
  Between pitch_em{1.1F, 1.6F};  ///< from baseline to baseline
  float bold = 0.25F;            ///< share of receipts that are struck bolder, by up to `max_bold_px`
  float max_bold_px = 1;
  float bilevel = 0.6F;   ///< share of receipts printed in whole dots, black or nothing, as thermal heads do
  Between ink{0, 0.35F};  ///< grey of the ink, 0 black
  float monospaced = 0.7F;  ///< share of receipts whose body is in letters of one width, where there are some
};

/// A layout, and how many of all receipts have it.
struct LayoutShare {
  Layout layout;
  double share = 1;
};

/// A recipe of drawn receipts. Every number has its default here.
struct ReceiptRecipe {
  int64_t count = 100;  ///< 1 to kMostReceipts
  uint64_t seed = 1;
  std::vector<LayoutShare> layouts;
  TypefaceChoice fonts;
  ReceiptStyle style;
  WearList wear;
  LineView view;   ///< of lines that are cut out
  LineText truth;  ///< what becomes of their texts: `upper_case` where transcripts are in capitals

  std::vector<Material> layout_files;  ///< layouts of the user's own, by the paths that the recipe has

  /// Strict. Throws ductus::Error (usage) naming the key. `data_root`: --data-root, where layout files are
  /// looked for that are not in the working folder.
  static ReceiptRecipe read(const config::Node& root, const std::string& data_root = {});
};

constexpr int64_t kMostReceipts = 1'000'000;

}  // namespace ductus::data
