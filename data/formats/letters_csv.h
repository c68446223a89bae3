// Letters as text: a row a sample, the label 0 to 25 and 784 pixels (Kaggle's "A-Z Handwritten Alphabets").
#pragma once

#include <filesystem>

#include "configs/schema/reporter.h"
#include "data/image_set.h"

namespace ductus::data {

/// What the first row of a CSV is.
enum class FirstRow {
  kAuto,    ///< a header when most fields of it are no whole numbers
  kData,    ///< a sample: the Kaggle file has no header
  kHeader,  ///< left out whatever it is, as pandas.read_csv does by default: one sample of the Kaggle file is
            ///< lost
};

/// Reads the file, plain (mapped) or .gz, on `threads` threads (0: all). A sample's number is its line, from
/// 0. Quotes, blanks, CRLF and empty lines at the end are tolerated. Throws ductus::Error with row and
/// column, both from 1, of the first field that is no number or out of range, or the first row without 785
/// fields.
ImageSet read_letters_csv_file(const std::filesystem::path& path, FirstRow first_row, int threads,
                               config::Reporter& reporter);

}  // namespace ductus::data
