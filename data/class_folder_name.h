// What the folder of a class is called, where classes are folders of pictures.
#pragma once

#include <string>

namespace ductus::data {

/// The symbol itself where every system takes it for a name, else its code points: "U+002F" for "/",
/// "U+0041 U+0020" for "A ".
std::string class_folder_name(const std::string& symbol);

/// The symbol that has this class_folder_name(): any name but those of code points is the symbol itself.
std::string symbol_of_class_folder(const std::string& name);

}  // namespace ductus::data
