// A drawn receipt as files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "configs/schema/checks.h"
#include "data/synth/numbered_samples.h"
#include "data/synth/receipts/receipt_painter.h"

namespace ductus::data {

/// How receipts lie in their folder; NUMBER has six digits.
enum class ReceiptFiles {
  kFolders,  ///< NUMBER/ with image.png, clean.png, text.txt, items.json, boxes.json
  kSroie,    ///< img/NUMBER.png, box/NUMBER.csv, key/NUMBER.json, as the SROIE challenge has them
  kPageXml,  ///< NUMBER.png, and NUMBER.xml (PAGE 2019-07-15)
};

/// Their names on command lines: folders, sroie, page_xml.
config::Choice<ReceiptFiles> receipt_files();

/// NumberedSamples::mark().
std::filesystem::path receipt_mark(uint64_t index, ReceiptFiles as);

/// All that is written of a receipt.
std::vector<DrawnFile> files_of(const DrawnReceipt& drawn, const Typefaces& typefaces, uint64_t seed,
                                ReceiptFiles as);

/// What the files hold.
std::string items_json(const DrawnReceipt& drawn, const Typefaces& typefaces, uint64_t seed);
std::string boxes_json(const DrawnReceipt& drawn);

/// A line's box as people draw it: with a small margin, and as high as small letters even where its ink is a
/// dot; on the page. What SROIE's and PAGE's files have, and lines are cut out by.
Quad line_box(const ReceiptLine& line, const Picture& page);

/// The texts that a transcript has, separators left out: "x1,y1,...,x4,y4,TEXT" a line.
std::string sroie_boxes(const DrawnReceipt& drawn);
std::string sroie_key(const DrawnReceipt& drawn);
std::string page_xml(const DrawnReceipt& drawn, const std::string& picture);

}  // namespace ductus::data
