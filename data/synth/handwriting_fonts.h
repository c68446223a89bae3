// The families that are drawn from unless the user names fonts, and the Debian packages that install them.
#pragma once

#include <string>
#include <vector>

namespace ductus::data {

struct HandwritingFamily {
  const char* family;   ///< as fontconfig names it
  const char* package;  ///< Debian and Ubuntu; scripts/fonts.txt lists them with their licences
  float weight;         ///< how often it is drawn from: hands 3, plain letters as a hand prints them 1
};

const std::vector<HandwritingFamily>& handwriting_families();

/// "fonts-breip fonts-bwht ...": what to install.
std::string handwriting_packages();

}  // namespace ductus::data
