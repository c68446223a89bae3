// The two things that ductus reads.
#pragma once

namespace ductus::data {

enum class Kind {
  kCharacters,  ///< one symbol a picture: data/image_set.h
  kLines,       ///< a text a picture: data/line_set.h
};

/// "characters" or "lines": as data set files and messages name them.
inline const char* name_of(Kind kind) { return kind == Kind::kLines ? "lines" : "characters"; }

}  // namespace ductus::data
