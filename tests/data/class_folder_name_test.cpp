#include "data/class_folder_name.h"

#include <doctest/doctest.h>

#include <string>

using ductus::data::class_folder_name;
using ductus::data::symbol_of_class_folder;

TEST_CASE("class_folder_name: what every system takes is the name itself, the rest its code points") {
  CHECK(class_folder_name("A") == "A");
  CHECK(class_folder_name("\u00C4") == "\u00C4");
  CHECK(class_folder_name("/") == "U+002F");
  CHECK(class_folder_name("\u20AC ") == "U+20AC U+0020");
  CHECK(class_folder_name("\U0001F600:") == "U+1F600 U+003A");
}

TEST_CASE("class_folder_name: every symbol is known again by its folder") {
  for (const char* symbol : {"A", "\u00C4", "/", ".", "..", "a.b", ":", " ", "\\", "\u20AC ", "\U0010FFFF*",
                             "U+", "U+002F", "U+002F U+0020", "\x7F"}) {
    CAPTURE(symbol);
    CHECK(symbol_of_class_folder(class_folder_name(symbol)) == symbol);
  }
}

TEST_CASE("class_folder_name: a folder of another's making is called what it is called") {
  for (const char* name : {"U+0041", "U+002f", "U+2F", "U+0002F", "U+002F ", "U+002F  U+0020", "U+D800",
                           "U+110000", "U+FFFFFFFF0000002F", "U+", "x U+002F", "U+002FU+002F", "Zero"}) {
    CAPTURE(name);
    CHECK(symbol_of_class_folder(name) == name);
  }
}
