// Commands that we print for the user to paste.
#pragma once

#include <string>

namespace ductus::config {

/// `text` as one word of a POSIX shell: in single quotes where a character could mean something to it.
std::string shell_word(const std::string& text);

}  // namespace ductus::config
