// Lines written as pictures and texts that other programs read.
#pragma once

#include <filesystem>
#include <string>

#include "configs/schema/checks.h"
#include "configs/schema/reporter.h"
#include "data/line_set.h"

namespace ductus::data {

enum class LineExport {
  kTsv,        ///< pictures and lines.tsv: `picture<TAB>text`, as PaddleOCR and SynthTIGER read it
  kGtTxt,      ///< 0001.png and 0001.gt.txt, as kraken, Calamari and tesstrain read it
  kSampleTxt,  ///< pictures and sample.txt: `picture text`, as reference 001's generator writes results_test/
};

/// Their names on command lines: tsv, gt_txt, sample_txt.
config::Choice<LineExport> line_exports();

/// Writes every line as a grey PNG, dark ink on light paper, called by its id: "000/001.jpg" becomes
/// 000/001.png below `folder`, and a second line of that name 000/001(2).png. Whatever an id is, the file is
/// below the folder: parts that are empty, "." or ".." are left out, '\' is read as '/'; and its name has one
/// dot, as Calamari wants it: "a.b.jpg" becomes a_b.png. A drawn set's kOriginFile is with them. Written
/// beside and renamed: `folder` is there whole or not at all.
/// Throws ductus::Error when the folder is not empty, or when a text has a tab or a line end, which these
/// files cannot hold; nothing is written then.
void export_lines(const LineSet& set, const std::filesystem::path& folder, LineExport as,
                  config::Reporter& reporter);

}  // namespace ductus::data
