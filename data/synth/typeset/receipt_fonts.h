// The families that receipts are set in unless the user names fonts, and the Debian packages that install
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ductus::data {

/// Only upright faces between book and bold are used.
struct ReceiptFamily {
  const char* family;   ///< as fontconfig names it
  const char* package;  ///< Debian and Ubuntu; scripts/fonts.txt lists them with their licences
  float weight;         ///< how often it is drawn from: printers' own letters 3, others 1
  const char* design;   ///< families of one design share it: what a split into train and test tells apart
  const char* style = nullptr;  ///< the one style that is used, of all
};

const std::vector<ReceiptFamily>& receipt_families();

/// The family in the list above, or nullptr.
const ReceiptFamily* find_receipt_family(std::string_view family);

/// Of a family in the list above; else the family itself.
std::string_view design_of(std::string_view family);

/// "fonts-3270 fonts-agave ...": what to install.
std::string receipt_packages();

}  // namespace ductus::data
