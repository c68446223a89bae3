// What drawn lines are made of: texts, typefaces, how they are set, what is beside them, wear, and the view.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "configs/schema/yaml_reader.h"
#include "data/line_text.h"
#include "data/line_view.h"
#include "data/synth/between.h"
#include "data/synth/origin.h"
#include "data/synth/text/text_source.h"
#include "data/synth/typeset/typeface_choice.h"
#include "data/synth/wear/wear_list.h"

namespace ductus::data {

/// Texts of one kind, and how many of all texts they are.
struct TextShare {
  std::string type;  ///< name in text_sources.def; the line's source
  std::shared_ptr<const TextSource> source;
  double share = 1;
};

/// How a text is set. Sizes are dots of the printer: the sheet's pixels.
struct LineStyle {
  Between size_px{20, 34};  ///< em
  Between tracking_em{-0.03F, 0.12F};
  Between widen{0.75F, 1.3F};
  float slanted = 0.05F;  ///< share of lines with a slant, of up to `max_slant`
  float max_slant = 0.2F;
  float bold = 0.25F;  ///< share of lines that are struck bolder, by up to `max_bold_px`
  float max_bold_px = 1.2F;
  float bilevel = 0.6F;   ///< share of lines printed in whole dots, black or nothing, as thermal heads do
  Between ink{0, 0.35F};  ///< grey of the ink, 0 black
};

/// The box that a line is cut out by, as a person or a detector draws it.
struct LineCrop {
  Between above_frac{
      -0.02F, 0.22F};  ///< from the ink's top to the box's, of the ink's height; negative cuts into the ink
  Between below_frac{-0.02F, 0.18F};
  Between side_frac{0, 0.25F};   ///< left and right
  float neighbours = 0.3F;       ///< share of lines with a line above and below, that may reach into the box
  Between pitch_em{1.0F, 1.5F};  ///< from baseline to baseline
};

/// A recipe of drawn lines. Every number has its default here.
struct LineRecipe {
  int64_t count = 1000;   ///< lines in all, 1 to kMostDrawnLines
  bool per_type = false;  ///< the kinds of text take turns, whatever their shares
  uint64_t seed = 1;
  std::vector<TextShare> texts;
  TypefaceChoice fonts;
  LineStyle style;
  LineCrop crop;
  WearList wear;
  LineView view;
  LineText truth;  ///< what becomes of the text as truth: `upper_case` where transcripts are in capitals

  std::vector<Material> text_files;  ///< that the texts are from, by the paths that the recipe has

  /// Strict. Throws ductus::Error (usage) naming the key. `data_root`: --data-root, where files of texts are
  /// looked for that are not in the working folder.
  static LineRecipe read(const config::Node& root, const std::string& data_root = {});
};

constexpr int64_t kMostDrawnLines = 10'000'000;

}  // namespace ductus::data
