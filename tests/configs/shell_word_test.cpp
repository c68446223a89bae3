#include "configs/cli/shell_word.h"

#include <doctest/doctest.h>

using namespace ductus;

TEST_CASE("shell_word: what a shell takes as it is stays, all else is one quoted word") {
  CHECK(config::shell_word("runs/digits-1") == "runs/digits-1");
  CHECK(config::shell_word("my run") == "'my run'");
  CHECK(config::shell_word("$HOME") == "'$HOME'");
  CHECK(config::shell_word("it's") == "'it'\\''s'");
  CHECK(config::shell_word("") == "''");
}
