#include "data/synth/handwriting_fonts.h"

#include "data/synth/font_packages.h"

namespace ductus::data {

const std::vector<HandwritingFamily>& handwriting_families() {
  static const std::vector<HandwritingFamily> families = {
      {"AoyagiKouzanFontT", "fonts-aoyagi-kouzan-t", 3},
      {"Because We Build", "fonts-bwht", 3},
      {"Because We Connect", "fonts-bwht", 3},
      {"Because We Create", "fonts-bwht", 3},
      {"Because We Learn", "fonts-bwht", 3},
      {"Because We Mentor", "fonts-bwht", 3},
      {"Because We Organize", "fonts-bwht", 3},
      {"Breip", "fonts-breip", 3},
      {"Comic Neue", "fonts-comic-neue", 3},
      {"Delphine", "fonts-sjfonts", 3},
      {"Humor Sans", "fonts-humor-sans", 3},
      {"Purisa", "fonts-tlwg-purisa-ttf", 3},
      {"Rufscript", "fonts-rufscript", 3},
      {"SetoFont", "fonts-seto", 3},
      {"Steve", "fonts-sjfonts", 3},
      {"Tomson Talks", "fonts-tomsontalks", 3},
      {"Yusei Magic", "fonts-yusei-magic", 3},
      {"kiloji", "fonts-kiloji", 3},
      {"Averia Sans GWF", "fonts-averia-sans-gwf", 1},
      {"Comfortaa", "fonts-comfortaa", 1},
      {"DejaVu Sans Mono", "fonts-dejavu-core", 1},
      {"Dosis", "fonts-dosis", 1},
      {"Inconsolata", "fonts-inconsolata", 1},
      {"Jura", "fonts-jura", 1},
      {"Quicksand", "fonts-quicksand", 1},
      {"Radis Sans", "fonts-radisnoir", 1},
      {"Tuffy", "fonts-tuffy", 1},
      {"monofur", "fonts-monofur", 1},
      {"Dancing Script", "fonts-dancingscript", 1},
      {"Kaushan Script", "fonts-kaushanscript", 1},
  };
  return families;
}

std::string handwriting_packages() { return packages_of(handwriting_families()); }

}  // namespace ductus::data
