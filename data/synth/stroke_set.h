// Characters that people drew with a pen, from a file in Chars74K's form.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/alphabet.h"
#include "data/synth/pen_strokes.h"

namespace ductus::data {

/// Immutable once loaded: any number of threads may read it.
struct StrokeSet {
  std::string name;                               ///< of the file, without its folder
  std::string hash;                               ///< XXH3-128 of the file, 32 hexadecimal digits
  std::vector<std::vector<PenStrokes>> drawings;  ///< by label; none is empty
};

/// Points of a character's strokes, 0.015 to 0.03 of its longest side apart. Real characters have up to 350.
constexpr std::size_t kMostStrokePoints = 1000;

/// Reads {"A": [CHARACTER, ...], ...} with CHARACTER = [STROKE, ...], STROKE = [[x, y], ...], y downwards, in
/// any unit: the strokes of de Campos, Babu, Varma, "Character recognition in natural images" (VISAPP 2009),
/// as JSON. Of all classes those in the alphabet are kept, scaled to a longest side of 1. Throws
/// ductus::Error with class, character, stroke and point, all from 1, of what is not in that form, and names
/// the symbols that the file lacks.
StrokeSet load_strokes(const std::filesystem::path& path, const Alphabet& alphabet);

}  // namespace ductus::data
